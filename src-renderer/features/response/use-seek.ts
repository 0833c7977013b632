import { useEffect, useRef } from "react";
import type { RecordQuery } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { showToast } from "../../state/toast.ts";

/** Type-ahead over all rows of a query, wherever they are kept. A later letter replaces an earlier one. */
export function useSeek(
  documentId: string,
  query: RecordQuery,
  onFound: (row: number, column: string) => void,
): (column: string, text: string, from: number) => void {
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return (column, text, from) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    call("seekRow", { documentId, query, column, prefix: text.slice(0, 200), from }, controller.signal).then(
      ({ position }) => {
        if (controller.signal.aborted) return;
        if (position === null) showToast(`Nothing in ${column} starts with “${text}”.`, "problem");
        else onFound(position, column);
      },
      (error: unknown) => {
        if (!controller.signal.aborted)
          showToast(error instanceof Error ? error.message : "Nothing was found.", "problem");
      },
    );
  };
}
