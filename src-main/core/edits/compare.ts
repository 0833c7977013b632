import type { FieldProof, ReviewField } from "#shared/edits.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";

/** Fields of one record; a repeated name counts once, with its last value, as the API reads it. */
export type FieldMap = ReadonlyMap<string, string>;

export function fieldMap(pairs: readonly FieldPair[]): FieldMap {
  return new Map(pairs);
}

/**
 * Three-way comparison of the record when editing began, the record on the server now, and the user's values.
 * It lists only fields that are sent or that changed on the server.
 */
export function compareThreeWays(base: FieldMap, server: FieldMap, mine: FieldMap): ReviewField[] {
  const fields: ReviewField[] = [];
  for (const [name, value] of mine) {
    const before = base.get(name) ?? null;
    const now = server.get(name) ?? null;
    const edited = value !== before;
    const moved = now !== before;
    if (!edited && !moved) continue;
    fields.push({ name, base: before, server: now, mine: value, state: stateOf(edited, moved, value === now) });
  }
  return fields;
}

function stateOf(edited: boolean, moved: boolean, agree: boolean): ReviewField["state"] {
  if (edited && moved) return agree ? "agree" : "conflict";
  return edited ? "edit" : "theirs";
}

/**
 * What a PUT sends after the user's choices. Where only the server's value changed, it is the server's: a PUT sends
 * every field and would overwrite it with the old value. null while a conflict is unresolved.
 */
export function resolveFields(
  mine: readonly FieldPair[],
  compared: readonly ReviewField[],
  winners: ReadonlyMap<string, "server" | "mine">,
): FieldPair[] | null {
  const byName = new Map(compared.map((field) => [field.name, field]));
  const resolved: FieldPair[] = [];
  for (const [name, value] of mine) {
    const field = byName.get(name);
    const winner = field?.state === "conflict" ? winners.get(name) : field?.state === "theirs" ? "server" : "mine";
    if (winner === undefined) return null;
    resolved.push([name, winner === "server" ? (field?.server ?? "") : value]);
  }
  return resolved;
}

/** Whether a write would change anything. */
export function changesAnything(sent: readonly FieldPair[], server: FieldMap): boolean {
  return sent.some(([name, value]) => server.get(name) !== value);
}

/** Names of the fields in which two readings of a record differ, among those that a write sends. */
export function movedFields(earlier: FieldMap, now: FieldMap, sent: readonly FieldPair[]): string[] {
  return sent.map(([name]) => name).filter((name) => earlier.get(name) !== now.get(name));
}

/** What became of each field that was to change, from the record before the write and read back after it. */
export function proveFields(sent: readonly FieldPair[], before: FieldMap, after: FieldMap): FieldProof[] {
  return sent
    .filter(([name, value]) => before.get(name) !== value)
    .map(([name, value]) => {
      const stored = after.get(name) ?? null;
      return { name, sent: value, stored, verdict: verdictOf(value, before.get(name) ?? null, stored) };
    });
}

function verdictOf(sent: string, before: string | null, stored: string | null): FieldProof["verdict"] {
  if (stored === sent) return "stored";
  return stored === before ? "ignored" : "normalised";
}
