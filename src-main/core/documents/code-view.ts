import type { CodeFormat } from "#shared/documents.ts";
import { envelopeOf } from "#shared/formats/envelope.ts";
import { csvSourceTokens, csvTokens } from "#shared/formats/write-csv.ts";
import { closeTag, xmlDeclaration } from "#shared/formats/write-xml.ts";
import { CsvRecords } from "./csv-records.ts";
import { JsonPrinter } from "./json-printer.ts";
import { fixedBlock, joinedBlocks, printedBlock, rawBlock, type LineBlock } from "./line-blocks.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Printer } from "./printer.ts";
import { convertedWriter, recordLines, servedCsvWriter, servedWriter, type RecordLines } from "./record-lines.ts";
import type { Records } from "./records.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";
import { XmlPrinter } from "./xml-printer.ts";

/** All lines of one code view: what stands before the records, the records, what stands behind them. */
export interface CodeView {
  readonly converted: boolean;
  readonly head: LineBlock;
  readonly records: RecordLines | null;
  readonly tail: LineBlock;
}

const nothing = fixedBlock([]);

/** Builds a view: for a regular list by arithmetic, elsewhere by one pass that counts lines. */
export function* buildView(document: OpenDocument, as: CodeFormat): Task<CodeView> {
  const { source, records, table } = document;
  if (as === "raw") {
    return { converted: false, head: yield* rawBlock(source, 0, source.length), records: null, tail: nothing };
  }
  if (records?.format === as) return yield* servedView(document, records);
  if (table === null) return { converted: true, head: notConvertible(as), records: null, tail: nothing };
  return yield* convertedView(table, as);
}

function notConvertible(as: CodeFormat): LineBlock {
  return fixedBlock([[["meta", `Only a list of records can be shown as ${as.toUpperCase()}.`]]]);
}

function* convertedView(table: Records, as: Exclude<CodeFormat, "raw">): Task<CodeView> {
  const records = yield* recordLines(convertedWriter(table, as), table);
  const { root } = envelopeOf(table.columns.keys);
  switch (as) {
    case "json":
      return { converted: true, head: fixedBlock([[["punct", "["]]]), records, tail: fixedBlock([[["punct", "]"]]]) };
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
      return { converted: true, head: opening, records, tail: fixedBlock([closeTag(root, "")]) };
    }
    case "csv":
      return { converted: true, head: fixedBlock([csvTokens(table.columns.keys, "key")]), records, tail: nothing };
  }
}

/** The body itself laid out; from where it breaks on, the rest stands below as it is. */
function* servedView(document: OpenDocument, records: Records): Task<CodeView> {
  const { source, detection } = document;
  const { list } = records;
  const noise = yield* noiseOf(document);
  const sound = records.problem?.offset ?? source.length;
  const rest = yield* rawBlock(source, sound, source.length);
  const start = detection?.start ?? 0;
  if (records instanceof CsvRecords) {
    return {
      converted: false,
      head: joinedBlocks([noise, headerOf(records)]),
      records: yield* recordLines(servedCsvWriter(records), records),
      tail: rest,
    };
  }
  const printer = printerOf(records, source);
  if (list.count === 0) {
    const whole = yield* printedBlock(printer, start, sound, 0);
    return { converted: false, head: joinedBlocks([noise, whole]), records: null, tail: rest };
  }
  const behind = records.bounds(list.count - 1).end;
  const head = yield* printedBlock(printer, start, list.start(0), 0);
  const tail = yield* printedBlock(printer, behind, Math.max(behind, sound), 1);
  return {
    converted: false,
    head: joinedBlocks([noise, head]),
    records: yield* recordLines(servedWriter(records, printer), records),
    tail: joinedBlocks([tail, rest]),
  };
}

/**
 * The first `count` records of a body that is still arriving, laid out as they will stay. They are whole, and what
 * follows the last of them is there: its comma, say.
 */
export function* arrivingView(document: OpenDocument, records: Records, count: number): Task<CodeView> {
  const { source, detection } = document;
  const noise = yield* noiseOf(document);
  if (records instanceof CsvRecords) {
    const head = joinedBlocks([noise, headerOf(records)]);
    return {
      converted: false,
      head,
      records: yield* recordLines(servedCsvWriter(records), records, count),
      tail: nothing,
    };
  }
  const printer = printerOf(records, source);
  const opening = yield* printedBlock(printer, detection?.start ?? 0, records.list.start(0), 0);
  return {
    converted: false,
    head: joinedBlocks([noise, opening]),
    records: yield* recordLines(servedWriter(records, printer), records, count),
    tail: nothing,
  };
}

function noiseOf({ source, detection }: OpenDocument): Task<LineBlock> {
  return rawBlock(source, detection?.mark ?? 0, detection?.start ?? 0);
}

function headerOf({ headerSources }: CsvRecords): LineBlock {
  return fixedBlock(headerSources.length === 0 ? [] : [csvSourceTokens(headerSources, "key")]);
}

function printerOf({ format }: Records, source: Source): Printer {
  return format === "json" ? new JsonPrinter(source) : new XmlPrinter(source);
}
