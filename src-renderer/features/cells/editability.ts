import type { Row } from "#shared/documents.ts";
import type { Draft } from "#shared/edits.ts";
import { resourceAt, type RequestField, type Resource } from "#shared/rezora/catalog.ts";
import { protectionOf } from "#shared/rezora/protection.ts";
import { ownDesignator } from "../response/column-kind.ts";
import { textOf } from "../response/value-text.ts";

/** The records of a table, as far as they can be edited. */
export interface EditableTable {
  /** The record's own resource. */
  readonly record: Resource;
  /** What a PUT on one of them sends, by name. */
  readonly fields: ReadonlyMap<string, RequestField>;
  readonly columns: readonly string[];
}

/** null: the API takes no PUT for records of this resource. */
export function editableTable(resource: Resource | null, columns: readonly string[]): EditableTable | null {
  const child = resource?.kind === "collection" ? resource.children[0] : undefined;
  const record = child === undefined ? resource : resourceAt(child);
  if (record?.kind !== "record") return null;
  const { confidence, requestFields } = record.methods.PUT;
  if (confidence === "absent" || confidence === "unknown" || requestFields.length === 0) return null;
  return { record, fields: new Map(requestFields.map((field) => [field.name, field])), columns };
}

export function valuesOfRow(columns: readonly string[], row: Row): (name: string) => string | undefined {
  return (name) => textOf(row.cells[columns.indexOf(name)]);
}

/** The designator of a row's record; null when the row does not identify it. */
export function designatorOfRow({ record, columns }: EditableTable, row: Row): string | null {
  return ownDesignator(record, columns, valuesOfRow(columns, row));
}

/** Why this cell cannot be edited, in one sentence; null when it can. `draft` is that of the record. */
export function whyNotEditable(
  table: EditableTable,
  row: Row,
  column: string,
  draft: Draft | undefined,
): string | null {
  const { record, fields, columns } = table;
  if (!fields.has(column)) return `${column} cannot be changed: the server sets it.`;
  const protection = protectionOf(record.path, "PUT", valuesOfRow(columns, row));
  if (protection !== null) return protection;
  if (designatorOfRow(table, row) === null) return "This row has no id, so its record cannot be found again.";
  const absent = [...fields.keys()].find((name) => !columns.includes(name));
  if (absent !== undefined)
    return `A change sends ${absent}, too, which this table lacks. Edit the record in its form.`;
  if (draft === undefined) return null;
  if (draft.change.kind !== "update") return "This record is to be deleted. Discard that first.";
  return draft.unread === null ? null : "A draft of this record cannot be read. Mend it in its form first.";
}
