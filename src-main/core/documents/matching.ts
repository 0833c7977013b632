import type { RecordQuery } from "#shared/documents.ts";
import { containing, fits, oneOf, predicateOf, type Predicate } from "./predicate.ts";
import type { Records } from "./records.ts";
import type { Source } from "./source.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

/** Predicates by column; those of columns that do not exist are under -1. */
type ByColumn = ReadonlyMap<number, readonly Predicate[]>;

function group(records: Records, { filters, only }: RecordQuery): ByColumn {
  const byColumn = new Map<number, Predicate[]>();
  for (const filter of filters) {
    const column = records.columns.names.indexOf(filter.column);
    byColumn.set(column, [...(byColumn.get(column) ?? []), predicateOf(filter)]);
  }
  if (only !== undefined) {
    const column = records.columns.names.indexOf(only.column);
    byColumn.set(column, [...(byColumn.get(column) ?? []), oneOf(only.values)]);
  }
  return byColumn;
}

/** Records that pass every filter and the search, in the order of the body; null when all do by definition. */
export function* matchingRecords(source: Source, records: Records, query: RecordQuery): Task<Uint32Array | null> {
  if (query.filters.length === 0 && query.search === "" && query.only === undefined) return null;
  const byColumn = group(records, query);
  const search = query.search === "" ? null : containing(query.search);
  const last = search === null ? Math.max(...byColumn.keys()) : records.columns.names.length - 1;
  const matched = new Uint32Array(records.list.count);
  let count = 0;
  for (let record = 0; record < records.list.count; record++) {
    const fits =
      records.list.marksOf(record) === 0
        ? regularFits(source, records, record, byColumn, search, last)
        : irregularFits(records, record, byColumn, search);
    if (fits) matched[count++] = record;
    if (record % recordsBetweenYields === 0) yield;
  }
  return matched.slice(0, count);
}

function regularFits(
  source: Source,
  { cursor, regularColumns }: Records,
  record: number,
  byColumn: ByColumn,
  search: Predicate | null,
  last: number,
): boolean {
  let found = search === null;
  cursor.open(record);
  const { bytes } = source;
  for (let column = 0; column <= last && cursor.next(); column++) {
    const predicates = byColumn.get(column);
    if (predicates !== undefined) for (const one of predicates) if (!one.ofBytes(bytes, cursor)) return false;
    if (!found && search !== null) found = search.ofBytes(bytes, cursor);
  }
  if (!found) return false;
  for (const [column, predicates] of byColumn) {
    const isMissing = column < 0 || column >= regularColumns;
    if (isMissing && !predicates.every((one) => one.ofText(undefined, false))) return false;
  }
  return true;
}

function irregularFits(records: Records, record: number, byColumn: ByColumn, search: Predicate | null): boolean {
  const fields = records.fields(record);
  const values = records.columns.spread(fields);
  for (const [column, predicates] of byColumn) {
    const value = column < 0 ? undefined : values[column];
    if (!predicates.every((one) => fits(one, value))) return false;
  }
  return search === null || fields.some((field) => fits(search, field.value));
}
