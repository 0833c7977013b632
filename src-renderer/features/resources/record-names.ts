import { draftIdOf } from "#shared/edits.ts";
import { headingFields, resourceAt, resources, type Resource, type ResourcePath } from "#shared/rezora/catalog.ts";
import { fillTemplate, matchDesignator } from "#shared/rezora/uri.ts";
import type { RecentRecord } from "../../state/place.ts";
import type { StoredValues } from "../../state/stored-values.ts";
import type { RecordIndex } from "./record-index.ts";

/** One response that contains records of a collection: the whole collection, or a single record. */
export interface NameSource {
  /** `contacts` */
  readonly collection: string;
  /** The collection itself, not a single record of it. */
  readonly isWhole: boolean;
  readonly index: RecordIndex | undefined;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

/** Everything that was fetched or stored in this session and can name a record. */
export interface NameSources {
  readonly connectionId: string;
  readonly fetched: readonly NameSource[];
  readonly stored: Pick<StoredValues, "records">;
  readonly recent: readonly RecentRecord[];
}

/**
 * `known`: it was fetched. `not-fetched`: everything that was fetched is indexed, and it is not part of it. `unsure`:
 * names are still being read, or it cannot be determined.
 */
export type RecordName =
  | { readonly state: "known"; readonly title: string }
  | { readonly state: "not-fetched" }
  | { readonly state: "unsure" };

/** Shown in place of a name. */
export const nameNotFetched = "name not fetched";

/**
 * The record that a designator is about: the member of a membership, or the record itself. null for collections, for a
 * designator that the catalogue lacks, and for records that have no name.
 */
export function namedRecord(
  designator: string,
): { readonly path: ResourcePath; readonly designator: string; readonly id: string } | null {
  const matched = matchDesignator(designator);
  if (matched === null || matched.resource.kind !== "record") return null;
  const idName = matched.resource.ids.at(-1) ?? "";
  const own = resources.find(({ path, ids }) => ids.length === 1 && ids[0] === idName && path.endsWith("/ID"));
  const id = matched.ids[idName];
  if (own === undefined || id === undefined || headingFields(own.path).length === 0) return null;
  const plain = fillTemplate(own.template, () => id);
  return plain.ok ? { path: own.path, designator: plain.value, id } : null;
}

/** The list or group that a membership belongs to: `lists/4` of `lists/4/contacts/7`; null for anything else. */
export function ownerOf(designator: string): string | null {
  const segments = designator.split("/");
  return segments.length > 2 && matchDesignator(designator) !== null ? segments.slice(0, 2).join("/") : null;
}

/** The collection that a record is fetched with: `contacts` of `contacts/ID`. */
export function collectionPath(path: ResourcePath): ResourcePath {
  return resourceAt(path).kind === "record" ? (path.slice(0, -"/ID".length) as ResourcePath) : path;
}

/** The name of a record, from what was fetched and what commits of this session stored. Never sends a request. */
export function nameIn({ connectionId, fetched, stored, recent }: NameSources, designator: string): RecordName {
  const record = namedRecord(designator);
  if (record === null) return { state: "unsure" };
  const collection = collectionPath(record.path);
  const sources = fetched.filter((source) => source.collection === collection);
  const found = sources
    .filter(({ index }) => index?.records.has(record.id) === true)
    .toSorted((one, other) => other.fetchedAt - one.fetchedAt)[0];
  const renamed = renamedTo(
    record,
    stored.records.get(draftIdOf(connectionId, record.designator)),
    found?.fetchedAt ?? 0,
  );
  if (renamed !== null) return { state: "known", title: renamed };
  const title = found?.index?.records.get(record.id)?.title;
  if (typeof title === "string") return { state: "known", title };
  const seen = recent.find((each) => each.connectionId === connectionId && each.designator === record.designator);
  if (seen !== undefined) return { state: "known", title: seen.title };
  // A record without a name has none to fetch.
  if (title === null) return { state: "unsure" };
  const isStillRead = sources.some(({ index }) => index === undefined || index.state === "partial");
  return { state: isStillRead ? "unsure" : "not-fetched" };
}

/** The name that a commit of this session gave it since it was fetched; null when there was none. */
function renamedTo(
  { path }: { readonly path: ResourcePath },
  values: ReadonlyMap<string, { readonly value: string | null; readonly at: number }> | undefined,
  fetchedAt: number,
): string | null {
  if (values === undefined) return null;
  const words = headingFields(path).map((field) => values.get(field));
  if (words.some((word) => word === undefined || word.at <= fetchedAt)) return null;
  const title = words
    .map((word) => word?.value?.trim() ?? "")
    .join(" ")
    .trim();
  return title === "" ? null : title;
}

/** Columns whose ids lead to records that have a name, with the collection that they are fetched with. */
export function namedColumns(resource: Resource | null, columns: readonly string[]): ReadonlyMap<string, ResourcePath> {
  const named = new Map<string, ResourcePath>();
  // A record's own name is in its own row.
  if (resource === null || headingFields(resource.path).length > 0) return named;
  for (const column of columns) {
    const own = resources.find(({ path, ids }) => ids.length === 1 && ids[0] === column && path.endsWith("/ID"));
    if (own !== undefined && headingFields(own.path).length > 0) named.set(column, collectionPath(own.path));
  }
  return named;
}
