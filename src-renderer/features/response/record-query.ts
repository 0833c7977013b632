import type { RecordQuery } from "#shared/documents.ts";
import { formatAmount } from "./format.ts";

export type Filter = RecordQuery["filters"][number];
export type FilterOperator = Filter["operator"];
export type SortDirection = RecordQuery["sort"][number]["direction"];

/** The contract's limit. */
const maxSorts = 8;

/**
 * The order after a click on a head: ascending, descending, none. With `more` (Shift) the column is added to the sorted
 * columns instead of replacing them.
 */
export function sortBy(query: RecordQuery, column: string, more: boolean): RecordQuery {
  const present = query.sort.find((each) => each.column === column)?.direction;
  const next = present === undefined ? "ascending" : present === "ascending" ? "descending" : null;
  return setSort(query, column, next, more);
}

export function setSort(
  query: RecordQuery,
  column: string,
  direction: SortDirection | null,
  more: boolean,
): RecordQuery {
  const others = more ? query.sort.filter((each) => each.column !== column) : [];
  if (direction === null) return { ...query, sort: others };
  if (!more) return { ...query, sort: [{ column, direction }] };
  const at = query.sort.findIndex((each) => each.column === column);
  if (at >= 0)
    return { ...query, sort: query.sort.map((each, index) => (index === at ? { column, direction } : each)) };
  return { ...query, sort: [...others, { column, direction }].slice(0, maxSorts) };
}

/** Sets the one filter of a column; null removes it. */
export function setFilter(query: RecordQuery, column: string, filter: Omit<Filter, "column"> | null): RecordQuery {
  const others = query.filters.filter((each) => each.column !== column);
  return { ...query, filters: filter === null ? others : [...others, { column, ...filter }] };
}

/** Restricts the query to these records, in addition to the filters; null removes the restriction. */
export function withOnly({ sort, filters, search }: RecordQuery, only: RecordQuery["only"] | null): RecordQuery {
  return only ? { sort, filters, search, only } : { sort, filters, search };
}

/** Only records with this value; a missing value and an empty one are treated alike. */
export function filterFor(value: string): Omit<Filter, "column"> {
  return { operator: value === "" ? "empty" : "equals", value };
}

/** All records except those with this value. */
export function exclusionOf(value: string): Omit<Filter, "column"> {
  return { operator: value === "" ? "not-empty" : "not-equals", value };
}

export const operatorNames: Readonly<Record<FilterOperator, string>> = {
  contains: "contains",
  equals: "is exactly",
  starts: "starts with",
  "not-equals": "is not",
  empty: "is empty",
  "not-empty": "is not empty",
};

export function needsValue(operator: FilterOperator): boolean {
  return operator !== "empty" && operator !== "not-empty";
}

/** Characters of a value that a strip has room for. */
const maxNamedCharacters = 120;

/** `email contains “oak”` */
export function filterText({ column, operator, value }: Filter, shown: (name: string) => string): string {
  const words = `${shown(column)} ${operatorNames[operator]}`;
  if (!needsValue(operator)) return words;
  return value.length <= maxNamedCharacters
    ? `${words} “${value}”`
    : `${words} “${value.slice(0, maxNamedCharacters)}…” (${formatAmount(value.length, "character")})`;
}
