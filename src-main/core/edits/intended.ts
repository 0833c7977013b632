import type { Change, UndoForecast } from "#shared/edits.ts";
import { resourceAt, type Resource } from "#shared/rezora/catalog.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { encodeId, matchDesignator } from "#shared/rezora/uri.ts";

/** A change with the draft it comes from; null for the undo of a write. */
export interface Intended {
  readonly draftId: string | null;
  readonly change: Change;
  /** For an undo: the journal entry that it undoes, and the deleted record that it recreates. */
  readonly takesBack?: string;
  readonly remakes?: string;
}

export const methodOf = { update: "PUT", create: "POST", delete: "DELETE", "delete-all": "DELETE" } as const;

/** How many records a deletion of a collection may remove for them to be recreated one by one. */
export const maxRemade = 500;

/** Designator of a record in a collection: `groups/7/agents` and `1234` to `groups/7/agents/1234`. null: no id. */
export function childDesignator(collection: string, id: string): string | null {
  const encoded = encodeId(id);
  return encoded.ok ? `${collection}/${encoded.value}` : null;
}

/**
 * Designator of a record from its own fields: the id field depends on the collection. It is `contact_id` in `contacts`
 * and `user_id` in `groups/7/agents`.
 */
export function recordDesignator(collection: string, fields: readonly FieldPair[]): string | null {
  const resource = matchDesignator(collection)?.resource;
  const child = resource?.children[0];
  const idField = child === undefined ? undefined : resourceAt(child).ids.at(-1);
  const id = fields.find(([name]) => name === idField)?.[1];
  return id === undefined ? null : childDesignator(collection, id);
}

/** The collection that contains a record. */
export function collectionOf(designator: string): string {
  return designator.slice(0, Math.max(0, designator.lastIndexOf("/")));
}

/** The fields of a record that a POST to its collection accepts; all known ones if the catalogue has no list. */
export function remadeFields(collection: string, record: readonly FieldPair[]): FieldPair[] {
  const names = new Set(matchDesignator(collection)?.resource.methods.POST.requestFields.map(({ name }) => name));
  return record.filter(([name]) => names.size === 0 || names.has(name));
}

/** How far a write can be undone; the user is informed before it is sent. */
export function forecastUndo(kind: Change["kind"], resource: Resource | null, removes: number): UndoForecast {
  switch (kind) {
    case "update":
      return { kind: "exact", message: "Can be undone: the old values are in the journal." };
    case "create":
      return { kind: "exact", message: "Can be undone: the new record is deleted again." };
    case "delete":
      return { kind: "new-id", message: `Can be undone in part: ${backAgain(resource)}` };
    case "delete-all":
      if (removes > maxRemade) {
        const message = `Cannot be undone: more than ${maxRemade.toLocaleString("en")} records go.`;
        return { kind: "not", message };
      }
      return { kind: "new-id", message: `Can be undone in part, one by one: ${backAgain(resource)}` };
  }
}

function backAgain(resource: Resource | null): string {
  const path = resource?.path ?? "";
  if (path.startsWith("groups/ID/agents") || path.startsWith("lists/ID/contacts")) {
    return "the member comes back with a new association id and date.";
  }
  return "the record comes back with a new id and date, without its memberships.";
}
