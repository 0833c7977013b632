import type { CodeFormat } from "#shared/documents.ts";
import { envelopeOf } from "#shared/formats/envelope.ts";
import { csvSourceTokens, csvTokens } from "#shared/formats/write-csv.ts";
import { closeTag, xmlDeclaration } from "#shared/formats/write-xml.ts";
import { CsvRecords } from "./csv-records.ts";
import { JsonPrinter } from "./json-printer.ts";
import {
  fixedBlock,
  joinedBlocks,
  PrintedBlock,
  rawBlock,
  RawBlock,
  type Line,
  type LineBlock,
} from "./line-blocks.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Printer } from "./printer.ts";
import { convertedWriter, RecordLines, servedCsvWriter, servedWriter } from "./record-lines.ts";
import type { Records } from "./records.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";
import { XmlPrinter } from "./xml-printer.ts";

const nothing = fixedBlock([]);

/** A run of lines that follows the previous span, and the bytes that the lines show. */
export interface Span {
  readonly lines: number;
  readonly start: number;
  readonly end: number;
  readonly layout: "raw" | "json" | "xml";
}

interface Parts {
  readonly converted: boolean;
  readonly head: LineBlock;
  readonly records: RecordLines | null;
  readonly tail: LineBlock;
  /** Counts the lines of all parts, in their order. */
  readonly counting: () => Task<void>;
  /** Which lines show which bytes, once all are counted. */
  readonly spans?: ((this: void) => readonly Span[]) | undefined;
}

/**
 * All lines of one code view: what precedes the records, the records, and what follows them. Counting the lines takes a
 * pass over a body that is not a regular list, so it is done in steps, and the lines counted so far can be read.
 */
export class CodeView {
  readonly converted: boolean;
  readonly head: LineBlock;
  readonly records: RecordLines | null;
  /** The number of lines is final. */
  counted = false;
  /**
   * Which lines show which bytes, once all are counted. Empty for converted views and CSV, where values are compared
   * instead.
   */
  readonly spans: (this: void) => readonly Span[];
  private readonly behind: LineBlock;
  private readonly counting: Task<void>;

  constructor({ converted, head, records, tail, counting, spans }: Parts) {
    this.converted = converted;
    this.head = head;
    this.records = records;
    this.behind = tail;
    this.counting = counting();
    this.spans = spans ?? (() => []);
  }

  /** What follows the records is available once all of them are counted. */
  get tail(): LineBlock {
    return this.records?.counted === false ? nothing : this.behind;
  }

  /** Counts one step further; several tasks may call this in turn. */
  advance(): void {
    if (!this.counted && this.counting.next().done === true) this.counted = true;
  }

  *count(): Task<void> {
    while (!this.counted) {
      this.advance();
      yield;
    }
  }
}

/** A view that consists of one block, already counted or counted by `counting`. */
export function plainView(
  head: LineBlock,
  counting: () => Task<void>,
  spans?: (this: void) => readonly Span[],
): CodeView {
  return new CodeView({ converted: false, head, records: null, tail: nothing, counting, spans });
}

/**
 * Creates a view whose lines are still to be counted: by arithmetic for a regular list, otherwise by a pass over the
 * body.
 */
export function buildView(document: OpenDocument, as: CodeFormat): CodeView {
  const { source, raw, records, table } = document;
  if (as === "raw") {
    const spans = (): Span[] => [{ lines: raw.lines, start: 0, end: source.length, layout: "raw" }];
    return plainView(raw, () => raw.count(source.length, true), spans);
  }
  if (records?.format === as) return servedView(document, records);
  if (table === null) {
    return new CodeView({ converted: true, head: notConvertible(as), records: null, tail: nothing, *counting() {} });
  }
  return convertedView(table, as);
}

function notConvertible(as: CodeFormat): LineBlock {
  return fixedBlock([[["meta", `Only a list of records can be shown as ${as.toUpperCase()}.`]]]);
}

function convertedView(table: Records, as: Exclude<CodeFormat, "raw">): CodeView {
  const records = new RecordLines(convertedWriter(table, as), table);
  const counting = (): Task<void> => records.countAll();
  const { root } = envelopeOf(table.columns.keys);
  const between = (head: LineBlock, tail: LineBlock): CodeView =>
    new CodeView({ converted: true, head, records, tail, counting });
  switch (as) {
    case "json":
      return between(fixedBlock([[["punct", "["]]]), fixedBlock([[["punct", "]"]]]));
    case "xml": {
      const opening: LineBlock = fixedBlock([
        [["meta", xmlDeclaration]],
        [
          ["punct", "<"],
          ["key", root],
          ["plain", " version="],
          ["string", '"1.0"'],
          ["punct", ">"],
        ],
      ]);
      return between(opening, fixedBlock([closeTag(root, "")]));
    }
    case "csv":
      return between(fixedBlock([csvTokens(table.columns.keys, "key")]), nothing);
  }
}

