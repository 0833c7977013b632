import { draftIdOf } from "#shared/edits.ts";
import type { FieldEdit } from "../../state/draft-changes.ts";
import type { PastePlan } from "../../state/paste-plan.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { problemOf } from "../edit/field-problem.ts";
import { rowAtPlace } from "../response/use-rows.ts";
import type { EditedTable } from "./edited-values.ts";
import { editedRecord, presentValue } from "./edited-record.ts";
import { designatorOfRow } from "./editability.ts";
import type { PasteTargets } from "./paste-targets.ts";
import { withStored } from "./shown-row.ts";

export interface PasteSource extends EditedTable {
  /** Visible columns, in order. */
  readonly visible: readonly string[];
}

/** Cells processed before the window may do other work. */
const atOnce = 200;

/** Checks every cell of a paste. Does not call the API. */
export async function planPaste(source: PasteSource, given: PasteTargets): Promise<PastePlan> {
  const { connectionId, documentId, query, table, visible, fetchedAt } = source;
  const edits: FieldEdit[] = [];
  const refused = new Map<string, number>();
  let same = 0;
  let wrong = 0;
  const stored = useStoredValues.getState().records;
  for (const [index, { row: place, column, value }] of given.targets.entries()) {
    if (index % atOnce === atOnce - 1) await new Promise((resolve) => setTimeout(resolve));
    const name = visible[column] ?? "";
    const fetched = await rowAtPlace(documentId, query, place);
    if (fetched === undefined) continue;
    const designator = designatorOfRow(table, fetched);
    const values = designator === null ? undefined : stored.get(draftIdOf(connectionId, designator));
    const row = withStored(fetched, table.columns, values, fetchedAt);
    const record = await editedRecord(table, connectionId, documentId, row, name);
    if (typeof record === "string") refused.set(record, (refused.get(record) ?? 0) + 1);
    else if (presentValue(record, name) === value) same += 1;
    else {
      const field = table.fields.get(name);
      if (field !== undefined && problemOf(field, value) !== null) wrong += 1;
      edits.push({ record, name, value });
    }
  }
  return {
    edits,
    columns: [...new Set(edits.map(({ name }) => name))],
    records: new Set(edits.map(({ record }) => record.designator)).size,
    wrong,
    same,
    refused,
    linesLeft: given.linesLeft,
    columnsLeft: given.columnsLeft,
  };
}
