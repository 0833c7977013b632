import type { Cell } from "#shared/documents.ts";
import { mayDeceive, spelledOut } from "#shared/visible-text.ts";
import { meaningOf, type ColumnKind } from "./column-kind.ts";
import { isNullLike } from "./value-text.ts";

/** The faces of a table: text, mono (for values compared character by character), and heads. */
export type Face = "text" | "mono" | "head";

/** The width of a text in CSS pixels. */
export type TextWidth = (text: string, face: Face) => number;

/** The dot of a choice, and a mark around invisible characters, including the spaces beside them. */
const dotWidth = 14;
const markWidth = 12;

/** The text by which a cell is measured, and its face; it matches what `cellLook` draws. */
export function measuredText(cell: Cell | undefined, kind: ColumnKind): { readonly text: string; readonly face: Face } {
  const face = kind.mono ? "mono" : "text";
  if (cell === undefined) return { text: "not sent", face: "text" };
  if (typeof cell === "string") {
    if (cell === "") return { text: "–", face };
    return { text: spelledOut(cell), face: isNullLike(cell) ? "mono" : face };
  }
  switch (cell.kind) {
    case "missing":
      return { text: "not sent", face: "text" };
    case "null":
    case "literal":
      return { text: cell.text, face: "mono" };
    case "nested":
      return { text: cell.text.replace(/[ \t\r\n]+/gu, " "), face: "mono" };
    case "ambiguous":
      return { text: spelledOut(cell.source), face: "mono" };
    case "cut":
      return { text: spelledOut(cell.text), face };
  }
}

/** The width that a cell needs, in CSS pixels. */
export function cellWidth(cell: Cell | undefined, kind: ColumnKind, widthOf: TextWidth): number {
  const { text, face } = measuredText(cell, kind);
  let width = widthOf(text, face);
  if (typeof cell !== "string" || cell === "") return width;
  if (mayDeceive(cell)) width += markWidth;
  if (kind.kind !== "choice") return width;
  if (!kind.mono) return width + dotWidth;
  const word = kind.flag && cell === "0" ? "" : meaningOf(kind, cell);
  return word === "" ? width : width + widthOf(` ${word}`, "text");
}
