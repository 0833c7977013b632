import type { CopyRequest } from "#shared/documents.ts";
import type { ExportFormat } from "#shared/exporting.ts";
import { lineSource, type Tokens } from "#shared/formats/code-tokens.ts";
import { writeCsvLine } from "#shared/formats/csv-dialect.ts";
import { envelopeOf } from "#shared/formats/envelope.ts";
import { fieldText, type FieldValue } from "#shared/formats/field.ts";
import {
  columnLetters,
  sheetBegin,
  sheetEnd,
  sheetHeaders,
  sheetRow,
  sheetWidths,
  type SheetHeading,
  type SheetShape,
} from "#shared/formats/sheet-xml.ts";
import { looksLikeFormula, spreadsheetLine, tabSeparatedLine } from "#shared/formats/spreadsheet.ts";
import { jsonRecordLines } from "#shared/formats/write-json.ts";
import { xmlDeclaration, xmlRecordLines } from "#shared/formats/write-xml.ts";
import { hasUnwritable, xmlNames } from "#shared/formats/xml-text.ts";
import { ChosenValues, type ChosenTable } from "./chosen-values.ts";
import { longWriter, plainPieces, type LongWriter } from "./long-writers.ts";
import type { Records } from "./records.ts";
import type { Altered } from "./worker-protocol.ts";

/** Records looked at to choose the widths of a sheet's columns. */
const sampled = 50;

/** Writes chosen columns of a query's records as text: what stands before, one piece per record, what stands behind. */
export interface TableWriter {
  begin(): string;
  /** The record at this position of the query. */
  record(position: number): string;
  /** A record that is too long to be one text, piece by piece; null for any other one. */
  pieces(position: number): Iterable<string> | null;
  end(): string;
  /** So far. */
  readonly altered: Altered;
}

interface TableToWrite extends ChosenTable {
  /** Nothing is written behind this position. */
  readonly last: number;
  readonly guardFormulas: boolean;
  /** Columns whose dates become dates of a workbook. */
  readonly dates?: readonly string[] | undefined;
  readonly heading?: SheetHeading | undefined;
}

type WrittenAs = CopyRequest["as"] | Exclude<ExportFormat, "served">;

/** A writer for records that fit into one text. */
type PlainWriter = Omit<TableWriter, "pieces">;

export function createTableWriter(as: WrittenAs, table: TableToWrite): TableWriter {
  const values = new ChosenValues(table);
  const writer = plainWriter(as, values, table);
  const { records, last, guardFormulas } = table;
  const { child } = envelopeOf(records.columns.keys);
  let write: LongWriter | null = null;
  let guarded = 0;
  let replaced = 0;
  return {
    begin: () => writer.begin(),
    record: (position) => writer.record(position),
    end: () => writer.end(),
    pieces(position) {
      const long = values.longValues(position);
      if (long === null) return null;
      write ??= longWriter(as, {
        keys: values.keys,
        from: records.format,
        guardFormulas,
        child,
        names: xmlNames(values.keys),
      });
      for (const value of long) {
        if (value === undefined) continue;
        if (guards(as, guardFormulas) && looksLikeFormula(fieldText(value))) guarded++;
        if (isReplaced(as, value)) replaced++;
      }
      return write(long, position === last);
    },
    get altered() {
      const { altered } = writer;
      return { ...altered, guarded: altered.guarded + guarded, replaced: altered.replaced + replaced };
    },
  };
}

function guards(as: WrittenAs, guardFormulas: boolean): boolean {
  return as === "tsv" || (as === "spreadsheet" && guardFormulas);
}

/** Whether a format cannot hold some character of a value. */
function isReplaced(as: WrittenAs, value: FieldValue): boolean {
  if (as === "json" || as === "cells" || as === "xlsx") return false;
  for (const piece of plainPieces(value)) {
    if (as === "xml" ? hasUnwritable(piece) : loneSurrogate.test(piece)) return true;
  }
  return false;
}

