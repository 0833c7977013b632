import { ChevronDown, ChevronRight } from "lucide-react";
import { Fragment, memo, type ReactNode } from "react";
import type { CodeLine as Line, RecordRange, TokenKind } from "#shared/documents.ts";
import { markOf, tokenSource } from "#shared/formats/code-tokens.ts";
import { Icon } from "../icon.tsx";
import { InvisibleMark } from "../visible-text.tsx";
import { cutByMarks, type LineMark } from "./line-marks.ts";

const tokenClass: Readonly<Record<TokenKind, string | undefined>> = {
  key: "k",
  punct: "p",
  meta: "g",
  invisible: "invisible",
  string: undefined,
  plain: undefined,
};

export interface CodeLineProps {
  readonly line: Line | undefined;
  readonly index: number;
  readonly top: number;
  /** The number of rows; more than one only where lines are wrapped. */
  readonly rows: number;
  readonly marks: readonly LineMark[];
  /** The line of the current match. */
  readonly current: boolean;
  /** The line that keys act on. */
  readonly cursor: boolean;
  /** `together`: merged with everything since the previous fold. */
  readonly onFold: (line: Line, together: boolean) => void;
}

function PlainCodeLine({ line, index, top, rows, marks, current, cursor, onFold }: CodeLineProps) {
  return (
    <div
      className={["cl", current ? "cur" : "", cursor ? "at" : ""].filter(Boolean).join(" ")}
      style={rows === 1 ? { top } : { top, height: rows * 20 }}
      data-line={index}
      data-record={line?.record ?? undefined}
    >
      <div className="ln">
        {line?.number}
        {line && line.fold !== null && <FoldArrow line={line} onFold={onFold} />}
      </div>
      <div className="tx">{line ? <Tokens line={line} marks={marks} /> : null}</div>
    </div>
  );
}

/** One line of code. Scrolling renders only lines that appear or disappear. */
export const CodeLine = memo(PlainCodeLine);

function FoldArrow({ line, onFold }: { line: Line; onFold: CodeLineProps["onFold"] }) {
  const folded = line.fold === "folded";
  return (
    <button
      type="button"
      className="fold"
      tabIndex={-1}
      aria-expanded={!folded}
      aria-label={`${folded ? "Unfold" : "Fold"} ${foldName(line)}`}
      onClick={(event) => onFold(line, event.shiftKey)}
    >
      <Icon of={folded ? ChevronRight : ChevronDown} size="xs" />
    </button>
  );
}

/** The name of a fold: `record 13`, `records 1 to 10`, `line 4`. */
export function foldName({ folds, record, number, hidden }: Line): string {
  if (hidden?.what === "records") return `records ${rangeText(hidden.range)}`;
  return folds === "record" && record !== null ? `record ${count(record + 1)}` : `line ${count(number)}`;
}

function rangeText({ from, to }: RecordRange): string {
  return `${count(from + 1)} to ${count(to + 1)}`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function Tokens({ line, marks }: { line: Line; marks: readonly LineMark[] }) {
  // The chip of a folded record comes before the closing bracket: `{ "contact_id":"123466", [22 more fields] },`.
  const chipAt = line.fold === "folded" && line.tokens.length > 1 ? line.tokens.length - 1 : -1;
  const starts = tokenStarts(line);
  const shown = line.tokens.map(([kind, text], index) => {
    const token = tokenContent(line.tokens[index] ?? [kind, text], starts[index] ?? 0, marks);
    const className = tokenClass[kind];
    return (
      // oxlint-disable-next-line react/no-array-index-key -- tokens of a line have no other name
      <Fragment key={index}>
        {index === chipAt && <span className="foldchip">{hiddenText(line.hidden)}</span>}
        {className === undefined ? (
          token
        ) : (
          <span
            className={className}
            data-source={kind === "invisible" && markOf(text) === null ? tokenSource([kind, text]) : undefined}
          >
            {token}
          </span>
        )}
      </Fragment>
    );
  });
  return (
    <>
      {line.cutBefore !== undefined && line.cutBefore > 0 && (
        <span className="foldchip cutchip">{count(line.cutBefore)} characters before</span>
      )}
      {shown}
      {line.fold === "folded" && chipAt < 0 && <span className="foldchip">{hiddenText(line.hidden)}</span>}
      {line.goesOn && <span className="foldchip cutchip">the line goes on</span>}
      {line.cutLength !== null && (
        <span className="foldchip cutchip">cut here: the line has {count(line.cutLength)} characters</span>
      )}
    </>
  );
}

/** At which character of the line each token starts. */
function tokenStarts({ tokens, cutBefore = 0 }: Line): number[] {
  const starts: number[] = [];
  let offset = cutBefore;
  for (const token of tokens) {
    starts.push(offset);
    offset += tokenSource(token).length;
  }
  return starts;
}

function hiddenText(hidden: Line["hidden"]): string {
  switch (hidden?.what) {
    case "fields":
      return hidden.count === 1 ? "1 more field" : `${count(hidden.count)} more fields`;
    case "lines":
      return hidden.count === 1 ? "1 line" : `${count(hidden.count)} lines`;
    case "records":
      return `records ${rangeText(hidden.range)} folded`;
    case undefined:
      return "";
  }
}

/** A character that cannot be seen is drawn as its mark, and found as a whole. */
function tokenContent([kind, text]: Line["tokens"][number], start: number, marks: readonly LineMark[]): ReactNode {
  const character = kind === "invisible" ? markOf(text) : null;
  if (character === null) return marked(text, start, marks);
  const length = tokenSource([kind, text]).length;
  const found = marks.find((mark) => mark.start < start + length && mark.start + mark.length > start);
  const content = <InvisibleMark {...character} />;
  return found === undefined ? content : <mark className={found.current ? "on" : undefined}>{content}</mark>;
}

function marked(text: string, start: number, marks: readonly LineMark[]) {
  if (marks.length === 0) return text;
  return cutByMarks(text, start, marks).map(({ text: piece, mark }, index) =>
    mark === "none" ? (
      piece
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of a token have no other name
      <mark key={index} className={mark === "current" ? "on" : undefined}>
        {piece}
      </mark>
    ),
  );
}
