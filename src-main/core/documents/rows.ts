import type { Cell, Row, RowsRequest, RowsWindow, WholeRecord } from "#shared/documents.ts";
import { fieldText, type Field, type FieldValue } from "#shared/formats/field.ts";
import { number } from "./notice-words.ts";
import { mark } from "./record-list.ts";
import type { RecordOrders } from "./record-order.ts";
import type { Records } from "./records.ts";
import { markupSentence } from "./markup-notices.ts";
import type { Task } from "./task.ts";

/** Characters of one cell in a window, and in a whole record. */
const windowCell = 2_000;
const wholeCell = 1_048_576;

export function* readRows(records: Records, orders: RecordOrders, request: RowsRequest): Task<RowsWindow> {
  const order = yield* orders.find(request.query);
  const rows: Row[] = [];
  const end = Math.min(order.count, request.offset + request.limit);
  for (let position = request.offset; position < end; position++) {
    rows.push(readRow(records, order.record(position), windowCell));
    yield;
  }
  return { matched: order.count, offset: request.offset, rows };
}

export function readWholeRecord(records: Records, record: number, cellLimit = wholeCell): WholeRecord {
  return { columns: [...records.columns.names], row: readRow(records, record, cellLimit) };
}

function readRow(records: Records, record: number, longest: number): Row {
  const fields = records.fields(record);
  const values = records.columns.spread(fields);
  return {
    record,
    cells: values.map((value) => toCell(value, longest)),
    mark: sentenceOf(records, record, fields),
  };
}

function toCell(value: FieldValue | undefined, longest: number): Cell {
  if (value === undefined) return { kind: "missing" };
  const text = fieldText(value);
  if (text.length > longest) return { kind: "cut", text: cutText(text, longest), length: text.length };
  if (typeof value === "object" && value.kind === "ambiguous" && value.source.length > longest) {
    return { ...value, source: cutText(value.source, longest) };
  }
  return value;
}

/** The first characters; a pair of surrogates is not torn apart. */
export function cutText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

function sentenceOf(records: Records, record: number, fields: readonly Field[]): string | null {
  const marks = records.list.marksOf(record);
  return marks === 0 ? null : (markupSentence(records, record, marks) ?? sentence(records, marks, fields));
}

function sentence(records: Records, marks: number, fields: readonly Field[]): string | null {
  if ((marks & mark.ragged) !== 0) {
    return `${number(fields.length)} ${fields.length === 1 ? "field" : "fields"}, not ${number(records.regularColumns)}`;
  }
  if ((marks & mark.ambiguous) !== 0) return ambiguousSentence(fields);
  if ((marks & mark.repeatedKeys) !== 0) {
    const keys = fields.map((field) => field.key);
    return `The field ${keys.find((key, index) => keys.indexOf(key) !== index) ?? ""} stands here more than once`;
  }
  if ((marks & mark.strayText) !== 0) return "Text stands outside of the fields; the XML view shows it";
  if ((marks & mark.attributes) !== 0) return "The record has attributes; the XML view shows them";
  return null;
}

function ambiguousSentence(fields: readonly Field[]): string {
  const isReadInTwoWays = fields.some(({ value }) => typeof value === "object" && "other" in value);
  return isReadInTwoWays
    ? "A backslash in the marked cells can be read in two ways"
    : "The CSV dialect is broken in the marked cells";
}
