import { useCallback, useMemo, useState } from "react";
import type { CodeFormat, CodeLine, Folding, LinesRequest, LinesWindow } from "#shared/documents.ts";
import { lineSource } from "#shared/formats/code-tokens.ts";
import { call } from "../../api.ts";
import { queryClient } from "../../query.ts";
import { nothingFolded } from "./folding.ts";
import { usePages } from "./use-pages.ts";

/**
 * At most two pages are visible. A line of CSV is as much work as a whole record in other formats, so pages are small.
 */
const pageSize = 100;

/** The size of a document that no longer grows. */
export const wholeSize = -1;

export interface Lines {
  readonly count: number;
  readonly lineAt: (index: number) => CodeLine | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** Nothing has arrived yet. */
  readonly waiting: boolean;
  readonly problem: string | null;
}

function loadLines(
  documentId: string,
  as: CodeFormat,
  folding: Folding,
  offset: number,
  limit: number,
  around?: LinesRequest["around"],
  signal?: AbortSignal,
): Promise<LinesWindow> {
  const request = { documentId, as, folding, offset, limit };
  return call("getLines", around === undefined ? request : { ...request, around }, signal);
}

/** Lines of one page, and the size of the document when they were asked for. */
type LinesPage = LinesWindow & { readonly size: number };

/**
 * The lines of a code view by windows. `size` grows while the response arrives, and the number of lines with it; at the
 * end it is `wholeSize`, and every line is read once more, because what was shown before may be the beginning of a
 * line. `around` chooses which part of an overlong line is shown.
 */
export function useLines(
  documentId: string,
  as: CodeFormat,
  folding: Folding,
  size: number,
  around?: LinesRequest["around"],
): Lines {
  const key = ["lines", documentId, as, folding, around] as const;

  async function load(page: number, signal: AbortSignal): Promise<LinesPage> {
    const offset = page * pageSize;
    const latest = queryClient.getQueryData<LinesPage>([...key, page]);
    const known = size === wholeSize && latest?.size !== size ? undefined : latest;
    // The last line may have been cut; those before it stay the same objects, so nothing on screen is rendered again.
    const kept = known?.window.slice(0, known.window.length < pageSize ? -1 : pageSize) ?? [];
    const rest = await loadLines(
      documentId,
      as,
      folding,
      offset + kept.length,
      Math.max(1, pageSize - kept.length),
      around,
      signal,
    );
    return { ...rest, offset, window: [...kept, ...rest.window].slice(0, pageSize), size };
  }

  // Lines of a huge text are returned before the last one is counted; each request advances the count.
  const isOutdated = useCallback((page: LinesPage) => page.size !== size || !page.counted, [size]);
  const { pages, problem, need } = usePages(key, load, { size, isOutdated });
  const [first] = pages.values();
  const [known, setKnown] = useState(0);
  if (first && first.size === size && first.lines !== known) setKnown(first.lines);
  // A cached page has the count of when it was loaded.
  const count = first === undefined ? known : first.size === size ? first.lines : Math.max(first.lines, known);
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

/** One line of a folded text; undefined past its end. */
export async function lineAtOffset(
  documentId: string,
  as: CodeFormat,
  folding: Folding,
  offset: number,
): Promise<CodeLine | undefined> {
  return (await loadLines(documentId, as, folding, offset, 1)).window[0];
}

/** The number of the line at an index of a folded text; greater than any number past its end. */
export async function numberAt(documentId: string, as: CodeFormat, folding: Folding, offset: number): Promise<number> {
  return (await lineAtOffset(documentId, as, folding, offset))?.number ?? Number.POSITIVE_INFINITY;
}

/** The contract's limit for one window. */
const maxWindow = 500;
/** A longer text belongs in a file, not on the clipboard; in characters. */
const maxCopy = 1_000_000;

/** The whole text of a code view, each character as it was sent; null when it is too long to copy. */
export async function wholeText(documentId: string, as: CodeFormat): Promise<string | null> {
  let all = "";
  for (let offset = 0, more = true; more; offset += maxWindow) {
    const page = await loadLines(documentId, as, nothingFolded, offset, maxWindow);
    more = !page.counted || offset + maxWindow < page.lines;
    for (const { tokens, cutLength, goesOn } of page.window) {
      all += lineSource(tokens);
      if (!goesOn) all += "\n";
      if (cutLength !== null || all.length > maxCopy) return null;
    }
    if (page.window.length === 0) break;
  }
  return all.endsWith("\n") ? all.slice(0, -1) : all;
}
