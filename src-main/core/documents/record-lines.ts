import type { CodeFormat } from "#shared/documents.ts";
import { addText, type Tokens } from "#shared/formats/code-tokens.ts";
import { envelopeOf } from "#shared/formats/envelope.ts";
import { isBlank } from "#shared/formats/scan.ts";
import { csvSourceTokens, csvValueTokens } from "#shared/formats/write-csv.ts";
import { foldedJson, jsonRecordLines } from "#shared/formats/write-json.ts";
import { foldedXml, xmlRecordLines } from "#shared/formats/write-xml.ts";
import { xmlNames } from "#shared/formats/xml-text.ts";
import type { CsvRecords } from "./csv-records.ts";
import { lineOf, PrintedBlock, RawBlock, type Line, type LineBlock } from "./line-blocks.ts";
import type { Printer } from "./printer.ts";
import { mark } from "./record-list.ts";
import type { Records } from "./records.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";

/** A record on one line, and how many of its fields are not on it. */
export interface FoldedRecord {
  readonly line: Tokens;
  readonly hiddenFields: number;
}

/** How the records of one view are made. */
interface RecordWriter {
  readonly regularLines: number;
  linesOf(record: number): number;
  read(record: number): Tokens[];
  fold(record: number): FoldedRecord | null;
  /** A long record, whose lines are counted and read like those of a whole body; null for any other record. */
  block?(record: number): CountedBlock | null;
}

interface CountedBlock extends LineBlock {
  readonly counting: Task<void>;
  /** The record is shown as it was sent. */
  readonly isRaw: boolean;
}

/** Lines of a long record that are made at once. */
const maxLinesRead = 16_384;

/** Lines that a step of counting looks at; regular records are counted by arithmetic. */
const linesAtOnce = 256;
const recordsAtOnce = 65_536;

/** The lines of all records of one view. */
export class RecordLines {
  /** Records whose lines are counted: all of them in the end. */
  count = 0;
  private readonly writer: RecordWriter;
  private readonly records: Records;
  private readonly total: number;
  /** Lines before each record, from the first on that has not as many as a regular one. */
  private before: Float64Array | null = null;
  private readonly blocks = new Map<number, CountedBlock>();

  /** `total`: of the first records only, while more are arriving. */
  constructor(writer: RecordWriter, records: Records, total = records.list.count) {
    this.writer = writer;
    this.records = records;
    this.total = total;
  }

  get counted(): boolean {
    return this.count >= this.total;
  }

  *countAll(): Task<void> {
    const { list } = this.records;
    const { regularLines } = this.writer;
    while (!this.counted) {
      let lines = 0;
      for (let records = 0; !this.counted && lines < linesAtOnce && records < recordsAtOnce; records++) {
        const isRegular = list.marksOf(this.count) === 0;
        const block = isRegular ? null : this.blockOf(this.count);
        if (block !== null) yield* block.counting;
        const own = isRegular ? regularLines : (block?.lines ?? this.writer.linesOf(this.count));
        if (!isRegular) lines += own;
        this.add(own);
      }
      yield;
    }
  }

  private add(lines: number): void {
    const { regularLines } = this.writer;
    if (this.before === null && lines !== regularLines) {
      this.before = Float64Array.from({ length: this.total + 1 }, (_, index) =>
        index <= this.count ? index * regularLines : 0,
      );
    }
    if (this.before !== null) this.before[this.count + 1] = (this.before[this.count] as number) + lines;
    this.count++;
  }

  /** How many lines stand before a record; for `count` how many there are. */
  linesBefore(record: number): number {
    return this.before === null ? record * this.writer.regularLines : (this.before[record] as number);
  }

  /** The record that a line belongs to. */
  recordAt(line: number): number {
    return recordAtLine(line, this.count, (record) => this.linesBefore(record));
  }

  /** The lines of a record from a line on; of a long record, at most `maxLinesRead` of them. */
  read(record: number, from = 0, count = maxLinesRead): Tokens[] {
    const block = this.blockOf(record);
    if (block !== null) return block.read(from, Math.min(count, maxLinesRead)).map(({ tokens }) => tokens);
    const lines = this.writer.read(record);
    return from === 0 && count >= lines.length ? lines : lines.slice(from, from + count);
  }

  /** The same, and which lines continue in the next one. */
  readLines(record: number, from: number, count: number): Line[] {
    return this.blockOf(record)?.read(from, count) ?? this.read(record, from, count).map(lineOf);
  }

  /** The lines of a record that has too many or too long ones to be read together; they are counted in order. */
  blockOf(record: number): CountedBlock | null {
    if (!this.records.list.isLong(record)) return null;
    const known = this.blocks.get(record);
    if (known !== undefined) return known;
    const block = this.writer.block?.(record) ?? null;
    if (block !== null) this.blocks.set(record, block);
    return block;
  }

  /** null when the record has one line anyway. */
  fold(record: number): FoldedRecord | null {
    const block = this.blockOf(record);
    if (block === null) return this.writer.fold(record);
    if (block.lines <= 1) return null;
    const lines = [...block.read(0, 2), ...block.read(Math.max(2, block.lines - 1), 1)].map(({ tokens }) => tokens);
    if (block.isRaw) return folded(lines[0] ?? [], this.records.fields(record).length);
    return foldServed(this.records, record, lines);
  }
}

