import type { RecordQuery } from "#shared/documents.ts";
import { draftIdOf } from "#shared/edits.ts";
import { resources, type Resource } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import type { Observed } from "./observed.ts";

/** What became of the records of a response since it was fetched. */
export interface SinceFetched {
  /** The column with the records' ids, and the ids of those that no longer exist. */
  readonly gone: { readonly column: string; readonly ids: readonly string[] };
  /** How many of the deleted records the response must have contained, as a list of the records themselves. */
  readonly lessBy: number;
  /** Records that were created since and still exist. */
  readonly added: number;
  /** When everything that can be deleted was deleted; null when it was not. */
  readonly emptiedAt: number | null;
  /** The record of this response, or the one that it belongs to, and when it was found to be gone. */
  readonly owner: { readonly designator: string; readonly at: number } | null;
}

export const unchangedSince: SinceFetched = {
  gone: { column: "", ids: [] },
  lessBy: 0,
  added: 0,
  emptiedAt: null,
  owner: null,
};

/** Computed from observations, without a request. */
export function sinceFetched(
  { presence, emptied }: Pick<Observed, "presence" | "emptied">,
  connectionId: string,
  designator: string,
  fetchedAt: number,
): SinceFetched {
  const matched = matchDesignator(designator);
  if (matched === null) return unchangedSince;
  const own = recordOf(matched.resource);
  const column = own?.ids.at(-1) ?? "";
  const ids = new Set<string>();
  let lessBy = 0;
  let added = 0;
  let owner: SinceFetched["owner"] = null;
  const prefix = draftIdOf(connectionId, "");
  for (const [draftId, { exists, at, madeAt = 0 }] of presence) {
    if (at <= fetchedAt || !draftId.startsWith(prefix)) continue;
    const record = draftId.slice(prefix.length);
    if (!exists && isAtOrBelow(designator, record)) owner = { designator: record, at };
    const found = matchDesignator(record);
    const id = found?.ids[column];
    if (found === null || id === undefined) continue;
    const isDirect = parentOf(record) === designator;
    if (exists && isDirect && madeAt > fetchedAt) added += 1;
    // A deleted contact is not on any list any more.
    if (exists || !(isDirect || isWhole(found.resource, column))) continue;
    ids.add(id);
    if (isDirect && madeAt <= fetchedAt) lessBy += 1;
  }
  const emptiedAt = [designator, ...ownersOf(designator)]
    .map((each) => emptied.get(draftIdOf(connectionId, each)) ?? 0)
    .find((at) => at > fetchedAt);
  return { gone: { column, ids: [...ids] }, lessBy, added, emptiedAt: emptiedAt ?? null, owner };
}

/** The maximum number of records left out of a table by conditions on ids; beyond it only their number is shown. */
export const maxLeftOut = 50;
/** The maximum number of conditions of a query in the contract. */
const maxFilters = 100;

/** The query of a table without the records that are gone; the same object when none of them can be left out. */
export function withoutGone(query: RecordQuery, { gone }: SinceFetched, columns: readonly string[]): RecordQuery {
  if (!leavesOut(query, gone, columns)) return query;
  const conditions = gone.ids.map((value) => ({ column: gone.column, operator: "not-equals" as const, value }));
  return { ...query, filters: [...query.filters, ...conditions] };
}

export function leavesOut(query: RecordQuery, gone: SinceFetched["gone"], columns: readonly string[]): boolean {
  const { column, ids } = gone;
  if (ids.length === 0 || ids.length > maxLeftOut || !columns.includes(column)) return false;
  return query.filters.length + ids.length <= maxFilters;
}

/** How many records a collection has, after what was observed since it was fetched. */
export function countSince(count: number, { lessBy, added, emptiedAt }: SinceFetched): number | undefined {
  return emptiedAt === null ? Math.max(0, count - lessBy + added) : undefined;
}

/** Whether a record is in the collection of all its kind (`contacts/5`), and not a membership (`lists/7/contacts/5`). */
function isWhole({ kind, ids }: Resource, column: string): boolean {
  return kind === "record" && ids.length === 1 && ids[0] === column;
}

function recordOf({ kind, path }: Resource): Resource | undefined {
  return kind === "record" ? undefined : resources.find((each) => each.path === `${path}/ID`);
}

function ownersOf(designator: string): readonly string[] {
  const segments = designator.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}

function parentOf(designator: string): string {
  return designator.slice(0, Math.max(0, designator.lastIndexOf("/")));
}

function isAtOrBelow(designator: string, owner: string): boolean {
  return designator === owner || designator.startsWith(`${owner}/`);
}
