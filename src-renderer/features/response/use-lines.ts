import { useCallback, useMemo, useState } from "react";
import type { CodeFormat, CodeLine, Folding, LinesWindow } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { usePages } from "./use-pages.ts";

const pageSize = 200;

export interface Lines {
  readonly count: number;
  readonly lineAt: (index: number) => CodeLine | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** Nothing has come yet. */
  readonly waiting: boolean;
  readonly problem: string | null;
}

function loadLines(
  documentId: string,
  as: CodeFormat,
  folding: Folding,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<LinesWindow> {
  return call("getLines", { documentId, as, folding, offset, limit }, signal);
}

/** The lines of a code view by windows. */
export function useLines(documentId: string, as: CodeFormat, folding: Folding): Lines {
  const { pages, problem, need } = usePages(["lines", documentId, as, folding], (page, signal) =>
    loadLines(documentId, as, folding, page * pageSize, pageSize, signal),
  );
  const [first] = pages.values();
  const [known, setKnown] = useState(0);
  if (first && first.lines !== known) setKnown(first.lines);
  const count = first?.lines ?? known;
  const lineAt = useCallback(
    (index: number) => pages.get(Math.floor(index / pageSize))?.window[index % pageSize],
    [pages],
  );
  const onRange = useCallback(
    (from: number, to: number) => need(Math.floor(from / pageSize), Math.floor(to / pageSize)),
    [need],
  );
  const waiting = pages.size === 0 && problem === null;
  return useMemo(() => ({ count, lineAt, onRange, waiting, problem }), [count, lineAt, onRange, waiting, problem]);
}

/** The number of the line at an offset of a folded text. */
export async function numberAt(documentId: string, as: CodeFormat, folding: Folding, offset: number): Promise<number> {
  const { window } = await loadLines(documentId, as, folding, offset, 1);
  return window[0]?.number ?? Number.POSITIVE_INFINITY;
}

/** The contract's limit for one window. */
const longestWindow = 500;
/** More than this is for a file, not for the clipboard; in characters. */
const longestCopy = 1_000_000;

/** The whole text of a code view without what was only made visible; null when it is too long to copy. */
export async function wholeText(documentId: string, as: CodeFormat): Promise<string | null> {
  const lines: string[] = [];
  let length = 0;
  for (let offset = 0, count = 1; offset < count; offset += longestWindow) {
    const page = await loadLines(documentId, as, { folded: "none", except: [] }, offset, longestWindow);
    count = page.lines;
    for (const { tokens, cutLength } of page.window) {
      const text = tokens.map(([kind, token]) => (kind === "invisible" ? "" : token)).join("");
      length += text.length + 1;
      if (cutLength !== null || length > longestCopy) return null;
      lines.push(text);
    }
    if (page.window.length === 0) break;
  }
  return lines.join("\n");
}
