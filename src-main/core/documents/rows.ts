import type { Cell, Row, RowsRequest, RowsWindow, WholeRecord } from "#shared/documents.ts";
import { fieldText, type Field, type FieldValue, type LongValue } from "#shared/formats/field.ts";
import { maxRecordCharacters } from "./limits.ts";
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

/** One record as the table has it, with no cell longer than `longest` characters. */
export function readRow(records: Records, record: number, longest: number): Row {
  const fields = records.fields(record);
  const values = records.columns.spread(fields);
  let characters = maxRecordCharacters;
  return {
    record,
    cells: values.map((value) => {
      const cell = toCell(value, characters > 0 ? longest : Math.min(longest, windowCell));
      characters -= charactersOf(cell);
      return cell;
    }),
    mark: sentenceOf(records, record, fields),
  };
}

function toCell(value: FieldValue | undefined, longest: number): Cell {
  if (value === undefined) return { kind: "missing" };
  if (typeof value === "object" && value.kind === "long") return toLongCell(value, longest);
  const text = fieldText(value);
  if (text.length > longest) return { kind: "cut", text: cutText(text, longest), length: text.length };
  if (typeof value === "object" && value.kind === "ambiguous" && value.source.length > longest) {
    return { ...value, source: cutText(value.source, longest) };
  }
  return value;
}

function toLongCell(value: LongValue, longest: number): Cell {
  const { text, of, byteOffset } = value;
  if (!value.isWhole || text.length > longest) {
    return { kind: "cut", text: cutText(text, longest), length: value.length, byteOffset };
  }
  return of === "text" ? text : { kind: of, text };
}

function charactersOf(cell: Cell): number {
  if (typeof cell === "string") return cell.length;
  return cell.kind === "missing" ? 0 : cell.text.length;
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
    const keys = new Set<string>();
    const repeated = fields.find(({ key }) => keys.size === keys.add(key).size);
    return `The field ${repeated?.key ?? ""} stands here more than once`;
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
