import type { Cell, CopyRequest, RecordQuery, Row } from "#shared/documents.ts";
import { tabSeparated } from "#shared/formats/spreadsheet.ts";
import { call } from "../../api.ts";
import { isSingleCell, selectedColumns, selectedRows, type Selection } from "../../ui/data-grid/selection.ts";
import { withEditedCells, type EditedTable } from "../cells/edited-values.ts";
import { copyText } from "./clipboard.ts";
import { formatAmount, formatCount } from "./format.ts";
import { say } from "./said.ts";
import { cellValue, wholeCell } from "./whole-cell.ts";

export interface CopySource {
  readonly documentId: string;
  readonly query: RecordQuery;
  /** All columns of the document, in the order of the cells. */
  readonly columns: readonly string[];
  /** Those in sight, in the order shown. */
  readonly visible: readonly string[];
  readonly selection: Selection | null;
  readonly rowAt: (index: number) => Row | undefined;
  /** null: nothing in the table can be edited. */
  readonly edited: EditedTable | null;
}

/** Copies the cell with the focus as it is: whole, without quotes and without the guard against formulas. */
export async function copyCell(source: CopySource): Promise<void> {
  const { selection, visible, rowAt } = source;
  const column = selection === null ? undefined : visible[selection.active.column];
  const row = selection === null ? undefined : rowAt(selection.active.row);
  if (selection === null || column === undefined || row === undefined) return;
  await tell(async () => {
    const cell = await wholeCell({ ...source, column, row, place: selection.active.row });
    await copyText(cellText(cell), [[cellValue(cell)]]);
    return "Copied the cell.";
  });
}

/** As it is shown in the table: null as the word. */
function cellText(cell: Cell | undefined): string {
  return typeof cell === "object" && cell.kind === "null" ? cell.text : cellValue(cell);
}

/** Copies the selected rows, or the selected cells of them. */
export async function copySelection(source: CopySource, as: "tsv" | "json" | "csv"): Promise<void> {
  const { selection, documentId, query, visible } = source;
  const rows = selectedRows(selection);
  if (selection === null || rows === null) return;
  const range = selectedColumns(selection);
  const columns = range === null ? [...visible] : visible.slice(range.from, range.to + 1);
  const request = { documentId, query, from: rows.from, to: rows.to, columns };
  const done = `Copied ${formatAmount(rows.to - rows.from + 1, "row")} as ${as.toUpperCase()}.`;
  await tell(async () => {
    if (as === "tsv") return `${done}${guardText(await copyCells(source, request))}`;
    await copyText((await call("copyRows", { ...request, as })).text);
    return done;
  });
}

/** Copies cells as a spreadsheet takes them. Returns how many of them the guard has altered. */
async function copyCells({ edited }: CopySource, request: Omit<CopyRequest, "as">): Promise<number> {
  const served = readCells((await call("copyRows", { ...request, as: "cells" })).text);
  const cells = edited === null ? served : await withEditedCells(edited, served, request.from, request.columns);
  const { text, guarded } = tabSeparated(cells);
  if (new Blob([text]).size > maxCopyBytes) throw new Error("This is more than 1 MB. Export it to a file instead.");
  await copyText(text, cells);
  return guarded;
}

/** Bytes that are put on the clipboard at most. */
const maxCopyBytes = 1_048_576;

function readCells(text: string): string[][] {
  // `copyRows` writes it so.
  return JSON.parse(text) as string[][];
}

/** What the guard has altered, as a sentence that follows another one; empty when it altered nothing. */
export function guardText(guarded: number): string {
  if (guarded === 0) return "";
  return guarded === 1
    ? " An apostrophe was added to 1 cell that would run as a formula."
    : ` An apostrophe was added to ${formatCount(guarded)} cells that would run as formulas.`;
}

/** Ctrl+C: the cell when one row is selected, otherwise rows as a spreadsheet takes them. */
export async function copyByKey(source: CopySource): Promise<void> {
  if (source.selection !== null && isSingleCell(source.selection)) await copyCell(source);
  else await copySelection(source, "tsv");
}

/** `work` resolves to the text of the toast. */
async function tell(work: () => Promise<string>): Promise<void> {
  try {
    say(await work());
  } catch (error) {
    say(error instanceof Error ? error.message : "Nothing was copied.", "problem");
  }
}
