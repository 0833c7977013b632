import { ChevronDown, ChevronRight } from "lucide-react";
import { Fragment, memo } from "react";
import type { CodeLine as Line, TokenKind } from "#shared/documents.ts";
import { Icon } from "../icon.tsx";
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
  readonly marks: readonly LineMark[];
  /** The line of the current match. */
  readonly current: boolean;
  readonly onFold: (record: number) => void;
}

function PlainCodeLine({ line, index, top, marks, current, onFold }: CodeLineProps) {
  return (
    <div
      className={current ? "cl cur" : "cl"}
      style={{ top }}
      data-line={index}
      data-record={line?.record ?? undefined}
    >
      <div className="ln">
        {line?.number}
        {line && line.fold !== null && line.record !== null && (
          <FoldArrow folded={line.fold === "folded"} record={line.record} onFold={onFold} />
        )}
      </div>
      <div className="tx">{line ? <Tokens line={line} marks={marks} /> : null}</div>
    </div>
  );
}

/** One line of code; scrolling touches only those that come and go. */
export const CodeLine = memo(PlainCodeLine);

function FoldArrow({ folded, record, onFold }: { folded: boolean; record: number; onFold: CodeLineProps["onFold"] }) {
  return (
    <button
      type="button"
      className="fold"
      tabIndex={-1}
      aria-expanded={!folded}
      aria-label={`${folded ? "Unfold" : "Fold"} record ${record + 1}`}
      onClick={() => onFold(record)}
    >
      <Icon of={folded ? ChevronRight : ChevronDown} size="xs" />
    </button>
  );
}

function Tokens({ line, marks }: { line: Line; marks: readonly LineMark[] }) {
  // The chip of a folded record stands before what closes it: `{ "contact_id":"123466", [22 more fields] },`.
  const chipAt = line.fold === "folded" && line.tokens.length > 1 ? line.tokens.length - 1 : -1;
  const starts = tokenStarts(line);
  const shown = line.tokens.map(([kind, text], index) => {
    const token = marked(text, starts[index] ?? 0, marks);
    const className = tokenClass[kind];
    return (
      // oxlint-disable-next-line react/no-array-index-key -- tokens of a line have no other name
      <Fragment key={index}>
        {index === chipAt && <span className="foldchip">{hiddenText(line.hiddenFields)}</span>}
        {className === undefined ? token : <span className={className}>{token}</span>}
      </Fragment>
    );
  });
  return (
    <>
      {shown}
      {line.fold === "folded" && chipAt < 0 && <span className="foldchip">{hiddenText(line.hiddenFields)}</span>}
      {line.cutLength !== null && (
        <span className="foldchip cutchip">
          cut here: the line has {line.cutLength.toLocaleString("en-US")} characters
        </span>
      )}
    </>
  );
}

/** At which character of the line each token starts. */
function tokenStarts({ tokens }: Line): number[] {
  const starts: number[] = [];
  let offset = 0;
  for (const [, text] of tokens) {
    starts.push(offset);
    offset += text.length;
  }
  return starts;
}

function hiddenText(fields: number): string {
  return fields === 1 ? "1 more field" : `${fields.toLocaleString("en-US")} more fields`;
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
