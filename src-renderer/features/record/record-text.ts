import type { Cell, Row } from "#shared/documents.ts";
import { cellValue, isCut } from "../response/whole-cell.ts";

/** The fields of a record, and a function that reads cut values in full. */
export interface RecordSource {
  readonly columns: readonly string[];
  readonly row: Row;
  readonly wholeValue: (column: string) => string | Promise<string>;
}

/**
 * A record as lines of `name: value`, with full names, for the clipboard. Fields that were not sent are left out.
 * Rejects with a sentence when a value is too long for it.
 */
export async function recordText(source: RecordSource): Promise<string> {
  const lines: string[] = [];
  for (const [column, cell] of await wholeCells(source)) {
    if (cell === undefined || (typeof cell === "object" && cell.kind === "missing")) continue;
    lines.push(`${column}: ${typeof cell === "object" && cell.kind === "null" ? cell.text : cellValue(cell)}`);
  }
  return lines.join("\n");
}

/** Every cell of a record by its column, in full. */
export async function wholeCells({ columns, row, wholeValue }: RecordSource): Promise<[string, Cell | undefined][]> {
  const cells: [string, Cell | undefined][] = [];
  for (const [index, column] of columns.entries()) {
    const cell = row.cells[index];
    cells.push([column, isCut(cell) ? await wholeValue(column) : cell]);
  }
  return cells;
}
