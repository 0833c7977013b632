import type { RecordQuery } from "#shared/documents.ts";
import type { Draft } from "#shared/edits.ts";
import { fieldNamed, resources } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { collectionOf, isChange } from "./pending-changes.ts";

export type RowsOnly = NonNullable<RecordQuery["only"]>;

/** The maximum number of ids in a query. */
const maxRows = 100_000;

/**
 * The records of a fetched collection that wait to be changed or deleted, by the column of their ids; null when there
 * are none or the table does not have that column. New records are not in the table yet.
 */
export function rowsWithChanges(
  drafts: Iterable<Draft>,
  connectionId: string,
  designator: string,
  columns: readonly string[],
): RowsOnly | null {
  const column = idColumn(designator, columns);
  if (column === null) return null;
  const values: string[] = [];
  for (const draft of drafts) {
    const { kind } = draft.change;
    if (draft.connectionId !== connectionId || (kind !== "update" && kind !== "delete")) continue;
    if (collectionOf(draft.change) !== designator || !isChange(draft)) continue;
    const id = Object.values(matchDesignator(draft.change.designator)?.ids ?? {}).at(-1);
    if (id !== undefined && values.length < maxRows) values.push(id);
  }
  return values.length === 0 ? null : { column, values };
}

/** The names under which the catalogue knows the ids of a collection's records, before the table is there. */
export function idNames(collection: string): readonly string[] {
  const path = matchDesignator(collection)?.resource.path;
  return resources.find((record) => record.path === `${path ?? ""}/ID`)?.ids ?? [];
}

/** The column that says which record of a collection a row is. */
export function idColumn(designator: string, columns: readonly string[]): string | null {
  const resource = matchDesignator(designator)?.resource;
  if (resource?.kind !== "collection") return null;
  const record = resources.find(({ path }) => path === `${resource.path}/ID`);
  const own = columns.find((column) => fieldNamed(column)?.opens === record?.path);
  if (own !== undefined && record !== undefined) return own;
  // A membership is named by the id of its member, the last one of its designator.
  const member = record?.ids.at(-1);
  return member !== undefined && columns.includes(member) ? member : null;
}

/** Whether two queries select the same records. */
export function isSameRows(one: RowsOnly | null, other: RowsOnly | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.column === other.column &&
    one.values.length === other.values.length &&
    one.values.every((value, at) => value === other.values[at])
  );
}