/** The last record that starts at or before a line, where `linesBefore` tells how many lines stand before a record. */
export function recordAtLine(line: number, count: number, linesBefore: (record: number) => number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (linesBefore(middle) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

function linesOfFields(fields: number): number {
  return fields === 0 ? 1 : fields + 2;
}

function folded(line: Tokens, fields: number): FoldedRecord {
  return { line, hiddenFields: Math.max(0, fields - 1) };
}

/** Records as JSON, XML or CSV written by us. */
export function convertedWriter(records: Records, as: Exclude<CodeFormat, "raw">): RecordWriter {
  const { format: from } = records;
  const regularLines = linesOfFields(records.regularColumns);
  const linesOf = (record: number): number => linesOfFields(records.fields(record).length);
  const isLast = (record: number): boolean => record === records.list.count - 1;
  switch (as) {
    case "json":
      return {
        regularLines,
        linesOf,
        read: (record) => jsonRecordLines(records.fields(record), from, isLast(record)),
        fold(record) {
          const fields = records.fields(record);
          return fields.length === 0 ? null : folded(foldedJson(fields, from, isLast(record)), fields.length);
        },
      };
    case "xml": {
      const { child } = envelopeOf(records.columns.keys);
      const names = xmlNames(records.columns.keys);
      return {
        regularLines,
        linesOf,
        read: (record) => xmlRecordLines(records.fields(record), from, child, names),
        fold(record) {
          const fields = records.fields(record);
          return fields.length === 0 ? null : folded(foldedXml(fields, from, child, names), fields.length);
        },
      };
    }
    case "csv":
      return oneLiner((record) => csvValueTokens(records.columns.spread(records.fields(record))));
  }
}

function oneLiner(line: (record: number) => Tokens): RecordWriter {
  return { regularLines: 1, linesOf: () => 1, read: (record) => [line(record)], fold: () => null };
}

/** Rows of CSV as they were served. */
export function servedCsvWriter(source: Source, records: CsvRecords): RecordWriter {
  const writer = oneLiner((record) =>
    csvSourceTokens(
      records.cells(record).map((cell) => cell.source),
      "string",
      records.reading.delimiter,
    ),
  );
  return { ...writer, block: (record) => rawRecord(source, records, record) };
}

/** A long record that is shown as it was sent, without the line ending after it. */
function rawRecord(source: Source, records: Records, record: number): CountedBlock {
  const { start, end } = records.bounds(record);
  let behind = end;
  while (behind > start && isBlank(source.byteAt(behind - 1))) behind--;
  const block = new RawBlock(source, start);
  return withCounting(block, block.count(behind, true), true);
}

function withCounting(block: LineBlock, counting: Task<void>, isRaw: boolean): CountedBlock {
  return {
    isRaw,
    get lines() {
      return block.lines;
    },
    read: (from, count) => block.read(from, count),
    counting,
  };
}

/** Records of JSON or XML as they were served, laid out by a printer. */
export function servedWriter(source: Source, records: Records, printer: Printer): RecordWriter {
  const converted = convertedWriter(records, records.format);
  const sentLines = (record: number): Tokens[] | null => records.sentText?.(record)?.split("\n").map(sentLine) ?? null;
  const stand = (record: number): void => {
    const { start, end } = records.bounds(record);
    printer.at = start;
    printer.depth = 1;
    printer.end = end;
  };
  const read = (record: number): Tokens[] => {
    const sent = sentLines(record);
    if (sent !== null) return sent;
    stand(record);
    const lines: Tokens[] = [];
    for (let line: Tokens = []; printer.next(line); line = []) lines.push(line);
    return lines;
  };
  return {
    regularLines: converted.regularLines,
    linesOf(record) {
      const sent = sentLines(record);
      if (sent !== null) return sent.length;
      stand(record);
      let lines = 0;
      while (printer.next(null)) lines++;
      return lines;
    },
    read,
    block(record) {
      if ((records.list.marksOf(record) & (mark.stray | mark.flawed)) !== 0) return rawRecord(source, records, record);
      const { start, end } = records.bounds(record);
      const block = new PrintedBlock(printer, start, end, 1);
      return withCounting(block, block.count(), false);
    },
    fold(record) {
      const lines = read(record);
      if (lines.length === 1) return null;
      if (sentLines(record) === null) return foldServed(records, record, lines);
      return folded(lines[0] ?? [], records.fields(record).length);
    },
  };
}

/** A line of a record that is shown as it was sent; the first one is to the right as that of all records is. */
function sentLine(text: string, index: number): Tokens {
  const line: Tokens = index === 0 ? [["plain", " "]] : [];
  addText(line, "plain", text);
  return line;
}

/** Opening line, first field and closing line of a served record drawn together, in the source's own tokens. */
function foldServed(records: Records, record: number, lines: readonly Tokens[]): FoldedRecord {
  const fields = records.fields(record).length;
  const [opening = [], first = []] = lines;
  const closing = lines.at(-1) ?? [];
  const json = records.format === "json";
  const line: Tokens = opening.map(([kind, text]) => [kind, json ? `${text} ` : text]);
  const [[kind, indented] = ["plain", ""] as const, ...rest] = first;
  if (indented.trim() !== "") line.push([kind, indented.trimStart()]);
  for (const token of rest) line.push(token);
  const last = line.at(-1);
  if (json && last?.[0] === "punct" && last[1] === ",") line[line.length - 1] = ["punct", ", "];
  if (json)
    line.push([
      "punct",
      ` ${closing
        .map(([, text]) => text)
        .join("")
        .trim()}`,
    ]);
  else
    line.push([
      "punct",
      closing
        .map(([, text]) => text)
        .join("")
        .trim(),
    ]);
  return folded(line, fields);
}
