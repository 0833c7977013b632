import { countRows, rowRanges, selectedColumns, type Selection } from "../../ui/data-grid/selection.ts";
import { formatAmount } from "./format.ts";

/** How much is selected, for screen readers; empty for a single row, whose cell is read out anyway. */
export function selectionWords(selection: Selection | null): string {
  const rows = countRows(selection);
  if (selection === null || rows === 0) return "";
  const columns = selectedColumns(selection);
  if (columns !== null) {
    const width = columns.to - columns.from + 1;
    const cells = rows * width;
    return cells === 1
      ? ""
      : `${formatAmount(cells, "cell")} selected: ${formatAmount(rows, "row")}, ${formatAmount(width, "column")}.`;
  }
  if (rows === 1) return "";
  const parts = rowRanges(selection).length;
  return parts === 1
    ? `${formatAmount(rows, "row")} selected.`
    : `${formatAmount(rows, "row")} selected, in ${parts} parts.`;
}
