import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Cell, Row } from "#shared/documents.ts";
import { maxOpenedCharacters, pieceOf } from "#shared/value-rows.ts";
import { spelledOut } from "#shared/visible-text.ts";
import type { CellLook } from "../../ui/data-grid/grid-row.tsx";
import { Icon } from "../../ui/icon.tsx";
import { shortened } from "../../ui/shortened.ts";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { meaningOf, type ColumnKind } from "./column-kind.ts";
import type { PendingCell } from "../cells/shown-row.ts";
import { formatCount } from "./format.ts";
import { textWidthAtMost } from "./text-width.ts";
import { isNullLike, localTimeText } from "./value-text.ts";

/** Choices whose shape shows how warm they are; every other choice is a ring. */
const dotClass: Readonly<Record<string, string>> = { Hot: "tdot hot", Active: "tdot active" };

/** Characters of a value that are passed to a table cell; no column is wide enough to show more. */
const maxInCell = 400;

/** Including the space after it, in CSS pixels. */
const dotWidth = 14;

export interface LookedAt {
  readonly cell: Cell | undefined;
  readonly kind: ColumnKind;
  /** Designator that the id leads to; null for no link. */
  readonly link: string | null;
  readonly onOpen: (designator: string) => void;
}

/** How a value looks in the table. */
export function cellLook({ cell, kind, link, onOpen }: LookedAt): CellLook {
  if (cell === undefined || (typeof cell !== "string" && cell.kind === "missing")) {
    return { className: "missing", content: <span>not sent</span>, title: "This record has no such field." };
  }
  const mono = kind.mono ? "c" : "";
  if (typeof cell === "string") return textLook(cell, kind, mono, link, onOpen);
  switch (cell.kind) {
    case "null":
      return { className: "c", content: <span className="cell-null">{cell.text}</span>, title: "JSON null" };
    case "literal":
      return {
        className: /^-?\d/u.test(cell.text) && kind.kind === "text" ? "c n" : "c",
        content: visibleText(pieceOf(cell.text, 0, maxInCell)),
        title: "Sent without quotes.",
      };
    case "nested":
      return {
        className: "c",
        content: <span className="e">{visibleText(oneLine(cell.text))}</span>,
        title: "Nested value",
      };
    case "ambiguous":
      return {
        className: "c",
        content: markedBytes(pieceOf(cell.source, 0, maxInCell)),
        title: ambiguousTitle(cell),
      };
    case "cut":
      return {
        className: mono,
        content: visibleText(pieceOf(cell.text, 0, maxInCell)),
        title: lengthTitle(cell.length),
      };
  }
}

/** A value that has not been sent yet, with its previous value and its problem, if any. */
export function pendingLook(look: CellLook, { was, problem }: PendingCell): CellLook {
  const before = `was ${was === "" ? "empty" : spelledOut(shortened(was))}`;
  return {
    className: `${look.className} pending${problem === null ? "" : " wrong"}`,
    content: (
      <>
        {look.content}
        <span className="sr">
          , {problem === null ? "pending" : `wrong: ${problem}`}, {before}
        </span>
      </>
    ),
    title: problem === null ? before : `${problem} ${before}`,
  };
}

function textLook(
  text: string,
  kind: ColumnKind,
  mono: string,
  link: string | null,
  onOpen: LookedAt["onOpen"],
): CellLook {
  if (text === "") {
    return {
      className: mono,
      content: (
        <>
          <span className="e" aria-hidden="true">
            –
          </span>
          <span className="sr">empty</span>
        </>
      ),
      widthAtMost: textWidthAtMost("-", false),
    };
  }
  if (isNullLike(text)) {
    return { className: "c", content: <span className="cell-null">{text}</span>, title: "Stands for “no value”." };
  }
  if (link !== null) {
    return {
      className: mono,
      content: (
        <button type="button" className="lnk" tabIndex={-1} onClick={() => onOpen(link)}>
          {visibleText(pieceOf(text, 0, maxInCell))}
        </button>
      ),
      title: `Open ${spelledOut(shortened(link))}`,
      widthAtMost: textWidthAtMost(text, mono !== ""),
    };
  }
  if (kind.kind === "choice") {
    // Includes the dot before it, or the word after it.
    const words = kind.mono ? textWidthAtMost(`${text} ${meaningOf(kind, text)}`, false) : textWidthAtMost(text, false);
    return {
      className: mono,
      content: choiceContent(text, kind, false),
      widthAtMost: words === undefined ? undefined : words + dotWidth,
    };
  }
  const isCut = text.length > maxInCell;
  const content = isCut ? visibleText(pieceOf(text, 0, maxInCell)) : visibleValue(text);
  return {
    className: mono,
    content,
    title: isCut ? lengthTitle(text.length) : kind.kind === "date" ? localTimeText(text) : undefined,
    widthAtMost: content === text ? textWidthAtMost(text, mono !== "") : undefined,
  };
}

/** A choice: its dot, or its digit, and its word where that is notable or `always` is set. */
export function choiceContent(text: string, kind: ColumnKind, always: boolean): ReactNode {
  if (!kind.mono) {
    return (
      <>
        <span className={dotClass[text] ?? "tdot"} />
        {visibleValue(text)}
      </>
    );
  }
  const word = meaningOf(kind, text);
  const quiet = kind.flag && text === "0";
  if (word === "" || (quiet && !always)) return quiet ? <span className="z">{text}</span> : visibleValue(text);
  return always ? (
    <>
      {text} <span className="word ink-3">{word}</span>
    </>
  ) : (
    <>
      {text}
      <span className="word"> {word}</span>
    </>
  );
}

/** What was sent, and the two readings of it where it is ambiguous. */
export function ambiguousTitle({ text, source, other }: Extract<Cell, { kind: "ambiguous" }>): string {
  const words = (value: string): string => spelledOut(shortened(value));
  const sent = `As sent: ${words(source)}`;
  return other === undefined ? sent : `${sent}\nRead as: ${words(text)}\nOr as: ${words(other)}`;
}

/** The bytes of a broken value, with quotes, delimiters and escapes marked. */
export function markedBytes(source: string): ReactNode {
  const inner = source.length > 1 && source.startsWith('"') && source.endsWith('"') ? source.slice(1, -1) : source;
  return inner.split(/(["|\\]+)/u).map((piece, index) =>
    index % 2 === 1 ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of a text have no other identity
      <span key={index} className="ws">
        {piece}
      </span>
    ) : (
      visibleValue(piece)
    ),
  );
}

function lengthTitle(length: number): string {
  const where = length > maxOpenedCharacters ? "The Raw view" : "The inspector";
  return `${formatCount(length)} characters. ${where} shows them all.`;
}

function oneLine(text: string): string {
  return pieceOf(text, 0, maxInCell).replace(/[ \t\r\n]+/gu, " ");
}

/** The mark before the number of a ragged or ambiguous row. */
export function rowMark({ mark }: Row): ReactNode {
  if (mark === null) return null;
  return (
    <span title={mark}>
      <Icon of={TriangleAlert} size="xs" tone="c-caution" />
      <span className="sr">{mark} </span>
    </span>
  );
}
