import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { queryClient } from "../../query.ts";
import { useStable } from "../../ui/use-stable.ts";

/** Windows of a document that have arrived, by their number. */
export interface Pages<Page> {
  readonly pages: ReadonlyMap<number, Page>;
  /** Pages of the previous key, shown until the first page of the current one has arrived. */
  readonly stale: boolean;
  /** One plain sentence when a window could not be read. */
  readonly problem: string | null;
  /** Called with the pages (inclusive) that are needed now. */
  readonly need: (first: number, last: number) => void;
}

/** A document may grow while it is shown. */
export interface Growth<Page> {
  /** A number that changes whenever more of it has arrived. */
  readonly size: number;
  /**
   * Whether a page has to be loaded again because more has arrived. Never called for a page that was loaded at this
   * size.
   */
  readonly isOutdated: (page: Page, number: number) => boolean;
}

const still: Growth<unknown> = { size: 0, isOutdated: () => false };

/**
 * How long an invisible page is kept, in milliseconds: scrolling back a screen costs nothing, and memory stays small.
 */
const keptFor = 20_000;

/**
 * Requests windows of a document as they become visible. A page that becomes invisible before it has arrived is
 * cancelled. `key` identifies everything that determines the content; `load` is called with the number of the page.
 */
export function usePages<Page>(
  key: readonly unknown[],
  load: (page: number, signal: AbortSignal) => Promise<Page>,
  { size, isOutdated }: Growth<Page> = still,
): Pages<Page> {
  const [needed, setNeeded] = useState({ first: 0, last: 0 });
  const numbers = useMemo(
    () => Array.from({ length: needed.last - needed.first + 1 }, (_, index) => needed.first + index),
    [needed],
  );
  const results = useQueries({
    queries: numbers.map((page) => ({
      queryKey: [...key, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => load(page, signal),
      gcTime: keptFor,
      structuralSharing: false,
    })),
    combine: combineResults,
  });
  const keyText = JSON.stringify(key);
  const fresh = useMemo(() => {
    const pages = new Map<number, Page>();
    for (const [index, page] of results.data.entries()) {
      const number = numbers[index];
      if (page !== undefined && number !== undefined) pages.set(number, page);
    }
    return pages;
  }, [results.data, numbers]);
  const [kept, setKept] = useState({ keyText, pages: fresh });
  if (fresh.size > 0 && kept.pages !== fresh) setKept({ keyText, pages: fresh });
  const current = useMemo(() => ({ keyText, pages: fresh }), [keyText, fresh]);
  const waits = fresh.size === 0 && kept.pages.size > 0 && results.problem === null;
  const latest = waits && kept.keyText !== keyText ? kept : current;
  // Screens replace each other in a transition, so a key or a click is handled in between. The first screen is rendered
  // immediately, because the user is waiting for it.
  const before = useDeferredValue(latest);
  const shown = before.pages.size === 0 ? latest : before;
  const stale = shown.keyText !== keyText && shown.pages.size > 0 && results.problem === null;

  // The current pages stay visible until the new one has arrived.
  const reload = useStable((number: number): void => {
    void queryClient.refetchQueries({ queryKey: [...key, number], exact: true }, { cancelRefetch: false });
  });
  useEffect(() => {
    for (const [number, page] of fresh) if (isOutdated(page, number)) reload(number);
  }, [fresh, isOutdated, reload]);
  // A page that could not be read is requested again only when more has arrived.
  const retry = useStable(() => {
    for (const number of numbers) if (queryClient.getQueryState([...key, number])?.status === "error") reload(number);
  });
  useEffect(retry, [size, retry]);

  const need = useCallback((first: number, last: number) => {
    setNeeded((known) => (known.first === first && known.last === last ? known : { first, last }));
  }, []);
  return { pages: shown.pages, stale, problem: results.problem, need };
}

function combineResults<Page>(results: readonly UseQueryResult<Page>[]): {
  readonly data: readonly (Page | undefined)[];
  readonly problem: string | null;
} {
  return {
    data: results.map(({ data }) => data),
    problem: results.find(({ error }) => error !== null)?.error?.message ?? null,
  };
}
