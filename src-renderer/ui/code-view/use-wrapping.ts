import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { CodeLine } from "#shared/documents.ts";
import { markOf } from "#shared/formats/code-tokens.ts";
import { markLabel } from "#shared/visible-text.ts";
import { tallestScroll } from "../scroll-map.ts";
import { extraRows, WrappedLines } from "./wrapped-lines.ts";

/** CSS pixels. */
export const lineHeight = 20;

/** Left and right of a line's text, and the scrollbar, in CSS pixels. */
const besideText = 24 + 14;

export interface Wrapping {
  readonly wrap: boolean;
  readonly wrapped: WrappedLines;
  /** Columns of one row; null where lines are not wrapped. */
  readonly columns: number | null;
  readonly setColumns: (columns: number) => void;
  /** Counts the rows of lines that have arrived. */
  readonly note: (first: number, last: number, lineAt: (index: number) => CodeLine | undefined) => void;
}

const nothingLong: ReadonlyMap<number, number> = new Map();

/**
 * How many rows each line takes when long ones are wrapped. Only lines that were on screen are known: any other counts
 * for one row, so that a text of any length needs no pass over it.
 *
 * @param text Identifies the text; row counts of another one are dropped.
 */
export function useWrapping(wrap: boolean, lineCount: number, text: unknown): Wrapping {
  const [columns, setColumns] = useState(0);
  const [known, setKnown] = useState({ text, columns, extra: nothingLong });
  const extra = wrap && known.text === text && known.columns === columns ? known.extra : nothingLong;
  const wrapped = useMemo(() => new WrappedLines(lineCount, extra), [lineCount, extra]);
  const note = useCallback(
    (first: number, last: number, lineAt: (index: number) => CodeLine | undefined) => {
      if (!wrap || columns === 0) return;
      let next: Map<number, number> | null = null;
      for (let index = first; index <= last; index++) {
        const line = lineAt(index);
        const rows = line === undefined ? undefined : extraRows(lineText(line), columns);
        if (rows === undefined || (extra.get(index) ?? 0) === rows) continue;
        next ??= new Map(extra);
        next.set(index, rows);
      }
      if (next !== null) setKnown({ text, columns, extra: next });
    },
    [wrap, columns, extra, text],
  );
  return { wrap, wrapped, columns: wrap && columns > 0 ? columns : null, setColumns, note };
}

/** The positions before the rows were counted again. */
interface Anchor {
  readonly wrapped: WrappedLines;
  readonly line: number;
  readonly atEnd: boolean;
}

/** Measures how many columns fit next to the gutter, in CSS pixels, and keeps the visible lines in position. */
export function useWrapWidth(
  { wrap, wrapped, setColumns }: Wrapping,
  scroller: RefObject<HTMLDivElement | null>,
  gutter: number,
  topLine: () => number,
): void {
  const anchor = useRef<Anchor | null>(null);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!wrap || !element) return undefined;
    const measure = (): void => {
      const probe = document.createElement("span");
      probe.textContent = "0".repeat(100);
      probe.style.cssText = "position:absolute;visibility:hidden";
      element.append(probe);
      const letter = probe.getBoundingClientRect().width / 100;
      probe.remove();
      setColumns(Math.max(20, Math.floor((element.clientWidth - gutter - besideText) / letter)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [wrap, gutter, scroller, setColumns]);

  // Rows that become known must move neither what is in sight nor, at the end, the end out of sight.
  useLayoutEffect(() => {
    const element = scroller.current;
    const before = anchor.current;
    // Without wrapped lines nothing moves, and reading the position would force another layout.
    if (!element || (!wrap && before === null)) return;
    const changed = before !== null && before.wrapped !== wrapped;
    // Where the scrollbar is scaled for a longer list, the exact position does not matter.
    if (changed && wrapped.rows * lineHeight < tallestScroll) {
      const moved = before.atEnd
        ? element.scrollHeight
        : wrapped.rowOf(before.line) - before.wrapped.rowOf(before.line);
      if (moved !== 0) element.scrollBy(0, before.atEnd ? moved : moved * lineHeight);
    }
    // The last line in sight is the end: only the margin of the text follows.
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    const atEnd = element.scrollTop > 0 && left < lineHeight;
    anchor.current = wrap ? { wrapped, line: changed ? before.line : topLine(), atEnd } : null;
  });
}

/** As wide as it is drawn: a mark is its label. */
function lineText({ tokens }: CodeLine): string {
  return tokens
    .map(([kind, text]) => {
      const mark = kind === "invisible" ? markOf(text) : null;
      return mark === null ? text : ` ${markLabel(mark)}`;
    })
    .join("");
}
