import type { ValueRowsRequest, ValueRowsWindow, ValueText, ValueTextRequest } from "#shared/documents.ts";
import { fieldLength, fieldPieces } from "#shared/formats/field.ts";
import { maxOpenedCharacters, pieceOf, ValueRows } from "#shared/value-rows.ts";
import { CallError } from "../call-error.ts";
import type { Records } from "./records.ts";
import type { Task } from "./task.ts";

/** Number of values per table whose text and rows are cached for the next window. */
const maxKept = 4;

/** Maximum characters of these values together. The value requested last stays, however long it is. */
const maxKeptCharacters = 33_554_432;

interface KeptValue {
  readonly record: number;
  readonly column: string;
  /** Stays valid while records arrive: they may gain columns, but a value that was read does not change. */
  readonly text: string;
  rows: ValueRows | null;
}

/** By table: a body that is reread in another way gets a new table. The value requested last comes first. */
const kept = new WeakMap<Records, KeptValue[]>();

/** The visible rows of a value. All of its rows are counted for the first window. */
export function* readValueRows(records: Records, request: ValueRowsRequest): Task<ValueRowsWindow> {
  const value = keptValue(records, request);
  const { columns, offset, limit } = request;
  if (value.rows?.columns !== columns) value.rows = new ValueRows(value.text, columns);
  const { rows } = value;
  while (!rows.advance()) yield;
  return { length: value.text.length, rows: rows.count, offset, window: rows.read(offset, limit) };
}

/** The characters of a value from a position on. */
export function readValueText(records: Records, request: ValueTextRequest): ValueText {
  const { text } = keptValue(records, request);
  return { length: text.length, text: pieceOf(text, request.from, request.limit) };
}

function keptValue(records: Records, { record, column }: { record: number; column: string }): KeptValue {
  const values = kept.get(records) ?? [];
  const known = values.find((value) => value.record === record && value.column === column);
  if (known !== undefined && known === values[0]) return known;
  const value = known ?? { record, column, text: valueText(records, record, column), rows: null };
  const latest = [value, ...values.filter((each) => each !== value)].slice(0, maxKept);
  let characters = 0;
  kept.set(
    records,
    latest.filter((each) => (characters += each.text.length) <= maxKeptCharacters || each === value),
  );
  return value;
}

/** The whole value; empty when the record does not have it. */
function valueText(records: Records, record: number, column: string): string {
  if (record >= records.list.count) throw new CallError("not-found", "This response has no such record.");
  const place = records.columns.names.indexOf(column);
  if (place < 0) throw new CallError("not-found", "This response has no such column.");
  const value = records.columns.spread(records.fields(record))[place];
  if (value === undefined) return "";
  if (fieldLength(value) > maxOpenedCharacters) {
    const most = maxOpenedCharacters.toLocaleString("en-US");
    throw new CallError("does-not-fit", `This value has more than ${most} characters. The Raw view shows all of it.`);
  }
  return [...fieldPieces(value)].join("");
}