function plainWriter(as: WrittenAs, values: ChosenValues, table: TableToWrite): PlainWriter {
  switch (as) {
    case "tsv":
      return textWriter(values, "", tabSeparatedLine, looksLikeFormula);
    case "cells":
      return cellsWriter(values, table.last);
    case "csv":
      return textWriter(values, csvLine(values.keys), csvLine, () => false);
    case "spreadsheet": {
      const line = (texts: readonly string[]): string => spreadsheetLine(texts, table.guardFormulas);
      // The byte order mark tells a spreadsheet that this is UTF-8.
      return textWriter(values, `\u{feff}${line(values.keys)}`, line, (text) =>
        table.guardFormulas ? looksLikeFormula(text) : false,
      );
    }
    case "json":
      return jsonWriter(values, table);
    case "xml":
      return xmlWriter(values, table.records);
    case "xlsx":
      return sheetWriter(values, table);
  }
}

/** A line of text for each record; half a surrogate pair has no UTF-8, so it becomes U+FFFD. */
function textWriter(
  values: ChosenValues,
  header: string,
  line: (texts: readonly string[]) => string,
  guards: (text: string) => boolean,
): PlainWriter {
  let guarded = 0;
  let replaced = 0;
  return {
    begin: () => header,
    record(position) {
      const texts = values.texts(position);
      for (const text of texts) {
        if (guards(text)) guarded++;
        if (loneSurrogate.test(text)) replaced++;
      }
      return line(texts);
    },
    end: () => "",
    get altered() {
      return { guarded, replaced };
    },
  };
}

const loneSurrogate = /\p{Surrogate}/u;
const unaltered: Altered = { guarded: 0, replaced: 0 };

function csvLine(texts: readonly string[]): string {
  return `${writeCsvLine(texts)}\r\n`;
}

function jsonWriter(values: ChosenValues, { records, last }: TableToWrite): PlainWriter {
  return {
    begin: () => "[\n",
    record: (position) => joined(jsonRecordLines(values.fields(position), records.format, position === last)),
    end: () => "]\n",
    altered: unaltered,
  };
}

/** Every cell as it is: what a separator, a guard or an encoding would alter is left to the reader. */
function cellsWriter(values: ChosenValues, last: number): PlainWriter {
  return {
    begin: () => "[",
    record: (position) => JSON.stringify(values.texts(position)) + (position === last ? "" : ","),
    end: () => "]",
    altered: unaltered,
  };
}

function xmlWriter(values: ChosenValues, records: Records): PlainWriter {
  const { root, child } = envelopeOf(records.columns.keys);
  const names = xmlNames(values.keys);
  let replaced = 0;
  let renamed = 0;
  return {
    begin() {
      for (const [key, name] of names) if (key !== name) renamed++;
      return `${xmlDeclaration}\n<${root} version="1.0">\n`;
    },
    record(position) {
      const fields = values.fields(position);
      for (const { value } of fields) if (hasUnwritable(fieldText(value))) replaced++;
      return joined(xmlRecordLines(fields, records.format, child, names));
    },
    end: () => `</${root}>\n`,
    get altered() {
      return renamed === 0 ? { guarded: 0, replaced } : { guarded: 0, replaced, renamed };
    },
  };
}

function sheetWriter(
  values: ChosenValues,
  { records, order, columns, dates = [], heading }: TableToWrite,
): PlainWriter {
  const rowCount = order.count;
  const wanted = new Set(dates);
  const names = columns.filter((name) => records.columns.names.includes(name));
  const dated = new Set(names.flatMap((name, column) => (wanted.has(name) ? [column] : [])));
  const headers = sheetHeaders(values.keys, dated);
  const letters = headers.map((_, column) => columnLetters(column));
  let undated = 0;
  const sheetDates = dated.size === 0 ? null : { columns: dated, onText: () => void undated++ };
  const shape = (widths: readonly number[]): SheetShape => ({
    headers,
    letters,
    rowCount,
    widths,
    dates: dated,
    ...(heading === undefined ? {} : { heading }),
  });
  return {
    begin() {
      const sample = Array.from({ length: Math.min(rowCount, sampled) }, (_, position) => values.texts(position));
      return sheetBegin(shape(sheetWidths(headers, sample)));
    },
    record: (position) => sheetRow(position + 2, values.texts(position), letters, undefined, sheetDates),
    end: () => sheetEnd(shape([])),
    get altered() {
      return undated === 0 ? unaltered : { ...unaltered, undated };
    },
  };
}

function joined(lines: readonly Tokens[]): string {
  return lines.map((line) => `${lineSource(line)}\n`).join("");
}
