import type { RecordQuery } from "#shared/documents.ts";
import { draftIdOf } from "#shared/edits.ts";
import { tabSeparatedLine } from "#shared/formats/spreadsheet.ts";
import { changedFields } from "../../state/draft-changes.ts";
import { draftOf, useEdits } from "../../state/edits.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { rowAtPlace } from "../response/use-rows.ts";
import { designatorOfRow, type EditableTable } from "./editability.ts";
import { readPasted } from "./pasted.ts";

/** A table in the order shown, whose records may have been edited since it was fetched. */
export interface EditedTable {
  readonly connectionId: string;
  readonly documentId: string;
  readonly query: RecordQuery;
  readonly table: EditableTable;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

/** Whole values of one row that differ from what was fetched: stored by a commit since, or pending. */
async function editedValues(of: EditedTable, place: number): Promise<ReadonlyMap<string, string>> {
  const row = await rowAtPlace(of.documentId, of.query, place);
  const designator = row === undefined ? null : designatorOfRow(of.table, row);
  if (designator === null) return new Map();
  const id = draftIdOf(of.connectionId, designator);
  const stored = [...(useStoredValues.getState().records.get(id) ?? [])]
    .filter(([, { at }]) => at > of.fetchedAt)
    .map(([name, { value }]) => [name, value ?? ""] as const);
  const draft = draftOf(id);
  return new Map([...stored, ...(draft?.change.kind === "update" ? changedFields(draft) : [])]);
}

/** Rows looked at before the window may do something else. */
const atOnce = 200;

/** Tab-separated rows as fetched, with the edited values in their places: what is copied is what is seen. */
export async function withEditedValues(
  of: EditedTable,
  text: string,
  from: number,
  columns: readonly string[],
): Promise<string> {
  if (useEdits.getState().drafts.size === 0 && useStoredValues.getState().records.size === 0) return text;
  const lines = readPasted(text);
  let isEdited = false;
  const written: string[] = [];
  for (const [down, cells] of lines.entries()) {
    if (down % atOnce === atOnce - 1) await new Promise((resolve) => setTimeout(resolve));
    const values = await editedValues(of, from + down);
    if (columns.some((name) => values.has(name))) isEdited = true;
    written.push(tabSeparatedLine(columns.map((name, at) => values.get(name) ?? cells[at] ?? "")));
  }
  return isEdited ? written.join("") : text;
}
