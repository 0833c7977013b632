import { readCsvRow } from "#shared/formats/csv-dialect.ts";
import { fieldText } from "#shared/formats/field.ts";
import { LenientJson, lenientValue } from "#shared/formats/json-lenient.ts";
import { JsonWalker } from "#shared/formats/json-walker.ts";
import { skipBlanks } from "#shared/formats/scan.ts";
import { xmlContentText } from "#shared/formats/xml-text.ts";
import { readXmlRecords } from "#shared/formats/xml-records.ts";
import { CsvRecords } from "./csv-records.ts";
import { strayJson, trimmedJson } from "./json-entries.ts";
import { maxFields, maxReadyValue, maxValueText } from "./limits.ts";
import { nameText, shownEnd } from "./long-records.ts";
import { mark } from "./record-list.ts";
import type { Records } from "./records.ts";
import { csvValues } from "./sent-csv.ts";
import type { Source } from "./source.ts";
import { strayKey } from "./stray-key.ts";
import { readPieces } from "./value-pieces.ts";
import { xmlFieldsAt } from "./xml-values.ts";

/** A value as the bytes have it. */
export interface SentValue {
  /** null where the format has none in the record (CSV). */
  readonly key: string | null;
  readonly text: string;
}

/** Records that one run of the XML parser takes: starting it costs as much as a few of them. */
export const sentBatch = 64;

/**
 * The values of some records in the order of the body, found without the code that feeds the views. Those show a
 * regular record by a cursor over its bytes, so here it is read by a whole parser: JSON.parse, saxes, the tokenizer
 * over strings. Of any other record the views show what a parser read, so here its bytes are walked.
 */
export function sentValues(source: Source, records: Records, from: number, to: number): SentValue[][] {
  const values: SentValue[][] = [];
  const regular = new Map<number, SentValue[]>();
  if (records.format === "xml") readRegularXml(source, records, from, to, regular);
  for (let record = from; record < to; record++) {
    const isRegular = records.list.marksOf(record) === 0 && !records.list.isLong(record);
    values.push(regular.get(record) ?? (isRegular ? parsed(source, records, record) : walked(source, records, record)));
  }
  return values;
}

function readRegularXml(
  source: Source,
  records: Records,
  from: number,
  to: number,
  regular: Map<number, SentValue[]>,
): void {
  const numbers: number[] = [];
  let text = "";
  for (let record = from; record < to; record++) {
    if (records.list.marksOf(record) !== 0 || records.list.isLong(record)) continue;
    const { start, end } = records.bounds(record);
    numbers.push(record);
    text += source.text(start, end);
  }
  try {
    readXmlRecords(text).forEach(({ fields }, index) => {
      const values = fields.map((field) => ({ key: field.key, text: fieldText(field.value) }));
      regular.set(numbers[index] ?? -1, values);
    });
  } catch {
    // The parser refuses a character that the scanner lets pass: then the bytes are walked.
    for (const record of numbers) regular.set(record, walked(source, records, record));
  }
}

function parsed(source: Source, records: Records, record: number): SentValue[] {
  const { start, end } = records.bounds(record);
  const text = source.text(start, end);
  if (records instanceof CsvRecords) {
    return readCsvRow(text, 0, records.reading).cells.map((cell) => ({ key: null, text: cell.text }));
  }
  const object = JSON.parse(text.slice(0, text.lastIndexOf("}") + 1)) as Readonly<Record<string, unknown>>;
  return records.columns.keys.slice(0, records.regularColumns).map((key, column) => {
    const value = object[key];
    // A number loses its digits in JSON.parse, so it is taken from the bytes.
    return { key, text: typeof value === "string" ? value : literalText(records, record, column) };
  });
}

function literalText({ cursor }: Records, record: number, column: number): string {
  cursor.open(record);
  for (let at = 0; at <= column; at++) cursor.next();
  return cursor.text();
}

function walked(source: Source, records: Records, record: number): SentValue[] {
  const marks = records.list.marksOf(record);
  if ((marks & mark.stray) !== 0) {
    const { start, end } = records.bounds(record);
    if (records.list.isLong(record)) {
      return [{ key: strayKey, text: source.text(start, shownEnd(source, start, end, "raw")) }];
    }
    const text = source.text(start, end);
    return [{ key: strayKey, text: records.format === "xml" ? trimmedJson(text) : fieldText(strayJson(text)) }];
  }
  return placedValues(source, records, record).map(textOnly);
}

function textOnly({ key, text }: PlacedValue): SentValue {
  return { key, text };
}

