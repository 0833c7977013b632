import { useCallback, useMemo, useState } from "react";
import type { RecordQuery, Row, RowsWindow } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { queryClient } from "../../query.ts";
import { usePages } from "./use-pages.ts";

/** Rows of one window; two of them at most are in sight. */
const pageSize = 100;

const rowsKey = (documentId: string, query: RecordQuery) => ["rows", documentId, query] as const;

function loadRows(documentId: string, query: RecordQuery, page: number, signal?: AbortSignal): Promise<RowsWindow> {
  return call("getRows", { documentId, query, offset: page * pageSize, limit: pageSize }, signal);
}

export interface Rows {
  /** Rows the query leaves; what is known so far while the answer is on its way. */
  readonly matched: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly stale: boolean;
  readonly problem: string | null;
}

/** The records of a table by windows, in the order of a query. */
export function useRows(documentId: string, query: RecordQuery, recordCount: number): Rows {
  const { pages, stale, problem, need } = usePages(rowsKey(documentId, query), (page, signal) =>
    loadRows(documentId, query, page, signal),
  );
  const [first] = pages.values();
  const isWhole = query.search === "" && query.filters.length === 0;
  const [lastMatched, setLastMatched] = useState(recordCount);
  const matched = first?.matched ?? (isWhole ? recordCount : lastMatched);
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

/** One row by its place in the order of a query, from the cache where it is there. */
export async function rowAtPlace(documentId: string, query: RecordQuery, index: number): Promise<Row | undefined> {
  const page = Math.floor(index / pageSize);
  const window = await queryClient.fetchQuery({
    queryKey: [...rowsKey(documentId, query), page],
    queryFn: ({ signal }) => loadRows(documentId, query, page, signal),
    structuralSharing: false,
  });
  return window.rows[index % pageSize];
}
