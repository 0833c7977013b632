import type { RecordQuery } from "#shared/documents.ts";
import { draftIdOf } from "#shared/edits.ts";
import { changedFields } from "../../state/draft-changes.ts";
import { draftOf, useEdits } from "../../state/edits.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { rowAtPlace } from "../response/use-rows.ts";
import { designatorOfRow, type EditableTable } from "./editability.ts";

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
export async function editedValues(of: EditedTable, place: number): Promise<ReadonlyMap<string, string>> {
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

/** Rows processed before the window may do other work. */
const atOnce = 200;

/** Rows of cells as fetched, with the edited values inserted, so what is copied is what is shown. */
export async function withEditedCells(
  of: EditedTable,
  lines: readonly (readonly string[])[],
  /** The position of each line's row in the order shown. */
  places: readonly number[],
  columns: readonly string[],
): Promise<readonly (readonly string[])[]> {
  if (useEdits.getState().drafts.size === 0 && useStoredValues.getState().records.size === 0) return lines;
  const shown: (readonly string[])[] = [];
  for (const [down, cells] of lines.entries()) {
    if (down % atOnce === atOnce - 1) await new Promise((resolve) => setTimeout(resolve));
    const place = places[down];
    const values: ReadonlyMap<string, string> = place === undefined ? new Map() : await editedValues(of, place);
    shown.push(cells.map((cell, at) => values.get(columns[at] ?? "") ?? cell));
  }
  return shown;
}
