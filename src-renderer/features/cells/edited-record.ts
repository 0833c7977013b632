import { draftIdOf } from "#shared/edits.ts";
import { headingOf } from "#shared/rezora/catalog.ts";
import { call } from "../../api.ts";
import type { EditedRecord } from "../../state/draft-changes.ts";
import { editObstacleNow } from "../connections/edit-obstacle.ts";
import { shortened } from "../../ui/shortened.ts";
import { draftOf } from "../../state/edits.ts";
import { designatorOfRow, valuesOfRow, whyNotEditable, type EditableTable } from "./editability.ts";
import { recordValues } from "./record-values.ts";
import type { TableRow } from "./shown-row.ts";

/** The record of a row as its editing starts; a sentence when it cannot. Cut values are read in full first. */
export async function editedRecord(
  table: EditableTable,
  connectionId: string,
  documentId: string,
  shown: TableRow,
  column: string,
): Promise<EditedRecord | string> {
  const row = shown.served ?? shown;
  const designator = designatorOfRow(table, row);
  const draft = designator === null ? undefined : draftOf(draftIdOf(connectionId, designator));
  const refusal = editObstacleNow(connectionId) ?? whyNotEditable(table, row, column, draft);
  if (refusal !== null || designator === null) return refusal ?? "";
  let values = recordValues(table.columns, row);
  if (values.state === "cut") {
    const whole = await call("getRecord", { documentId, record: row.record });
    values = recordValues(whole.columns, whole.row);
  }
  if (values.state === "odd") return values.reason;
  if (values.state === "cut") return "A value of this record is longer than 1 MB. Edit it elsewhere.";
  const title = shortened(headingOf(table.record.path, valuesOfRow(table.columns, row)) ?? "");
  return { connectionId, designator, title, base: values.fields, sent: [...table.fields.keys()] };
}

/** From the draft, or as it was read. */
export function presentValue({ connectionId, designator, base }: EditedRecord, name: string): string {
  const draft = draftOf(draftIdOf(connectionId, designator));
  return new Map(draft?.change.fields ?? base).get(name) ?? "";
}
