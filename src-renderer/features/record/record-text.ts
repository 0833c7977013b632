import type { WholeRecord } from "#shared/documents.ts";
import { textOf } from "../response/value-text.ts";

/** A record as lines of `name: value`, with full names, for the clipboard. Fields that were not sent are left out. */
export function recordText({ columns, row }: WholeRecord): string {
  return columns
    .flatMap((column, index) => {
      const cell = row.cells[index];
      const text = textOf(cell) ?? (typeof cell === "object" && cell.kind === "nested" ? cell.text : undefined);
      return text === undefined ? [] : [`${column}: ${text}`];
    })
    .join("\n");
}