/** Where a value of a record stands in the body. */
export function offsetOf(source: Source, records: Records, record: number, index: number): number {
  return placedValues(source, records, record)[index]?.offset ?? records.bounds(record).start;
}

/** The values of one record in the order of the body, with their places. */
export function placedValues(source: Source, records: Records, record: number): PlacedValue[] {
  if (records instanceof CsvRecords) return csvValues(source, records, record);
  const { start, end } = records.bounds(record);
  return records.format === "json" ? jsonValues(source, start, end) : xmlValues(source, start, end);
}

export interface PlacedValue extends SentValue {
  readonly offset: number;
  /** Bounds of all that is written for it, quotes included, but for the tags of XML. */
  readonly from: number;
  readonly to: number;
}

/** The text of a key or a value between two offsets; for a very long value, as much as is ever shown. */
function jsonText(source: Source, from: number, to: number): string {
  if (source.byteAt(from) !== 34) return source.text(from, shownEnd(source, from, to, "raw"));
  const parsed: unknown = JSON.parse(`"${source.text(from + 1, shownEnd(source, from + 1, to - 1, "json"))}"`);
  return typeof parsed === "string" ? parsed : "";
}

function jsonValues(source: Source, start: number, behind: number): PlacedValue[] {
  const end = Math.min(behind, source.load(start, behind)) - source.base;
  const { bytes, base } = source;
  const walker = new JsonWalker();
  const values: PlacedValue[] = [];
  let at = skipBlanks(bytes, start - base + 1, end);
  while (bytes[at] === 34 && at < end && values.length < maxFields) {
    const keyEnd = walker.string(bytes, at, end, true);
    if (keyEnd < 0) return lenientValues(source, start, end);
    const key = jsonName(source, base + at, base + keyEnd);
    at = skipBlanks(bytes, skipBlanks(bytes, keyEnd, end) + 1, end);
    walker.start(at);
    const valueEnd = walker.walk(bytes, end, true);
    if (valueEnd < 0) return lenientValues(source, start, end);
    const valueEndAt = base + valueEnd;
    const text = jsonText(source, base + at, valueEndAt);
    values.push({ key, text, offset: base + at, from: base + at, to: valueEndAt });
    at = skipBlanks(bytes, valueEnd, end);
    if (bytes[at] === 44) at = skipBlanks(bytes, at + 1, end);
  }
  return bytes[at] === 125 || values.length === maxFields ? values : lenientValues(source, start, end);
}

/** Of a record that JSON does not allow; `end` counts in the bytes at hand. */
function lenientValues(source: Source, start: number, end: number): PlacedValue[] {
  const { bytes, base } = source;
  const reader = new LenientJson();
  if (reader.read(bytes, start - base, end, true) < 0) return [];
  const decode = (text: string): string => fieldText(lenientValue(text));
  return reader.members.map(({ keyStart, keyEnd, start: from, end: to }) => ({
    key: nameText(source, base + keyStart, base + keyEnd, decode),
    text:
      to - from > maxReadyValue
        ? lenientText(source, base + from, base + to)
        : decode(source.text(base + from, base + to)),
    offset: base + from,
    from: base + from,
    to: base + to,
  }));
}

/** The same for a long value that JSON may not allow. */
function lenientText(source: Source, from: number, to: number): string {
  const first = source.byteAt(from);
  const isText = first === 34 || first === 39;
  const range = isText ? { from: from + 1, to: to - 1 } : { from, to };
  const [text = ""] = readPieces(source, { ...range, coding: isText ? "json" : "raw" }, maxValueText);
  return text;
}

/** A name is compared as it is shown. */
function jsonName(source: Source, from: number, to: number): string {
  const decode = (text: string): string => JSON.parse(`"${text}"`) as string;
  return nameText(source, from + 1, to - 1, decode);
}

function xmlValues(source: Source, start: number, behind: number): PlacedValue[] {
  const end = Math.min(behind, source.load(start, behind)) - source.base;
  const { bytes, base } = source;
  return xmlFieldsAt(bytes, start - base, end, {
    keyOf: (from, to) => nameText(source, base + from, base + to),
    valueOf(from, to, isNested) {
      const shown = shownEnd(source, base + from, base + to, isNested ? "raw" : "xml");
      const text = source.text(base + from, shown);
      return isNested ? text : xmlContentText(text);
    },
  }).map(({ key, value, offset, from, to }) => ({
    key,
    text: fieldText(value),
    offset: base + offset,
    from: base + from,
    to: base + to,
  }));
}
