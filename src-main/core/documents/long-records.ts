import { CsvScanner } from "#shared/formats/csv-scan.ts";
import type { CsvReading } from "#shared/formats/csv-reading.ts";
import { fieldText, type Field, type FieldValue, type LongValue } from "#shared/formats/field.ts";
import { LenientJson, lenientValue } from "#shared/formats/json-lenient.ts";
import { unescapeJson } from "#shared/formats/json-object.ts";
import { JsonWalker } from "#shared/formats/json-walker.ts";
import { skipBlanks } from "#shared/formats/scan.ts";
import { maxFields, maxNameBytes, maxReadyValue, maxValueText } from "./limits.ts";
import { number } from "./notice-words.ts";
import type { Source } from "./source.ts";
import { countCharacters, firstPieceEnd, readPieces, type Coding, type ValueRange } from "./value-pieces.ts";
import { xmlFieldsAt } from "./xml-values.ts";

/** A value that stays in the body until it is needed. */
class SourceValue implements LongValue {
  readonly kind = "long";
  readonly of: LongValue["of"];
  private readonly source: Source;
  private readonly range: ValueRange;
  private counted: number | null = null;

  constructor(source: Source, range: ValueRange, of: LongValue["of"]) {
    this.source = source;
    this.range = range;
    this.of = of;
  }

  get byteOffset(): number {
    return this.range.from;
  }

  get isWhole(): boolean {
    return this.range.to - this.range.from <= maxValueText;
  }

  get text(): string {
    const [first = ""] = readPieces(this.source, this.range, maxValueText);
    return first;
  }

  get length(): number {
    this.counted ??= countCharacters(this.source, this.range);
    return this.counted;
  }

  pieces(): Iterable<string> {
    return readPieces(this.source, this.range);
  }
}

/** A value of a long record, read immediately when it is short. */
function valueAt(source: Source, range: ValueRange, of: LongValue["of"]): FieldValue {
  const { from, to } = range;
  if (to - from > maxReadyValue) return new SourceValue(source, range, of);
  const text = [...readPieces(source, range)].join("");
  if (of === "text") return text;
  return { kind: text === "null" ? "null" : of, text };
}

/** Maximum values of one long record that are cached for the next access. */
const maxKept = 1_000;

/** Caches the fields of the long record that was read last: finding them takes a pass over the whole record. */
export class LastLongRecord {
  private start = -1;
  private end = -1;
  private fields: readonly Field[] = [];

  get(start: number, end: number, make: () => readonly Field[]): readonly Field[] {
    if (start === this.start && end === this.end) return this.fields;
    const fields = make();
    const isSmall =
      fields.length <= maxKept && fields.reduce((sum, field) => sum + readyLength(field), 0) <= maxValueText;
    this.start = isSmall ? start : -1;
    this.end = end;
    this.fields = isSmall ? fields : [];
    return fields;
  }
}

function readyLength({ value }: Field): number {
  return typeof value === "object" && value.kind === "long" ? 0 : fieldText(value).length;
}

/** The end of the part of a value that is compared and shown: its own end, unless it is very long. */
export function shownEnd(source: Source, from: number, to: number, coding: Coding): number {
  return firstPieceEnd(source, { from, to, coding }, maxValueText);
}

/** A name; a very long one is reduced to its beginning and enough to distinguish it from others. */
export function nameText(source: Source, from: number, to: number, decode = (text: string): string => text): string {
  if (to - from <= maxNameBytes) return decode(source.text(from, to));
  let sum = 0x811c9dc5;
  for (const byte of source.part(from, to)) sum = Math.imul(sum ^ byte, 0x01000193);
  const end = firstPieceEnd(source, { from, to, coding: "json" }, 200);
  const code = (sum >>> 0).toString(16).padStart(8, "0");
  return `${decode(source.text(from, end))}… (${number(to - from)} bytes, ${code})`;
}

