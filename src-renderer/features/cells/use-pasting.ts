import { editFields } from "../../state/edits.ts";
import { report } from "../../state/report.ts";
import { copiedCells } from "../../state/own-copy.ts";
import { useShell } from "../../state/shell.ts";
import { selectedColumns, selectedRows, type Selection } from "../../ui/data-grid/selection.ts";
import { formatAmount } from "../response/format.ts";
import { say } from "../response/said.ts";
import type { EditedTable } from "./edited-values.ts";
import { pasteTargets } from "./paste-targets.ts";
import { readPasted } from "./pasted.ts";
import { planPaste, type PasteSource } from "./plan-paste.ts";

interface PastingParts {
  /** null: nothing in it can be changed. */
  readonly edited: EditedTable | null;
  /** Columns in sight, in order. */
  readonly visible: readonly string[];
  readonly rowCount: number;
  readonly selection: Selection | null;
}

/** Takes a text that was pasted into the table, and asks once before it becomes pending edits. */
export function usePasting(parts: PastingParts): (text: string) => void {
  const { edited, visible, rowCount, selection } = parts;

  async function ask(source: PasteSource, text: string): Promise<void> {
    const rows = selectedRows(selection);
    if (selection === null || rows === null) return;
    const columns = selectedColumns(selection) ?? { from: selection.active.column, to: selection.active.column };
    const area = {
      row: rows.from,
      column: columns.from,
      rows: rows.to - rows.from + 1,
      columns: columns.to - columns.from + 1,
    };
    const size = { rows: rowCount, columns: visible.length };
    const plan = await planPaste(source, pasteTargets(copiedCells(text) ?? readPasted(text), area, size));
    const onPaste = (): void => {
      editFields(plan.edits);
      say(`${formatAmount(plan.edits.length, "cell")} changed. Nothing has been sent.`);
    };
    useShell.getState().openDialog({ kind: "paste", plan, onPaste });
  }

  return (text) => {
    // An empty cell is copied as an empty text.
    if ((text === "" && copiedCells(text) === null) || selection === null) return;
    if (edited === null) return say("Records here cannot be changed through the API.", "later");
    report(ask({ ...edited, visible }, text));
  };
}
