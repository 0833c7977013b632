import { useEffect, useRef } from "react";
import type { RecordQuery } from "#shared/documents.ts";
import { announce } from "../../state/announce.ts";
import type { Place, View } from "../../state/place.ts";
import { spokenExchange, spokenQuery, spokenView, type SpokenRows } from "./spoken-change.ts";

/** Announces another sort, filter or search of the table once its records have arrived. */
export function useSpokenQuery(query: RecordQuery, isStale: boolean, rows: SpokenRows): void {
  const before = useRef(query);
  useEffect(() => {
    if (isStale || before.current === query) return;
    const words = spokenQuery(before.current, query, rows);
    before.current = query;
    if (words !== null) announce(words);
  }, [query, isStale, rows]);
}

/** Announces another response, and another view or panel of the same one. */
export function useSpokenResponse({ key, exchange, panel }: Place, view: View): void {
  const before = useRef<{ readonly key: string; readonly exchangeId: string | null; readonly words: string } | null>(
    null,
  );
  useEffect(() => {
    const known = before.current;
    const now = { key, exchangeId: exchange?.exchangeId ?? null, words: spokenView(view, panel) };
    before.current = now;
    if (exchange !== null && known !== null && (known.key !== key || known.exchangeId !== now.exchangeId)) {
      announce(spokenExchange(exchange));
    } else if (known?.key === key && known.words !== now.words) announce(now.words);
  }, [key, exchange, panel, view]);
}
