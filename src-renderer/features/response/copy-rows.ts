import type { Cell, CopyRequest, RecordQuery, Row } from "#shared/documents.ts";
import { tabSeparated } from "#shared/formats/spreadsheet.ts";
import { call } from "../../api.ts";
import { countRows, isSingleCell, rowRanges, selectedColumns, type Selection } from "../../ui/data-grid/selection.ts";
import { withEditedCells, type EditedTable } from "../cells/edited-values.ts";
import { copyTable, copyText } from "./clipboard.ts";
import { formatAmount, formatCount } from "./format.ts";
import { showToast } from "../../state/toast.ts";
import { tableHtml } from "./table-html.ts";
import { cellValue, wholeCell } from "./whole-cell.ts";

export interface CopySource {
  readonly documentId: string;
  readonly query: RecordQuery;
  /** All columns of the document, in the order of the cells. */
  readonly columns: readonly string[];
  /** Visible columns, in the order shown. */
  readonly visible: readonly string[];
  readonly selection: Selection | null;
  readonly rowAt: (index: number) => Row | undefined;
  /** null: nothing in the table can be edited. */
  readonly edited: EditedTable | null;
}

/** Copies the focused cell as it is: whole, without quotes and without the guard against formulas. */
export async function copyCell(source: CopySource): Promise<void> {
  const active = activeCell(source);
  if (active === null) return;
  await tell(async () => {
    const cell = await wholeCell({ ...source, ...active });
    await copyText(cellText(cell), [[cellValue(cell)]]);
    return "Copied the cell.";
  });
}

/** As shown in the table: null as the word. */
function cellText(cell: Cell | undefined): string {
  return typeof cell === "object" && cell.kind === "null" ? cell.text : cellValue(cell);
}

/** Copies the selected rows, or the selected cells of them. `withHeaders` puts the names of the columns first. */
export async function copySelection(
  source: CopySource,
  as: "tsv" | "json" | "csv",
  withHeaders = false,
): Promise<void> {
  const { selection, documentId, query, visible } = source;
  const [first, ...more] = rowRanges(selection);
  if (selection === null || first === undefined) return;
  const range = selectedColumns(selection);
  const columns = range === null ? [...visible] : visible.slice(range.from, range.to + 1);
  const request = { documentId, query, ...first, more, columns };
  const rows = formatAmount(countRows(selection), "row");
  await tell(async () => {
    if (more.length >= maxCopiedParts)
      throw new Error("These rows lie too far apart to be copied. Select fewer parts.");
    if (as !== "tsv") {
      await copyText((await call("copyRows", { ...request, as })).text);
      return `Copied ${rows} as ${as.toUpperCase()}.`;
    }
    const { guarded, hasHtml } = await copyCells(source, request, withHeaders);
    const done = `Copied ${rows}${withHeaders ? " with headers" : ""} as TSV.`;
    return `${done}${guardText(guarded)}${hasHtml ? "" : " They are too many to be pasted as a formatted table."}`;
  });
}

/** Copies cells in the form a spreadsheet takes. Returns how many of them the guard altered. */
async function copyCells(
  { edited }: CopySource,
  request: Omit<CopyRequest, "as">,
  withHeaders: boolean,
): Promise<{ readonly guarded: number; readonly hasHtml: boolean }> {
  const served = readCells((await call("copyRows", { ...request, as: "cells" })).text);
  const { columns } = request;
  const places = [request, ...(request.more ?? [])].flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, down) => from + down),
  );
  const cells = edited === null ? served : await withEditedCells(edited, served, places, columns);
  return await copyAsTable(columns, cells, withHeaders);
}

async function copyAsTable(
  columns: readonly string[],
  cells: readonly (readonly string[])[],
  withHeaders: boolean,
): Promise<{ readonly guarded: number; readonly hasHtml: boolean }> {
  const { text, guarded } = tabSeparated(withHeaders ? [columns, ...cells] : cells);
  if (new Blob([text]).size > maxCopyBytes) throw new Error("This is more than 1 MB. Export it to a file instead.");
  const html = text.length > maxFormatted ? null : tableHtml({ columns, cells, withHeaders });
  return { guarded, hasHtml: await copyTable(text, html, cells) };
}

/** The maximum number of bytes put on the clipboard. */
const maxCopyBytes = 1_048_576;
/**
 * The maximum length of a text that is also copied as a formatted table, which is several times as long and blocks the
 * page.
 */
const maxFormatted = 131_072;
/** Parts of a selection, in the contract. */
const maxCopiedParts = 1_000;

function readCells(text: string): string[][] {
  // `copyRows` writes it this way.
  return JSON.parse(text) as string[][];
}

/** What the guard altered, as a sentence that follows another one; empty when it altered nothing. */
export function guardText(guarded: number): string {
  if (guarded === 0) return "";
  return guarded === 1
    ? " An apostrophe was added to 1 cell that would run as a formula."
    : ` An apostrophe was added to ${formatCount(guarded)} cells that would run as formulas.`;
}

/**
 * Ctrl+C copies the cell when one row is selected, otherwise the rows in the form a spreadsheet takes. Shift adds the
 * names of the columns.
 */
export async function copyByKey(source: CopySource, withHeaders: boolean): Promise<void> {
  if (source.selection === null || !isSingleCell(source.selection)) await copySelection(source, "tsv", withHeaders);
  else if (withHeaders) await copyCellWithHeader(source);
  else await copyCell(source);
}

async function copyCellWithHeader(source: CopySource): Promise<void> {
  await tell(async () => {
    const active = activeCell(source);
    if (active === null) throw new Error("Nothing was copied.");
    const value = cellValue(await wholeCell({ ...source, ...active }));
    const { guarded } = await copyAsTable([active.column], [[value]], true);
    return `Copied the cell with its header.${guardText(guarded)}`;
  });
}

function activeCell({ selection, visible, rowAt }: CopySource) {
  const column = selection === null ? undefined : visible[selection.active.column];
  const row = selection === null ? undefined : rowAt(selection.active.row);
  if (selection === null || column === undefined || row === undefined) return null;
  return { column, row, place: selection.active.row };
}

/** `work` resolves to the text of the toast. */
async function tell(work: () => Promise<string>): Promise<void> {
  try {
    showToast(await work());
  } catch (error) {
    showToast(error instanceof Error ? error.message : "Nothing was copied.", "problem");
  }
}
