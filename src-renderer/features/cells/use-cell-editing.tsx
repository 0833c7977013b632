import { useRef, useState, type ReactNode } from "react";
import type { RequestField } from "#shared/rezora/catalog.ts";
import type { EditedRecord } from "../../state/draft-changes.ts";
import { editFields } from "../../state/edits.ts";
import { report } from "../../state/report.ts";
import type { EditStart } from "../../ui/data-grid/data-grid.tsx";
import { lineEndingFor } from "../edit/line-endings.ts";
import { maxTyped } from "../edit/use-exact-text.ts";
import { formatAmount } from "../response/format.ts";
import { offerUndo } from "../../state/offer-undo.ts";
import { showToast } from "../../state/toast.ts";
import { begunValue } from "./begun-value.ts";
import { CellEditor, type AfterKeeping } from "./cell-editor.tsx";
import type { EditableTable } from "./editability.ts";
import { editedRecord, presentValue } from "./edited-record.ts";
import type { TableRow } from "./shown-row.ts";

export interface CellEditingParts {
  readonly connectionId: string;
  readonly documentId: string;
  /** The API's name for the resource of the table, for explaining why nothing in it can be edited. */
  readonly designator: string;
  /** null: nothing in it can be edited. */
  readonly table: EditableTable | null;
  /** Visible columns, in order. */
  readonly visible: readonly string[];
  readonly rowCount: number;
  readonly rowAt: (index: number) => TableRow | undefined;
  readonly goTo: (row: number, column: number) => void;
  /** Returns the focus to the grid. */
  readonly leave: () => void;
}

interface Editing {
  readonly row: number;
  readonly column: number;
  readonly record: EditedRecord;
  readonly field: RequestField;
  readonly value: string;
  readonly typed: boolean;
}

export interface CellEditing {
  readonly begin: (row: number, column: number, start: EditStart) => void;
  /** The cell being edited and its current text. */
  readonly editor: { readonly row: number; readonly column: number; readonly content: ReactNode } | null;
  /** Rows (inclusive) that are rendered; the editor of a row that is not keeps its value. */
  readonly onRange: (first: number, last: number) => void;
}

/** Edits one cell after the other; a value that is kept becomes a pending edit. */
export function useCellEditing(parts: CellEditingParts): CellEditing {
  const { connectionId, documentId, designator, table, visible, rowCount, rowAt, goTo, leave } = parts;
  const [editing, setEditing] = useState<Editing | null>(null);
  const latest = useRef("");

  function begin(row: number, column: number, start: EditStart): void {
    const shown = rowAt(row);
    const name = visible[column];
    if (shown === undefined || name === undefined) return;
    if (table === null) {
      if (start.by === "key") showToast(`Records of ${designator} cannot be changed through the API.`, "later");
      return;
    }
    report(open(row, column, shown, name, start));
  }

  async function open(row: number, column: number, shown: TableRow, name: string, start: EditStart): Promise<void> {
    if (table === null) return;
    const found = await editedRecord(table, connectionId, documentId, shown, name);
    const field = table.fields.get(name);
    if (typeof found === "string" || field === undefined) {
      if (typeof found === "string") showToast(found, "later");
      return;
    }
    const present = presentValue(found, name);
    const typed = start.by === "typing" ? start.text : null;
    if (typed === null && present.length > maxTyped) {
      showToast(
        `${name} has ${formatAmount(present.length, "character")}. Edit it in the form of the record.`,
        "later",
      );
      return;
    }
    const value = begunValue(field, present, typed);
    latest.current = value;
    setEditing({ row, column, record: found, field, value, typed: typed !== null });
  }

  function keep(value: string, after: AfterKeeping): void {
    if (editing === null) return;
    setEditing(null);
    editFields([{ record: editing.record, name: editing.field.name, value }]);
    if (after !== "elsewhere") leave();
    if (after === "next" || after === "previous") step(editing, after === "next" ? 1 : -1);
  }

  /** Moves to the next editable cell, across the ends of the rows. */
  function step({ row, column }: Editing, by: 1 | -1): void {
    const width = visible.length;
    for (let place = row * width + column + by; place >= 0 && place < rowCount * width; place += by) {
      const next = { row: Math.floor(place / width), column: place % width };
      if (table?.fields.has(visible[next.column] ?? "") !== true) continue;
      goTo(next.row, next.column);
      begin(next.row, next.column, { by: "key" });
      return;
    }
  }

  return {
    begin,
    editor: editing && {
      row: editing.row,
      column: editing.column,
      content: (
        <CellEditor
          key={`${editing.record.designator} ${editing.field.name}`}
          label={`${editing.field.name} of ${editing.record.title || editing.record.designator}`}
          field={editing.field}
          value={editing.value}
          typed={editing.typed}
          ending={lineEndingFor(
            presentValue(editing.record, editing.field.name),
            editing.record.base.map(([, value]) => value),
          )}
          onType={(value) => {
            latest.current = value;
          }}
          onKeep={keep}
          onPutBack={() => {
            setEditing(null);
            offerTyped(editing, latest.current);
            leave();
          }}
        />
      ),
    },
    onRange(first, last) {
      if (editing !== null && (editing.row < first || editing.row > last)) keep(latest.current, "elsewhere");
    },
  };
}

/** Text that was typed into a cell and dropped by Esc becomes a pending edit when Undo restores it. */
function offerTyped({ record, field: { name }, value }: Editing, typed: string): void {
  const present = presentValue(record, name);
  if (typed === present || typed === value) return;
  offerUndo(`The value typed into ${name} was not kept.`, () => editFields([{ record, name, value: typed }]));
}
