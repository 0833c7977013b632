import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CodeLine } from "#shared/documents.ts";
import { ValueRows } from "#shared/value-rows.ts";
import { firstInSight } from "../use-row-window.ts";
import { lineOfRow, type ValueWindow } from "./value-lines.ts";

/** Characters that are divided into rows before the page may do something else. */
const charactersAtOnce = 16_384;

/** Rows made into lines at a time. */
const rowsAtOnce = 64;

/** Rows as lines of a view; each stays the same object as long as it is in the value. */
class HeldLines {
  readonly rows: ValueRows;
  private readonly made = new Map<number, readonly CodeLine[]>();

  constructor(rows: ValueRows) {
    this.rows = rows;
  }

  lineAt(index: number): CodeLine | undefined {
    const first = index - (index % rowsAtOnce);
    const known = this.made.get(first);
    const line = known?.[index - first];
    if (line !== undefined) return line;
    // The last rows may have been read before there were more of them.
    const rows = this.rows.read(first, rowsAtOnce);
    const lines = rows.map((row, at) => known?.[at] ?? lineOfRow(row, first + at));
    this.made.set(first, lines);
    return lines[index - first];
  }
}

export interface HeldRows extends ValueWindow {
  /** The row of a character. */
  readonly rowOf: (place: number) => number;
  /** The first character in sight. */
  readonly placeInSight: () => number;
}

/** The rows of a text that this page holds, counted in steps between which the page can do something else. */
export function useHeldRows(text: string, columns: number): HeldRows {
  const lines = useMemo(() => {
    const begun = new ValueRows(text, columns);
    begun.advance(charactersAtOnce);
    return new HeldLines(begun);
  }, [text, columns]);
  const { rows } = lines;
  const [counted, setCounted] = useState({ rows, count: rows.count });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const step = (): void => {
      const isWhole = rows.advance(charactersAtOnce);
      setCounted({ rows, count: rows.count });
      if (!isWhole) timer = setTimeout(step);
    };
    timer = setTimeout(step);
    return () => clearTimeout(timer);
  }, [rows]);
  const count = counted.rows === rows ? counted.count : rows.count;

  const lineAt = useCallback((index: number) => (index < count ? lines.lineAt(index) : undefined), [lines, count]);
  const first = useRef(0);
  const onRange = useCallback((row: number) => {
    first.current = firstInSight(row);
  }, []);
  const placeInSight = useCallback(() => rows.read(first.current, 1)[0]?.start ?? 0, [rows]);
  const rowOf = useCallback((place: number) => rows.rowAt(place), [rows]);
  return useMemo(
    () => ({ of: rows, rows: count, lineAt, onRange, problem: null, rowOf, placeInSight }),
    [rows, count, lineAt, onRange, rowOf, placeInSight],
  );
}
