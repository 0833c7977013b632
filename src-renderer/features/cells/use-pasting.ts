import { editFields } from "../../state/edits.ts";
import { report } from "../../state/report.ts";
import { copiedCells } from "../../state/own-copy.ts";
import { useShell } from "../../state/shell.ts";
import { rowRanges, selectedColumns, type Selection } from "../../ui/data-grid/selection.ts";
import { formatAmount } from "../response/format.ts";
import { showToast } from "../../state/toast.ts";
import type { EditedTable } from "./edited-values.ts";
import { pasteIntoAreas } from "./paste-targets.ts";
import { readPasted } from "./pasted.ts";
import { planPaste, type PasteSource } from "./plan-paste.ts";

interface PastingParts {
  /** null: nothing in it can be changed. */
  readonly edited: EditedTable | null;
  /** Visible columns, in order. */
  readonly visible: readonly string[];
  readonly rowCount: number;
  readonly selection: Selection | null;
}

/** Takes a text that was pasted into the table, and asks once before it becomes pending edits. */
export function usePasting(parts: PastingParts): (text: string) => void {
  const { edited, visible, rowCount, selection } = parts;

  async function ask(source: PasteSource, text: string): Promise<void> {
    const ranges = rowRanges(selection);
    if (selection === null || ranges.length === 0) return;
    const columns = selectedColumns(selection) ?? { from: selection.active.column, to: selection.active.column };
    const areas = ranges.map(({ from, to }) => ({
      row: from,
      column: columns.from,
      rows: to - from + 1,
      columns: columns.to - columns.from + 1,
    }));
    const size = { rows: rowCount, columns: visible.length };
    const lines = copiedCells(text) ?? readPasted(text);
    if (areas.length > 1 && (lines.length > 1 || (lines[0]?.length ?? 0) > 1)) {
      return showToast(
        "Several cells are pasted into rows that follow each other. Select one row to begin with.",
        "later",
      );
    }
    const plan = await planPaste(source, pasteIntoAreas(lines, areas, size));
    const onPaste = (): void => {
      editFields(plan.edits);
      showToast(`${formatAmount(plan.edits.length, "cell")} changed. Nothing has been sent.`);
    };
    useShell.getState().openDialog({ kind: "paste", plan, onPaste });
  }

  return (text) => {
    // An empty cell is copied as an empty text.
    if ((text === "" && copiedCells(text) === null) || selection === null) return;
    if (edited === null) return showToast("Records here cannot be changed through the API.", "later");
    report(ask({ ...edited, visible }, text));
  };
}
