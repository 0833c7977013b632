import type { ReactNode } from "react";
import type { Cell } from "#shared/documents.ts";
import { ambiguousTitle, choiceContent, markedBytes } from "../response/cell-look.tsx";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import type { ColumnKind } from "../response/column-kind.ts";
import { isNullLike, localTimeText, utcOf } from "../response/value-text.ts";

/** The long form of a value, where there is room for words. */
export interface ValueLook {
  readonly className: string;
  readonly content: ReactNode;
  readonly title?: string | undefined;
}

/** `empty` as a word, dates with their time zone, flags always with their word. */
export function valueLook(cell: Cell | undefined, kind: ColumnKind): ValueLook {
  if (cell === undefined || (typeof cell !== "string" && cell.kind === "missing")) {
    return { className: "v missing", content: <span>not sent</span> };
  }
  const className = kind.mono ? "v c" : "v";
  if (typeof cell === "string") {
    if (cell === "") return { className: "v e", content: "empty" };
    if (isNullLike(cell)) return { className: "v c", content: <span className="cell-null">{cell}</span> };
    if (kind.kind === "choice") return { className, content: choiceContent(cell, kind, true) };
    if (kind.kind === "date" && utcOf(cell) !== null) {
      return {
        className,
        content: (
          <>
            {cell} <span className="ink-3">UTC</span>
          </>
        ),
        title: localTimeText(cell),
      };
    }
    if (kind.kind === "email") return { className, content: breakable(cell) };
    return { className, content: visibleValue(cell) };
  }
  switch (cell.kind) {
    case "null":
      return { className: "v c", content: <span className="cell-null">{cell.text}</span>, title: "JSON null" };
    case "literal":
    case "nested":
      return { className: "v c", content: visibleText(cell.text) };
    case "ambiguous":
      return {
        className: "v c",
        content: cell.other === undefined ? markedBytes(cell.source) : bothReadings(cell.text, cell.other),
        title: ambiguousTitle(cell),
      };
    case "cut":
      return { className, content: visibleValue(cell.text) };
  }
}

/** A value that can be read in two ways. */
function bothReadings(text: string, other: string): ReactNode {
  return (
    <>
      {visibleText(text)} <span className="ink-3">or</span> {visibleText(other)}
    </>
  );
}

/** An address that does not fit wraps before its @ rather than anywhere else. */
function breakable(address: string): ReactNode {
  const at = address.lastIndexOf("@");
  if (at <= 0) return visibleValue(address);
  return (
    <>
      {visibleValue(address.slice(0, at))}
      <wbr />
      {visibleValue(address.slice(at))}
    </>
  );
}

/** A field without content: empty, or not sent. */
export function isEmptyCell(cell: Cell | undefined): boolean {
  return cell === undefined || cell === "" || (typeof cell !== "string" && cell.kind === "missing");
}
