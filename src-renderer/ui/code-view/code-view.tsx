import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
} from "react";
import type { CodeLine as Line } from "#shared/documents.ts";
import { lineSource } from "#shared/formats/code-tokens.ts";
import { usePortions } from "../use-portions.ts";
import { firstInSight, useRowWindow } from "../use-row-window.ts";
import type { Anchor } from "../data-grid/anchored-popover.tsx";
import { CodeLine } from "./code-line.tsx";
import { occurrences, type LineMark, type Needle } from "./line-marks.ts";
import { useShownMatch } from "./use-shown-match.ts";
import { useCodeCursor } from "./use-code-cursor.ts";
import { useKeptLines } from "./use-kept-lines.ts";
import { lineHeight, useWrapping, useWrapWidth } from "./use-wrapping.ts";

export interface CodeHandle {
  readonly focus: () => void;
  readonly showLine: (index: number) => void;
}

/** The current match of Next and Previous; `line` is the number shown in the gutter. */
export interface CurrentMatch {
  readonly line: number;
  readonly start: number;
  readonly length: number;
}

export interface CodeViewProps {
  readonly label: string;
  readonly lineCount: number;
  /** undefined while the line is loading. */
  readonly lineAt: (index: number) => Line | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** Marked everywhere on screen; null for nothing, or for a search that only the main process may run. */
  readonly needle: Needle | null;
  readonly current: CurrentMatch | null;
  readonly onFold: (line: Line, together: boolean) => void;
  /** The menu of folds, for a line of a record; null where nothing can be folded. */
  readonly onMenu: ((record: number, at: Anchor) => void) | null;
  /** A plain click into a record, not one that selects text. */
  readonly onRecord: (record: number) => void;
  /** Whether long lines are wrapped. */
  readonly wrap: boolean;
  /** Identifies the text and its folds: the lines of another one are different. */
  readonly text: unknown;
  /** Called for Ctrl+C while everything is selected. */
  readonly onCopyAll: () => void;
  readonly handle?: Ref<CodeHandle>;
}

/** Tokens that are filled in one frame: most screens of JSON or XML, a dozen records of CSV. */
const tokensAtOnce = 250;
const noMarks: readonly LineMark[] = [];

