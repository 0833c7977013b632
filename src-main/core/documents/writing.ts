import { Buffer } from "node:buffer";
import type { CopyRequest, ExportRequest } from "#shared/documents.ts";
import { lineSource, type Tokens } from "#shared/formats/code-tokens.ts";
import { writeCsvLine } from "#shared/formats/csv-dialect.ts";
import { envelopeOf, type Envelope } from "#shared/formats/envelope.ts";
import { fieldText, type Field, type FieldValue } from "#shared/formats/field.ts";
import { spreadsheetLine, tabSeparatedLine } from "#shared/formats/spreadsheet.ts";
import { jsonRecordLines } from "#shared/formats/write-json.ts";
import { xmlDeclaration, xmlRecordLines } from "#shared/formats/write-xml.ts";
import { CallError } from "../call-error.ts";
import type { RecordOrder, RecordOrders } from "./record-order.ts";
import type { Records } from "./records.ts";
import type { Task } from "./task.ts";
import type { ExportPiece, ExportStep } from "./worker-protocol.ts";

/** Bytes for the clipboard, and about the bytes that an export makes at once. */
const longestCopy = 1_048_576;
const exportPiece = 524_288;

type Target = CopyRequest["as"] | Exclude<ExportRequest["as"], "served">;

/** Writes chosen columns of some records as text: what stands before, one piece per record, what stands behind. */
interface TableWriter {
  readonly before: string;
  record(record: number, isLast: boolean): string;
  readonly behind: string;
}

function tableWriter(records: Records, columns: readonly string[], as: Target): TableWriter {
  const places = columns.map((name) => records.columns.names.indexOf(name)).filter((place) => place >= 0);
  const keys = places.map((place) => records.columns.keys[place] ?? "");
  const valuesOf = (record: number): (FieldValue | undefined)[] => {
    const values = records.columns.spread(records.fields(record));
    return places.map((place) => values[place]);
  };
  const textsOf = (record: number): string[] => valuesOf(record).map(plainText);
  const fieldsOf = (record: number): Field[] =>
    valuesOf(record).flatMap((value, index) => (value === undefined ? [] : [{ key: keys[index] ?? "", value }]));
  switch (as) {
    case "tsv":
      return { before: "", record: (record) => tabSeparatedLine(textsOf(record)), behind: "" };
    case "csv":
      return {
        before: `${writeCsvLine(keys)}\r\n`,
        record: (record) => `${writeCsvLine(textsOf(record))}\r\n`,
        behind: "",
      };
    case "spreadsheet":
      // The byte order mark tells a spreadsheet that this is UTF-8.
      return {
        before: `\u{feff}${spreadsheetLine(keys)}`,
        record: (record) => spreadsheetLine(textsOf(record)),
        behind: "",
      };
    case "json":
      return {
        before: "[\n",
        record: (record, isLast) => joined(jsonRecordLines(fieldsOf(record), records.format, isLast)),
        behind: "]\n",
      };
    case "xml":
      return xmlWriter(records, envelopeOf(records.columns.keys), fieldsOf);
  }
}

function xmlWriter(records: Records, { root, child }: Envelope, fieldsOf: (record: number) => Field[]): TableWriter {
  return {
    before: `${xmlDeclaration}\n<${root} version="1.0">\n`,
    record: (record) => joined(xmlRecordLines(fieldsOf(record), records.format, child)),
    behind: `</${root}>\n`,
  };
}

function joined(lines: readonly Tokens[]): string {
  return lines.map((line) => `${lineSource(line)}\n`).join("");
}

/** null and missing are empty where a format knows neither. */
function plainText(value: FieldValue | undefined): string {
  if (value === undefined || (typeof value === "object" && value.kind === "null")) return "";
  return fieldText(value);
}

/** Rows of a query as text for the clipboard. Throws above 1 MB: half a selection would be worse than none. */
export function* copyRecords(records: Records, orders: RecordOrders, request: CopyRequest): Task<{ text: string }> {
  const order = yield* orders.find(request.query);
  const writer = tableWriter(records, request.columns, request.as);
  const last = Math.min(request.to, order.count - 1);
  let text = writer.before;
  for (let position = request.from; position <= last; position++) {
    text += writer.record(order.record(position), position === last);
    if (text.length > longestCopy || (position === last && Buffer.byteLength(text) > longestCopy)) {
      throw new CallError("invalid-input", "This is more than 1 MB. Export it to a file instead.");
    }
    yield;
  }
  return { text: text + writer.behind };
}

/** The next piece of an export, from the record at `position` of the query on. */
export function* exportRecords(records: Records, orders: RecordOrders, step: ExportStep): Task<ExportPiece> {
  const { request, position } = step;
  if (request.as === "served") throw new CallError("internal", "The served body is not written by a worker.");
  const order: RecordOrder = yield* orders.find(request.query);
  const writer = tableWriter(records, request.columns, request.as);
  let text = position === 0 ? writer.before : "";
  let next = position;
  while (next < order.count && text.length < exportPiece) {
    text += writer.record(order.record(next), next === order.count - 1);
    next++;
    if (next % 16 === 0) yield;
  }
  const isLast = next >= order.count;
  if (isLast) text += writer.behind;
  return { bytes: new Uint8Array(Buffer.from(text)), next: isLast ? null : next };
}
