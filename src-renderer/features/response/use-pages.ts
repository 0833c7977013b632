import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { queryClient } from "../../query.ts";
import { useStable } from "../../ui/use-stable.ts";

/** Windows of a document that arrived, by their number. */
export interface Pages<Page> {
  readonly pages: ReadonlyMap<number, Page>;
  /** Pages of the last key, shown until the first of the present one is there. */
  readonly stale: boolean;
  /** One plain sentence when a window could not be read. */
  readonly problem: string | null;
  /** Told which pages (inclusive) are needed now. */
  readonly need: (first: number, last: number) => void;
}

/** A document may grow while it is looked at. */
export interface Growth<Page> {
  /** Another number whenever there is more of it. */
  readonly size: number;
  /** Whether a page has to be loaded again for what came since. Never of one that was loaded for this size. */
  readonly isOutdated: (page: Page, number: number) => boolean;
}

const still: Growth<unknown> = { size: 0, isOutdated: () => false };

/** How long a page out of sight is kept, in milliseconds: going back a screen costs nothing, memory stays small. */
const keptFor = 20_000;

/**
 * Asks for windows of a document as they come into sight. A page that leaves sight before it came is cancelled.
 * `key` names everything that decides the content; `load` is called with the number of the page.
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
  // One screen is replaced by another in slices, so that a key or a click is answered between two. The first comes at
  // once: it is waited for.
  const before = useDeferredValue(latest);
  const shown = before.pages.size === 0 ? latest : before;
  const stale = shown.keyText !== keyText && shown.pages.size > 0 && results.problem === null;

  // What is there stays in sight until the new one comes.
  const reload = useStable((number: number): void => {
    void queryClient.refetchQueries({ queryKey: [...key, number], exact: true }, { cancelRefetch: false });
  });
  useEffect(() => {
    for (const [number, page] of fresh) if (isOutdated(page, number)) reload(number);
  }, [fresh, isOutdated, reload]);
  // One that could not be read gets another chance when there is more, and only then.
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