/** Read-only text of any length, in windows of lines. */
export function CodeView(props: CodeViewProps) {
  const { lineCount, lineAt, onRange, needle, current } = props;
  const wrapping = useWrapping(props.wrap, lineCount, props.text);
  const { wrapped, columns, note } = wrapping;
  const rowWindow = useRowWindow({
    count: wrapped.rows,
    rowHeight: lineHeight,
    covered: 0,
    padding: 12,
  });
  const { scroller, rows, height, onScroll } = rowWindow;
  const first = wrapped.lineAt(rowWindow.first);
  const last = Math.min(lineCount - 1, wrapped.lineAt(rowWindow.last));
  const { showRow: show } = rowWindow;
  const showRow = useCallback(
    (line: number, place?: "nearest" | "middle") => show(wrapped.rowOf(line), place),
    [show, wrapped],
  );
  const [everything, setEverything] = useState(false);
  const { cursor, setCursor, spoken, press } = useCodeCursor({
    lineCount,
    lineAt,
    scroller,
    showLine: showRow,
    firstInSight: firstLineInSight,
    onFold: props.onFold,
    onRecord: props.onRecord,
  });
  const kept = useKeptLines(scroller, first, last);
  const contents = usePortions({
    indexes: kept,
    firstInSight: wrapped.lineAt(firstInSight(rowWindow.first)),
    contentAt: lineAt,
    weightOf,
    limit: tokensAtOnce,
    of: props.text,
  });

  useShownMatch(scroller, current, contents);
  useEffect(() => {
    if (last >= first) onRange(first, last);
  }, [first, last, onRange]);
  useWrapWidth(wrapping, scroller, gutterWidth(lineCount), firstLineInSight);
  useLayoutEffect(() => {
    if (last >= first) note(first, last, lineAt);
  }, [first, last, lineAt, note]);
  useImperativeHandle(
    props.handle,
    () => ({
      focus: () => scroller.current?.focus({ preventScroll: true }),
      showLine: (index) => showRow(index, "middle"),
    }),
    [scroller, showRow],
  );

  function keyDown(event: KeyboardEvent<HTMLDivElement>) {
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (control && key === "a") {
      event.preventDefault();
      document.getSelection()?.removeAllRanges();
      setEverything(true);
    } else if (control && key === "c" && everything) {
      event.preventDefault();
      props.onCopyAll();
    } else if (control && (key === "home" || key === "end")) {
      event.preventDefault();
      showRow(key === "home" ? 0 : lineCount - 1);
    } else if (key === "contextmenu" || (key === "f10" && event.shiftKey)) {
      openMenu(event);
    } else if (!control && !event.shiftKey && !event.altKey) {
      setEverything(false);
      // A fold handles Enter itself.
      const onButton = event.target instanceof Element && event.target.closest("button") !== null;
      if (!(onButton && event.key === "Enter") && press(event.key)) event.preventDefault();
    }
  }

  function firstLineInSight(): number {
    if (rowWindow.first > 0) return wrapped.lineAt(firstInSight(rowWindow.first));
    return wrapped.lineAt(Math.ceil((scroller.current?.scrollTop ?? 0) / lineHeight));
  }

  function openMenu(event: KeyboardEvent<HTMLDivElement> | MouseEvent<HTMLDivElement>): void {
    const element = event.target instanceof Element ? event.target.closest("[data-line]") : null;
    const index = element instanceof HTMLElement ? Number(element.dataset["line"]) : cursor;
    const record = index === null ? null : (lineAt(index)?.record ?? null);
    if (record === null || props.onMenu === null) return;
    event.preventDefault();
    const box = (element ?? scroller.current?.querySelector(`[data-line="${index ?? 0}"]`))?.getBoundingClientRect();
    const isPointer = "clientX" in event && event.clientX > 0;
    props.onMenu(
      record,
      isPointer ? { x: event.clientX, y: event.clientY } : { x: (box?.left ?? 0) + 60, y: box?.bottom ?? 0 },
    );
  }

  function click(event: MouseEvent<HTMLDivElement>) {
    setEverything(false);
    if (!(event.target instanceof Element) || event.target.closest("button")) return;
    const clicked = event.target.closest<HTMLElement>("[data-line]")?.dataset["line"];
    if (clicked !== undefined) setCursor(Number(clicked));
    const record = event.target.closest<HTMLElement>("[data-record]")?.dataset["record"];
    if (record !== undefined && document.getSelection()?.isCollapsed !== false) props.onRecord(Number(record));
  }

  const lines = [];
  for (const index of kept) {
    if (!contents.has(index)) continue;
    const line = contents.get(index);
    const isCurrent = line !== undefined && current?.line === line.number;
    lines.push(
      <CodeLine
        key={index}
        line={line}
        index={index}
        top={rowWindow.top(wrapped.rowOf(index))}
        rows={columns === null ? 1 : wrapped.rowOf(index + 1) - wrapped.rowOf(index)}
        marks={line ? marksOf(line, needle, isCurrent ? current : null) : noMarks}
        current={isCurrent}
        cursor={cursor === index}
        onFold={props.onFold}
      />,
    );
  }

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the table is the way to a record by keyboard
    <div
      ref={scroller}
      className="codeview code"
      role="region"
      aria-label={props.label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
      tabIndex={0}
      data-everything={everything ? "" : undefined}
      data-sideways={rowWindow.sideways ? "" : undefined}
      data-wrap={columns === null ? undefined : ""}
      style={codeStyle(gutterWidth(Math.max(lineCount, lineAt(last)?.number ?? 0)), columns)}
      onScroll={onScroll}
      onKeyDown={keyDown}
      onClick={click}
      onContextMenu={(event) => {
        // On selected text the system menu is needed for copying.
        if (document.getSelection()?.isCollapsed !== false) openMenu(event);
      }}
    >
      <span className="sr" aria-live="polite">
        {spoken}
      </span>
      <div className="codebody" style={{ height }}>
        <div className="codelines" ref={rows}>
          {lines}
        </div>
      </div>
    </div>
  );
}

/** Characters of a line that take as long to be laid out as one more token. */
const charactersOfToken = 200;

function weightOf({ tokens }: Line): number {
  let characters = 0;
  for (const [, text] of tokens) characters += text.length;
  return tokens.length + 1 + Math.floor(characters / charactersOfToken);
}

/** Five digits fit into the default width; each further digit takes 7 px. */
function gutterWidth(highest: number): number {
  return 59 + Math.max(0, String(highest).length - 5) * 7;
}

function codeStyle(gutter: number, columns: number | null): CSSProperties {
  const style: Record<string, string> = { "--gutter": `${gutter}px` };
  if (columns !== null) style["--columns"] = `${columns}ch`;
  return style;
}

function marksOf(line: Line, needle: Needle | null, current: CurrentMatch | null): readonly LineMark[] {
  if (needle === null && current === null) return noMarks;
  const text = lineSource(line.tokens);
  const before = line.cutBefore ?? 0;
  const hits = needle === null ? [] : occurrences(text, needle);
  const marks: LineMark[] = hits.map(({ start, length }) => ({ start: before + start, length, current: false }));
  if (current !== null && line.fold !== "folded") {
    const others = marks.filter(
      ({ start, length }) => start + length <= current.start || start >= current.start + current.length,
    );
    return [...others, { start: current.start, length: current.length, current: true }].toSorted(
      (a, b) => a.start - b.start,
    );
  }
  return marks.length === 0 ? noMarks : marks;
}
