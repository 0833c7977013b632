import type { Cell, Row } from "#shared/documents.ts";
import { editedValues, type EditedTable } from "../cells/edited-values.ts";
import { wholeValue } from "./whole-value.ts";

export interface CellPlace {
  readonly documentId: string;
  /** All columns of the document, in the order of the cells. */
  readonly columns: readonly string[];
  readonly column: string;
  readonly row: Row;
  /** Position of the row in the order shown. */
  readonly place: number;
  /** null: nothing in the table can be edited. */
  readonly edited: EditedTable | null;
}

/**
 * A cell for uses outside the window of rows, in which long values are cut: the whole value, as edited or as served.
 * Throws with a sentence when it is too long for the clipboard.
 */
export async function wholeCell({
  documentId,
  columns,
  column,
  row,
  place,
  edited,
}: CellPlace): Promise<Cell | undefined> {
  const cell = row.cells[columns.indexOf(column)];
  if (!isCut(cell)) return cell;
  const now = edited === null ? undefined : (await editedValues(edited, place)).get(column);
  if (now !== undefined) return now;
  return await wholeValue({ documentId, record: row.record, column });
}

/** Whether the cell holds only the beginning of a longer value. */
export function isCut(cell: Cell | undefined): boolean {
  return typeof cell === "object" && cell.kind === "cut";
}

/** A cell as text: what it holds, and nested values in their source. Empty for null and for what was not sent. */
export function cellValue(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  if (typeof cell === "string") return cell;
  return cell.kind === "missing" || cell.kind === "null" ? "" : cell.text;
}
