import {
  useEffect,
  useImperativeHandle,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
} from "react";
import type { CodeLine as Line } from "#shared/documents.ts";
import { useRowWindow } from "../use-row-window.ts";
import { CodeLine } from "./code-line.tsx";
import { occurrences, type LineMark, type Needle } from "./line-marks.ts";
import { useKeptLines } from "./use-kept-lines.ts";

export interface CodeHandle {
  readonly focus: () => void;
  readonly showLine: (index: number) => void;
}

/** The match that Next and Previous stand on; `line` is the number shown in the gutter. */
export interface CurrentMatch {
  readonly line: number;
  readonly start: number;
  readonly length: number;
}

export interface CodeViewProps {
  readonly label: string;
  readonly lineCount: number;
  /** undefined while the line is on its way. */
  readonly lineAt: (index: number) => Line | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** Marked wherever it stands on screen; null for nothing, or for what only the main process may search. */
  readonly needle: Needle | null;
  readonly current: CurrentMatch | null;
  readonly onFold: (record: number) => void;
  /** A plain click into a record, not one that selects text. */
  readonly onRecord: (record: number) => void;
  /** Ctrl+C while everything is selected. */
  readonly onCopyAll: () => void;
  readonly handle?: Ref<CodeHandle>;
}

const lineHeight = 20;
const noMarks: readonly LineMark[] = [];

/** Text of any length by windows of lines, read only. */
export function CodeView(props: CodeViewProps) {
  const { lineCount, lineAt, onRange, needle, current } = props;
  const { scroller, rows, first, last, top, height, showRow, onScroll } = useRowWindow({
    count: lineCount,
    rowHeight: lineHeight,
    covered: 0,
    padding: 12,
  });
  const [everything, setEverything] = useState(false);
  const kept = useKeptLines(scroller, first, last);

  useEffect(() => {
    if (last >= first) onRange(first, last);
  }, [first, last, onRange]);
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
    } else if (!control && !event.shiftKey) {
      setEverything(false);
    }
  }

  function click(event: MouseEvent<HTMLDivElement>) {
    setEverything(false);
    if (!(event.target instanceof Element) || event.target.closest("button")) return;
    const record = event.target.closest<HTMLElement>("[data-record]")?.dataset["record"];
    if (record !== undefined && document.getSelection()?.isCollapsed !== false) props.onRecord(Number(record));
  }

  const lines = [];
  for (const index of kept) {
    const line = lineAt(index);
    const isCurrent = line !== undefined && current?.line === line.number;
    lines.push(
      <CodeLine
        key={index}
        line={line}
        index={index}
        top={top(index)}
        marks={line ? marksOf(line, needle, isCurrent ? current : null) : noMarks}
        current={isCurrent}
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
      style={gutterStyle(Math.max(lineCount, lineAt(last)?.number ?? 0))}
      onScroll={onScroll}
      onKeyDown={keyDown}
      onClick={click}
    >
      <div className="codebody" style={{ height }}>
        <div className="codelines" ref={rows}>
          {lines}
        </div>
      </div>
    </div>
  );
}

/** Five digits fit as drawn; 7 px for each one more. */
function gutterStyle(highest: number): CSSProperties {
  const more = Math.max(0, String(highest).length - 5);
  return more === 0 ? {} : ({ "--gutter": `${59 + more * 7}px` } as CSSProperties);
}

function marksOf(line: Line, needle: Needle | null, current: CurrentMatch | null): readonly LineMark[] {
  if (needle === null && current === null) return noMarks;
  const text = line.tokens.map(([, token]) => token).join("");
  const marks: LineMark[] = needle === null ? [] : occurrences(text, needle).map((hit) => ({ ...hit, current: false }));
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