/** The body in its own format, laid out; from the point where it breaks, the rest is shown unchanged. */
function servedView(document: OpenDocument, records: Records): CodeView {
  const { source } = document;
  const { list } = records;
  const start = document.detection?.start ?? 0;
  const noise = noiseOf(document);
  const sound = records.problem?.offset ?? source.length;
  const rest = new RawBlock(source, sound);
  if (records instanceof CsvRecords) {
    const lines = new RecordLines(servedCsvWriter(source, records), records);
    return new CodeView({
      converted: false,
      head: joinedBlocks([noise, headerOf(source, records)]),
      records: lines,
      tail: rest,
      *counting() {
        yield* lines.countAll();
        yield* rest.count(source.length, true);
      },
    });
  }
  const { format } = records;
  const printer = printerOf(records, source);
  const spans = (inside: number): Span[] => [
    { lines: noise.lines, start: document.detection?.mark ?? 0, end: start, layout: "raw" },
    { lines: inside, start, end: sound, layout: format === "json" ? "json" : "xml" },
    { lines: rest.lines, start: sound, end: source.length, layout: "raw" },
  ];
  if (list.count === 0) {
    const whole = new PrintedBlock(printer, start, sound, 0);
    return new CodeView({
      converted: false,
      head: joinedBlocks([noise, whole]),
      records: null,
      tail: rest,
      *counting() {
        yield* whole.count();
        yield* rest.count(source.length, true);
      },
      spans: () => spans(whole.lines),
    });
  }
  const head = new PrintedBlock(printer, start, list.start(0), 0);
  const lines = new RecordLines(servedWriter(source, records, printer), records);
  const tail = new PrintedBlock(printer, list.behind, Math.max(list.behind, sound), 1);
  return new CodeView({
    converted: false,
    head: joinedBlocks([noise, head]),
    records: lines,
    tail: joinedBlocks([tail, rest]),
    *counting() {
      yield* head.count();
      yield* lines.countAll();
      yield* tail.count();
      yield* rest.count(source.length, true);
    },
    spans: () => spans(head.lines + lines.linesBefore(lines.count) + tail.lines),
  });
}

/** What precedes the content: shorter than the detection window, so it is counted synchronously. */
function noiseOf({ source, detection }: OpenDocument): RawBlock {
  return rawBlock(source, detection?.mark ?? 0, detection?.start ?? 0);
}

/**
 * The first `count` records of a body that is still arriving, in their final layout. They are complete, and what
 * follows the last of them, such as its comma, has arrived.
 */
export function arrivingView(document: OpenDocument, records: Records, count: number): CodeView {
  const { source, detection } = document;
  const noise = noiseOf(document);
  if (records instanceof CsvRecords) {
    const lines = new RecordLines(servedCsvWriter(source, records), records, count);
    const head = joinedBlocks([noise, headerOf(source, records)]);
    return new CodeView({ converted: false, head, records: lines, tail: nothing, counting: () => lines.countAll() });
  }
  const printer = printerOf(records, source);
  const opening = new PrintedBlock(printer, detection?.start ?? 0, records.list.start(0), 0);
  const lines = new RecordLines(servedWriter(source, records, printer), records, count);
  return new CodeView({
    converted: false,
    head: joinedBlocks([noise, opening]),
    records: lines,
    tail: nothing,
    *counting() {
      yield* opening.count();
      yield* lines.countAll();
    },
  });
}

function headerOf(source: Source, { headerSources, headerBounds, reading }: CsvRecords): LineBlock {
  if (headerSources === null) {
    return headerBounds === null ? nothing : rawBlock(source, headerBounds.start, headerBounds.end);
  }
  return fixedBlock(headerSources.length === 0 ? [] : [csvSourceTokens(headerSources, "key", reading.delimiter)]);
}

function printerOf({ format }: Records, source: Source): Printer {
  return format === "json" ? new JsonPrinter(source) : new XmlPrinter(source);
}

/** What is needed to read a view from end to end, once its lines are counted. */
export type WholeView = Pick<CodeView, "head" | "records" | "tail" | "spans">;

/**
 * Complete lines of the unfolded text, starting at line `from`; at most `count`, fewer where a part of the view ends.
 */
export function linesOfView({ head, records, tail }: WholeView, from: number, count: number): Line["tokens"][] {
  if (from < head.lines) return head.read(from, count).map(({ tokens }) => tokens);
  const inRecords = records?.linesBefore(records.count) ?? 0;
  const inside = from - head.lines;
  if (records === null || inside >= inRecords) return tail.read(inside - inRecords, count).map(({ tokens }) => tokens);
  const lines: Line["tokens"][] = [];
  for (let record = records.recordAt(inside); lines.length < count && record < records.count; record++) {
    const skipped = lines.length === 0 ? inside - records.linesBefore(record) : 0;
    for (const line of records.read(record, skipped, count - lines.length)) lines.push(line);
  }
  return lines;
}
