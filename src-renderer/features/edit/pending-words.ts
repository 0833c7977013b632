import type { Draft } from "#shared/edits.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { collectionOf, type PendingGroup } from "../../state/pending-changes.ts";
import { formatAge, formatAmount, formatCount } from "../response/format.ts";

type Counts = Pick<PendingGroup, "updated" | "created" | "deleted" | "emptied" | "fields">;

/**
 * `24 records, 31 fields pending, 2 records to delete, 4 members to add`: a deletion counts as a record without fields,
 * and a membership does not count as a record.
 */
export function pendingCountWords(groups: readonly (Counts & { readonly collection: string })[]): string {
  let [edited, fields, deleted, emptied, added, removed] = [0, 0, 0, 0, 0, 0];
  for (const group of groups) {
    const isMembership = isMembershipOf(group.collection);
    edited += group.updated + (isMembership ? 0 : group.created);
    fields += isMembership ? 0 : group.fields;
    emptied += group.emptied;
    deleted += isMembership ? 0 : group.deleted;
    added += isMembership ? group.created : 0;
    removed += isMembership ? group.deleted : 0;
  }
  const parts = [
    ...(edited > 0 ? [`${formatAmount(edited, "record")}, ${formatAmount(fields, "field")} pending`] : []),
    ...(deleted > 0 ? [`${formatAmount(deleted, "record")} to delete`] : []),
    ...(added > 0 ? [`${formatAmount(added, "member")} to add`] : []),
    ...(removed > 0 ? [`${formatAmount(removed, "member")} to remove`] : []),
    ...(emptied > 0 ? [`${formatAmount(emptied, "collection")} to empty`] : []),
  ];
  return parts.join(", ");
}

/** `24 changed records, 1 new record`, `4 people to add`: what is pending in one collection. */
export function groupWords({
  collection,
  updated,
  created,
  deleted,
  emptied,
}: Counts & { collection: string }): string {
  const isMembership = isMembershipOf(collection);
  return [
    ...(updated > 0 ? [formatAmount(updated, "changed record")] : []),
    ...(created > 0 ? [isMembership ? `${people(created)} to add` : formatAmount(created, "new record")] : []),
    ...(deleted > 0
      ? [isMembership ? `${people(deleted)} to remove` : `${formatAmount(deleted, "record")} to delete`]
      : []),
    ...(emptied > 0 ? ["everything to delete"] : []),
  ].join(", ");
}

function people(count: number): string {
  return formatAmount(count, "person", "people");
}

/** Whether the records of a collection are memberships of a list or a group. */
export function isMembershipOf(collection: string): boolean {
  const path = matchDesignator(collection)?.resource.path;
  return path === "groups/ID/agents" || path === "lists/ID/contacts";
}

/** `28 changes to contacts of Harbour & Oak wait.` */
export function waitingSentence(group: Pick<PendingGroup, "collection" | "draftIds">, connection: string): string {
  const count = group.draftIds.length;
  return `${formatAmount(count, "change")} to ${group.collection} of ${connection} ${count === 1 ? "waits" : "wait"}.`;
}

/** `31 changes to 3 resources wait.` */
export function waitingTitle(groups: readonly PendingGroup[]): string {
  const changes = groups.reduce((sum, { draftIds }) => sum + draftIds.length, 0);
  return `${formatAmount(changes, "change")} to ${formatAmount(groups.length, "resource")} wait.`;
}

/** `31 changes on 2 connections, kept on this computer` */
export function waitingSummary(groups: readonly PendingGroup[]): string {
  const changes = groups.reduce((sum, { draftIds }) => sum + draftIds.length, 0);
  const connections = new Set(groups.map(({ connectionId }) => connectionId)).size;
  return `${formatAmount(changes, "change")} on ${formatAmount(connections, "connection")}, kept on this computer`;
}

/** `last edited 3 min ago`; empty while it was never saved. */
export function lastEditedWords(savedAt: number, now: number): string {
  return savedAt === 0 ? "" : `last edited ${formatAge(Math.max(0, now - savedAt))}`;
}

/** The text of the toast after drafts were discarded. */
export function discardedWords(drafts: readonly Draft[]): string {
  const [first] = drafts;
  if (first === undefined) return "";
  if (drafts.length === 1) {
    const { kind, title, designator } = first.change;
    const name = title === "" ? designator : title;
    if (kind === "create") {
      return isMembershipOf(designator)
        ? `Discarded: ${name} is not added to ${designator}.`
        : `Discarded the new record in ${designator}.`;
    }
    if (kind === "update") return `Discarded the changes to ${name}.`;
    return kind === "delete"
      ? `Discarded the deletion of ${name}.`
      : `Discarded the deletion of everything in ${name}.`;
  }
  const collections = new Set(drafts.map((draft) => collectionOf(draft.change)));
  const [only] = collections;
  return `Discarded ${formatCount(drafts.length)} changes${collections.size === 1 && only !== undefined ? ` to ${only}` : ""}.`;
}