/** The fields of a JSON record that is too long to be read as one text. */
export function longJsonFields(source: Source, start: number, behind: number): Field[] {
  const end = Math.min(behind, source.load(start, behind)) - source.base;
  const { bytes, base } = source;
  const walker = new JsonWalker();
  const fields: Field[] = [];
  let at = skipBlanks(bytes, start - base + 1, end);
  while (bytes[at] === 34 && at < end && fields.length < maxFields) {
    const keyEnd = walker.string(bytes, at, end, true);
    if (keyEnd < 0) return lenientFields(source, start, end + base);
    const keyStart = at;
    at = skipBlanks(bytes, skipBlanks(bytes, keyEnd, end) + 1, end);
    walker.start(at);
    const valueEnd = walker.walk(bytes, end, true);
    if (valueEnd < 0) return lenientFields(source, start, end + base);
    const key = nameText(source, base + keyStart + 1, base + keyEnd - 1, unescapeJson);
    fields.push({ key, value: jsonValueAt(source, base + at, base + valueEnd, bytes[at] as number) });
    // Reading a value may have loaded other bytes.
    source.load(start, end + base);
    at = skipBlanks(bytes, valueEnd, end);
    if (bytes[at] === 44) at = skipBlanks(bytes, at + 1, end);
  }
  return fields;
}

function jsonValueAt(source: Source, from: number, to: number, first: number): FieldValue {
  if (first === 34) return valueAt(source, { from: from + 1, to: to - 1, coding: "json" }, "text");
  const isNested = first === 91 || first === 123;
  return valueAt(source, { from, to, coding: "raw" }, isNested ? "nested" : "literal");
}

/** The fields of a record that is not valid JSON. */
function lenientFields(source: Source, start: number, end: number): Field[] {
  const { bytes, base } = source;
  const reader = new LenientJson();
  if (reader.read(bytes, start - base, end - base, true) < 0) return [];
  return reader.members.map((member) => {
    const key = nameText(source, base + member.keyStart, base + member.keyEnd, (text) => fieldText(lenientValue(text)));
    const [from, to] = [base + member.start, base + member.end];
    if (to - from <= maxReadyValue) return { key, value: lenientValue(source.text(from, to)) };
    const first = source.byteAt(from);
    // A long value that opens with a bracket is not checked: it is shown as sent.
    if (first !== 34 && first !== 39) return { key, value: valueAt(source, { from, to, coding: "raw" }, "text") };
    return { key, value: valueAt(source, { from: from + 1, to: to - 1, coding: "json" }, "text") };
  });
}

/** An entry of a list that is not a record. */
export function longStray(source: Source, start: number, end: number): FieldValue {
  return valueAt(source, { from: start, to: end, coding: "raw" }, "text");
}

/** The fields of an element that is too long to be read as one text. */
export function longXmlFields(source: Source, start: number, behind: number): Field[] {
  const end = Math.min(behind, source.load(start, behind)) - source.base;
  const { bytes, base } = source;
  return xmlFieldsAt(bytes, start - base, end, {
    keyOf: (from, to) => nameText(source, base + from, base + to),
    valueOf: (from, to, isNested) =>
      valueAt(
        source,
        { from: base + from, to: base + to, coding: isNested ? "raw" : "xml" },
        isNested ? "nested" : "text",
      ),
  }).map(({ key, value }) => ({ key, value }));
}

/** A cell of a long row of CSV. */
export interface LongCell {
  readonly value: FieldValue;
  readonly ambiguous: boolean;
  /** The range of the whole cell, including quotes. */
  readonly from: number;
  readonly to: number;
}

export function longCsvCells(source: Source, start: number, behind: number, reading: CsvReading): LongCell[] {
  const end = Math.min(behind, source.load(start, behind)) - source.base;
  const { bytes, base } = source;
  const scanner = new CsvScanner(reading);
  const cells: LongCell[] = [];
  for (let at = start - base; cells.length < maxFields; at = scanner.next) {
    scanner.cell(bytes, at, end, true);
    const { quoted, ambiguous } = scanner;
    const closed = quoted && bytes[scanner.end] === 34 && scanner.end < end;
    const coding = !quoted ? "raw" : reading.escape;
    const value = valueAt(source, { from: base + scanner.start, to: base + scanner.end, coding }, "text");
    cells.push({ value, ambiguous, from: base + at, to: base + scanner.end + (closed ? 1 : 0) });
    if (scanner.lastOfRow) break;
  }
  return cells;
}
