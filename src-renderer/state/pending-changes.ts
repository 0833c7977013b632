import type { Draft } from "#shared/edits.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { changedFields } from "./draft-changes.ts";

/** The pending changes in one collection of one connection. */
export interface PendingGroup {
  readonly connectionId: string;
  /** The designator of the collection, for example `contacts` or `lists/43/contacts`. */
  readonly collection: string;
  readonly draftIds: readonly string[];
  readonly updated: number;
  readonly created: number;
  readonly deleted: number;
  /** Pending deletions of the whole collection: 1 at most. */
  readonly emptied: number;
  /** Fields of all changed and new records; a code view that cannot be read counts as one. */
  readonly fields: number;
  /** When the latest change was saved, milliseconds since the epoch; 0 if none was. */
  readonly savedAt: number;
}

/** All pending changes, counted once for everything that shows them. */
export interface PendingChanges {
  readonly total: number;
  readonly ofConnection: ReadonlyMap<string, number>;
  readonly groups: readonly PendingGroup[];
}

/** Whether a draft holds something that Review would show. A draft that equals the record is not a change. */
export function isChange(draft: Draft): boolean {
  return fieldsOf(draft) > 0 || draft.change.kind === "delete" || draft.change.kind === "delete-all";
}

function fieldsOf({ change, unread }: Draft): number {
  if (change.kind === "delete" || change.kind === "delete-all") return 0;
  return Math.max(changedFields({ change }).size, unread === null ? 0 : 1);
}

const collections = new WeakMap<Draft["change"], string>();

/** The collection in which a change shows: that of the record, or of the membership. */
export function collectionOf(change: Draft["change"]): string {
  const known = collections.get(change) ?? findCollection(change);
  collections.set(change, known);
  return known;
}

function findCollection({ kind, designator }: Draft["change"]): string {
  if (kind === "create" || kind === "delete-all") return designator;
  // A standalone record, outside a collection, does not end in an id.
  const isListed = matchDesignator(designator)?.resource.path.endsWith("/ID") === true;
  return isListed ? designator.slice(0, designator.lastIndexOf("/")) : designator;
}

export function pendingChanges(drafts: Iterable<Draft>): PendingChanges {
  const groups = new Map<string, Counted>();
  for (const draft of drafts) {
    if (!isChange(draft)) continue;
    const { connectionId } = draft;
    const collection = collectionOf(draft.change);
    const key = `${connectionId} ${collection}`;
    const group = groups.get(key) ?? emptyGroup(connectionId, collection);
    groups.set(key, group);
    count(group, draft);
  }
  const ofConnection = new Map<string, number>();
  let total = 0;
  for (const { connectionId, draftIds } of groups.values()) {
    total += draftIds.length;
    ofConnection.set(connectionId, (ofConnection.get(connectionId) ?? 0) + draftIds.length);
  }
  return { total, ofConnection, groups: [...groups.values()] };
}

/** A group during counting. */
type Counted = { -readonly [Key in keyof PendingGroup]: Key extends "draftIds" ? string[] : PendingGroup[Key] };

function emptyGroup(connectionId: string, collection: string): Counted {
  const none = { updated: 0, created: 0, deleted: 0, emptied: 0, fields: 0, savedAt: 0 };
  return { connectionId, collection, draftIds: [], ...none };
}

function count(group: Counted, draft: Draft): void {
  const { kind } = draft.change;
  group.draftIds.push(draft.draftId);
  if (kind === "update") group.updated += 1;
  else if (kind === "create") group.created += 1;
  else if (kind === "delete") group.deleted += 1;
  else group.emptied += 1;
  group.fields += fieldsOf(draft);
  group.savedAt = Math.max(group.savedAt, draft.savedAt);
}
