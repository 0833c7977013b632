import type { CopyRequest } from "#shared/documents.ts";
import type { ExportFormat } from "#shared/exporting.ts";
import { escapeCsv } from "#shared/formats/csv-dialect.ts";
import { fieldPieces, fieldText, type Field, type FieldValue, type RecordFormat } from "#shared/formats/field.ts";
import { looksLikeFormula } from "#shared/formats/spreadsheet.ts";
import { escapeJson, isWrittenAsText, jsonValue } from "#shared/formats/write-json.ts";
import { escapeXmlText, xmlName } from "#shared/formats/xml-text.ts";

/** Writes a record that is too long for one text: the same characters as for any other record, in pieces. */
export type LongWriter = (values: readonly (FieldValue | undefined)[], isLast: boolean) => Iterable<string>;

/** What a writer of records knows about the table. */
interface WrittenTable {
  readonly keys: readonly string[];
  readonly from: RecordFormat;
  readonly guardFormulas: boolean;
  /** Names of the elements of a record in XML. */
  readonly child: string;
  readonly names: ReadonlyMap<string, string>;
}

export function longWriter(as: CopyRequest["as"] | Exclude<ExportFormat, "served">, table: WrittenTable): LongWriter {
  switch (as) {
    case "csv":
      return csvPieces;
    case "tsv":
      return (values) => separatedPieces(values, { separator: "\t", ending: "\n", guard: true, quoted: /["\t\r\n]/ });
    case "spreadsheet": {
      const rules = { separator: ",", ending: "\r\n", guard: table.guardFormulas, quoted: /[",\r\n]/ };
      return (values) => separatedPieces(values, rules);
    }
    case "cells":
      return cellsPieces;
    case "json":
      return (values, isLast) => jsonPieces(fieldsOf(values, table), table.from, isLast);
    case "xml":
      return (values) => xmlPieces(fieldsOf(values, table), table);
    case "xlsx":
      // None of its cells has more than 32,767 characters; that was checked before.
      return () => [];
  }
}

/** In a format that has neither, null and missing values are written empty. */
export function plainPieces(value: FieldValue | undefined): Iterable<string> {
  return value === undefined || (typeof value === "object" && value.kind === "null") ? [] : fieldPieces(value);
}

function fieldsOf(values: readonly (FieldValue | undefined)[], { keys }: WrittenTable): Field[] {
  return values.flatMap((value, index) => (value === undefined ? [] : [{ key: keys[index] ?? "", value }]));
}

function* csvPieces(values: readonly (FieldValue | undefined)[]): Generator<string> {
  for (const [index, value] of values.entries()) {
    yield index > 0 ? '|"' : '"';
    for (const piece of plainPieces(value)) yield escapeCsv(piece);
    yield '"';
  }
  yield "\r\n";
}

interface Separated {
  readonly separator: string;
  readonly ending: string;
  readonly guard: boolean;
  /** Matches the cells that need quotes. */
  readonly quoted: RegExp;
}

function* separatedPieces(values: readonly (FieldValue | undefined)[], rules: Separated): Generator<string> {
  let isEmpty = values.length === 1;
  for (const [index, value] of values.entries()) {
    if (index > 0) yield rules.separator;
    let isQuoted = false;
    for (const piece of plainPieces(value)) {
      if (piece !== "") isEmpty = false;
      if (rules.quoted.test(piece)) {
        isQuoted = true;
        break;
      }
    }
    if (isQuoted) yield '"';
    // Its beginning shows whether a spreadsheet would evaluate it.
    if (rules.guard && value !== undefined && looksLikeFormula(fieldText(value))) yield "'";
    for (const piece of plainPieces(value)) yield isQuoted ? piece.replaceAll('"', '""') : piece;
    if (isQuoted) yield '"';
  }
  if (isEmpty && rules.separator === ",") yield '""';
  yield rules.ending;
}

function* cellsPieces(values: readonly (FieldValue | undefined)[], isLast: boolean): Generator<string> {
  for (const [index, value] of values.entries()) {
    yield index > 0 ? ',"' : '["';
    for (const piece of plainPieces(value)) yield escapeJson(piece);
    yield '"';
  }
  yield isLast ? "]" : "],";
}

function* jsonPieces(fields: readonly Field[], from: RecordFormat, isLast: boolean): Generator<string> {
  const close = isLast ? "}\n" : "},\n";
  if (fields.length === 0) {
    yield ` {${close}`;
    return;
  }
  yield " {\n";
  for (const [index, { key, value }] of fields.entries()) {
    yield `  ${JSON.stringify(key)}:`;
    if (typeof value === "string" || value.kind !== "long") yield jsonValue(value, from);
    else if (isWrittenAsText(value, from)) {
      yield '"';
      for (const piece of value.pieces()) yield escapeJson(piece);
      yield '"';
    } else yield* value.pieces();
    yield index < fields.length - 1 ? ",\n" : "\n";
  }
  yield ` ${close}`;
}

function* xmlPieces(fields: readonly Field[], { from, child, names }: WrittenTable): Generator<string> {
  if (fields.length === 0) {
    yield ` <${child}></${child}>\n`;
    return;
  }
  yield ` <${child}>\n`;
  for (const { key, value } of fields) {
    const isNested =
      typeof value === "object" && (value.kind === "nested" || (value.kind === "long" && value.of === "nested"));
    if (isNested && from === "xml") {
      yield "  ";
      yield* fieldPieces(value);
      yield "\n";
    } else {
      const name = names.get(key) ?? xmlName(key);
      yield `  <${name}>`;
      for (const piece of plainPieces(value)) yield escapeXmlText(piece);
      yield `</${name}>\n`;
    }
  }
  yield ` </${child}>\n`;
}
