import { foldCase } from "#shared/canonical-text.ts";
import { draftIdOf } from "#shared/edits.ts";
import { fieldNamed, headingFields, headingOf, type ResourcePath } from "#shared/rezora/catalog.ts";
import { sinceFetched } from "../../state/since-fetched.ts";
import type { StoredValues } from "../../state/stored-values.ts";
import { findRecords, type IndexedRecord, type RecordIndex } from "../resources/record-index.ts";

/** A response whose records are searched, and when it was fetched (milliseconds since the epoch). */
export interface FetchedRecords {
  readonly connectionId: string;
  /** `contacts` */
  readonly collection: ResourcePath;
  readonly fetchedAt: number;
  readonly index: RecordIndex;
}

/**
 * Records that match the search text, as they are now: without those found to be gone since the response was fetched,
 * and by the names and addresses that were read back since.
 */
export function findRecordsNow(
  fetched: FetchedRecords,
  observed: Pick<StoredValues, "records" | "presence" | "emptied">,
  typed: string,
  limit: number,
): readonly IndexedRecord[] {
  const { connectionId, collection, fetchedAt, index } = fetched;
  const { gone, emptiedAt } = sinceFetched(observed, connectionId, collection, fetchedAt);
  if (emptiedAt !== null) return [];
  const changed = changedRecords(fetched, observed.records);
  const leftOut = new Set([...gone.ids, ...changed.keys()]);
  const asFetched = findRecords(index, typed, limit + leftOut.size).filter(({ id }) => !leftOut.has(id));
  for (const id of gone.ids) changed.delete(id);
  return [...findRecords({ ...index, records: changed }, typed, limit), ...asFetched].slice(0, limit);
}

/** The records of the response for which values were read back since, by id. */
function changedRecords(
  { connectionId, collection, fetchedAt, index }: FetchedRecords,
  records: StoredValues["records"],
): Map<string, IndexedRecord> {
  const prefix = draftIdOf(connectionId, `${collection}/`);
  const found = new Map<string, IndexedRecord>();
  for (const [draftId, values] of records) {
    if (!draftId.startsWith(prefix)) continue;
    const id = decodeURIComponent(draftId.slice(prefix.length));
    const known = index.records.get(id);
    if (known === undefined) continue;
    const newer = new Map([...values].filter(([, { at }]) => at > fetchedAt));
    const valueOf = (name: string): string | undefined => newer.get(name)?.value ?? undefined;
    const path = `${collection}/ID` as ResourcePath;
    const hasName = headingFields(path).every((name) => newer.has(name));
    const title = hasName ? (headingOf(path, valueOf) ?? null) : known.title;
    const emails = [...newer.keys()].filter((name) => fieldNamed(name)?.kind === "email");
    const email = emails.length === 0 ? known.email : (emails.map(valueOf).find(Boolean) ?? "");
    found.set(id, { ...known, title, email, foldedTitle: foldCase(title ?? ""), foldedEmail: foldCase(email) });
  }
  return found;
}
