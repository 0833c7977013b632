import type { WholeRecord } from "#shared/documents.ts";
import { cellValue, isCut } from "../response/whole-cell.ts";

/**
 * A record as lines of `name: value`, with full names, for the clipboard. Fields that were not sent are left out. Throws
 * with a sentence when a value is too long to be had whole.
 */
export function recordText({ columns, row }: WholeRecord): string {
  return columns
    .flatMap((column, index) => {
      const cell = row.cells[index];
      if (cell === undefined || (typeof cell === "object" && cell.kind === "missing")) return [];
      if (isCut(cell)) throw new Error(`${column} is longer than 1 MB. Save the table to a file instead.`);
      return [`${column}: ${typeof cell === "object" && cell.kind === "null" ? cell.text : cellValue(cell)}`];
    })
    .join("\n");
}
