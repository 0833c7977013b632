import { headingOf, type Resource } from "#shared/rezora/catalog.ts";
import { shortened } from "../../ui/shortened.ts";
import { countRows, rowRanges, type Selection } from "../../ui/data-grid/selection.ts";
import { valuesOfRow, whyNotEditable, type EditableTable } from "../cells/editability.ts";
import type { TableRow } from "../cells/shown-row.ts";
import { editObstacleNow } from "../connections/edit-obstacle.ts";
import { deleteRecords, type RecordToDelete } from "../edit/delete-records.ts";
import { deleteRecord, editRecord, newRecord } from "../edit/edit-actions.ts";
import { refusalOf } from "../edit/record-refusal.ts";
import { report } from "../../state/report.ts";
import { ownDesignator } from "./column-kind.ts";
import type { CopySource } from "./copy-rows.ts";
import { formatCount } from "./format.ts";
import { showToast } from "../../state/toast.ts";
import { rowAtPlace } from "./use-rows.ts";
import { textOf } from "./value-text.ts";
import { wholeCell } from "./whole-cell.ts";

/** The maximum number of records deleted together; each is read again before Review shows it. */
const maxDeleted = 500;
/** Characters of a record's name, which is kept with a draft. */
const maxHeading = 200;

/** Actions for the selected rows and the focused row. */
export interface RowsToActOn {
  readonly connectionId: string;
  readonly resource: Resource | null;
  /** null: nothing in the table can be edited. */
  readonly table: EditableTable | null;
  readonly designator: string;
  readonly source: CopySource;
  readonly selection: Selection;
  /** The focused row and column. */
  readonly row: TableRow;
  readonly column: string;
}

/**
 * Why an action is unavailable, in one sentence each; undefined where it is available. Locked writes are not a reason.
 */
export interface RowRefusals {
  readonly editCell: string | undefined;
  readonly editRecord: string | undefined;
  readonly duplicate: string | undefined;
  readonly delete: string | undefined;
}

export function rowRefusals(rows: RowsToActOn): RowRefusals {
  const { connectionId, table, row, column, selection, designator } = rows;
  const own = ownOf(rows);
  const valueOf = valuesOf(rows);
  const count = countRows(selection);
  const noEdit = `Records of ${designator} cannot be changed through the API.`;
  return {
    editCell:
      editObstacleNow(connectionId) ??
      (table === null ? noEdit : (whyNotEditable(table, row, column, undefined) ?? undefined)),
    editRecord: own === null ? noEdit : refusalOf(connectionId, "PUT", own, valueOf),
    duplicate:
      count > 1
        ? "Select one row to duplicate it."
        : refusalOf(connectionId, "POST", own === null ? null : collectionOf(own), valueOf),
    delete:
      count > maxDeleted
        ? `Select at most ${formatCount(maxDeleted)} rows to delete them together.`
        : refusalOf(connectionId, "DELETE", own, valueOf),
  };
}

export function editRow(rows: RowsToActOn): void {
  const own = ownOf(rows);
  if (own !== null) editRecord(rows.connectionId, own);
}

/** Opens a form for a new record with the values of this one, long values in full. */
export function duplicateRow(rows: RowsToActOn): void {
  const own = ownOf(rows);
  if (own === null) return;
  const copyOf = (values: ReadonlyMap<string, string>) => ({ designator: own, title: titleOf(rows, rows.row), values });
  report(valuesToDuplicate(rows).then((values) => newRecord(rows.connectionId, collectionOf(own), copyOf(values))));
}

async function valuesToDuplicate({ source, row, selection }: RowsToActOn): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  const place = selection.active.row;
  for (const column of source.columns) {
    const cell = await wholeCell({ ...source, row: row.served ?? row, column, place, edited: null });
    values.set(column, textOf(cell) ?? "");
  }
  return values;
}

/** Opens Review for the deletion of the selected records; this sends nothing. */
export function deleteRows(rows: RowsToActOn): void {
  const own = ownOf(rows);
  if (countRows(rows.selection) > 1) report(deleteSelected(rows));
  else if (own !== null) deleteRecord(rows.connectionId, own, titleOf(rows, rows.row));
}

async function deleteSelected(rows: RowsToActOn): Promise<void> {
  const { connectionId, source, selection } = rows;
  const records: RecordToDelete[] = [];
  for (const { from, to } of rowRanges(selection)) {
    for (let place = from; place <= to; place++) {
      const row = await rowAtPlace(source.documentId, source.query, place);
      if (row === undefined) continue;
      const valueOf = valuesOfRow(source.columns, row);
      const designator = ownDesignator(rows.resource, source.columns, valueOf);
      const title = titleOf(rows, row);
      const refusal = refusalOf(connectionId, "DELETE", designator, valueOf);
      if (designator === null || refusal !== undefined) {
        showToast(`${title} cannot be deleted. ${refusal ?? ""} Take it out of the selection.`, "problem");
        return;
      }
      records.push({ designator, title });
    }
  }
  deleteRecords(connectionId, records);
}

function ownOf(rows: RowsToActOn): string | null {
  return ownDesignator(rows.resource, rows.source.columns, valuesOf(rows));
}

function valuesOf({ source, row }: RowsToActOn): (name: string) => string | undefined {
  return valuesOfRow(source.columns, row.served ?? row);
}

function titleOf({ resource, source }: RowsToActOn, row: TableRow): string {
  const heading = resource && headingOf(resource.path, valuesOfRow(source.columns, row.served ?? row));
  return shortened(heading ?? `Record ${formatCount(row.record + 1)}`, maxHeading);
}

function collectionOf(designator: string): string {
  return designator.slice(0, Math.max(0, designator.lastIndexOf("/")));
}
