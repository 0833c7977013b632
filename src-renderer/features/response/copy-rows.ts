import type { CopyRequest, RecordQuery, Row } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { isSingleCell, selectedColumns, selectedRows, type Selection } from "../../ui/data-grid/selection.ts";
import { withEditedValues, type EditedTable } from "../cells/edited-values.ts";
import { copyText } from "./clipboard.ts";
import { formatAmount } from "./format.ts";
import { say } from "./said.ts";
import { textOf } from "./value-text.ts";

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

/** Copies the cell with the focus as text. */
export async function copyCell({ selection, visible, columns, rowAt }: CopySource): Promise<void> {
  const column = selection === null ? undefined : visible[selection.active.column];
  const row = selection === null ? undefined : rowAt(selection.active.row);
  if (column === undefined || row === undefined) return;
  const cell = row.cells[columns.indexOf(column)];
  const text = textOf(cell) ?? (typeof cell === "object" && cell.kind === "nested" ? cell.text : "");
  await tell(copyText(text), "Copied the cell.");
}

/** Copies the selected rows, or the selected cells of them. */
export async function copySelection(source: CopySource, as: CopyRequest["as"]): Promise<void> {
  const { selection, documentId, query, visible, edited } = source;
  const rows = selectedRows(selection);
  if (selection === null || rows === null) return;
  const range = selectedColumns(selection);
  const columns = range === null ? [...visible] : visible.slice(range.from, range.to + 1);
  const count = rows.to - rows.from + 1;
  const copied = call("copyRows", { documentId, query, from: rows.from, to: rows.to, columns, as })
    .then(({ text }) => (as === "tsv" && edited ? withEditedValues(edited, text, rows.from, columns) : text))
    .then(copyText);
  await tell(copied, `Copied ${formatAmount(count, "row")} as ${as.toUpperCase()}.`);
}

/** Ctrl+C: the cell when one row is selected, otherwise rows as a spreadsheet takes them. */
export async function copyByKey(source: CopySource): Promise<void> {
  if (source.selection !== null && isSingleCell(source.selection)) await copyCell(source);
  else await copySelection(source, "tsv");
}

async function tell(work: Promise<void>, done: string): Promise<void> {
  try {
    await work;
    say(done);
  } catch (error) {
    say(error instanceof Error ? error.message : "Nothing was copied.", "problem");
  }
}
