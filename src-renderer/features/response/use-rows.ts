import { useCallback, useMemo, useState } from "react";
import type { RecordQuery, Row, RowsWindow } from "#shared/documents.ts";
import { isEveryRecord } from "#shared/every-record.ts";
import { call } from "../../api.ts";
import { queryClient } from "../../query.ts";
import { usePages } from "./use-pages.ts";

/** Rows of one window; at most two windows are visible. */
const pageSize = 100;

/** Rows of one page, and how many records were known when they were requested. */
type RowsPage = RowsWindow & { readonly knownRecords: number };

const rowsKey = (documentId: string, query: RecordQuery) => ["rows", documentId, query] as const;

/** Rows never change, and new ones are appended, so only the rest of a short page is requested. */
async function loadRows(
  documentId: string,
  query: RecordQuery,
  page: number,
  knownRecords: number,
  signal?: AbortSignal,
): Promise<RowsPage> {
  const known = queryClient.getQueryData<RowsPage>([...rowsKey(documentId, query), page])?.rows ?? [];
  const offset = page * pageSize + known.length;
  const limit = pageSize - known.length;
  const rest = await call("getRows", { documentId, query, offset, limit }, signal);
  return { matched: rest.matched, offset: page * pageSize, rows: [...known, ...rest.rows], knownRecords };
}

export interface Rows {
  /** The number of rows that match the query; the number known so far while the response arrives. */
  readonly matched: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly stale: boolean;
  readonly problem: string | null;
}

/** The records of a table by windows, in the order of a query. `recordCount` grows while the response arrives. */
export function useRows(documentId: string, query: RecordQuery, recordCount: number): Rows {
  const isOutdated = useCallback(
    ({ rows, knownRecords }: RowsPage, page: number) =>
      isEveryRecord(query) &&
      knownRecords !== recordCount &&
      rows.length < Math.min(pageSize, recordCount - page * pageSize),
    [query, recordCount],
  );
  const { pages, stale, problem, need } = usePages(
    rowsKey(documentId, query),
    (page, signal) => loadRows(documentId, query, page, recordCount, signal),
    { size: recordCount, isOutdated },
  );
  const [first] = pages.values();
  const isWhole = query.search === "" && query.filters.length === 0 && query.only === undefined;
  const [lastMatched, setLastMatched] = useState(recordCount);
  const matched = isWhole ? recordCount : (first?.matched ?? lastMatched);
  if (first && first.matched !== lastMatched) setLastMatched(first.matched);

  const rowAt = useCallback(
    (index: number) => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    [pages],
  );
  const onRange = useCallback(
    (from: number, to: number) => need(Math.floor(from / pageSize), Math.floor(to / pageSize)),
    [need],
  );
  return useMemo(() => ({ matched, rowAt, onRange, stale, problem }), [matched, rowAt, onRange, stale, problem]);
}

/** One row by its position in the order of a query, from the cache where possible. */
export async function rowAtPlace(documentId: string, query: RecordQuery, index: number): Promise<Row | undefined> {
  const page = Math.floor(index / pageSize);
  const queryKey = [...rowsKey(documentId, query), page];
  const known = queryClient.getQueryData<RowsPage>(queryKey)?.rows[index % pageSize];
  if (known !== undefined) return known;
  const window = await queryClient.fetchQuery({
    queryKey,
    queryFn: ({ signal }) => loadRows(documentId, query, page, index + 1, signal),
    staleTime: 0,
    structuralSharing: false,
  });
  return window.rows[index % pageSize];
}
