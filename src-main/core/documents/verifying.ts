import { isUtf8 } from "node:buffer";
import type { VerifyRequest, VerifyResult } from "#shared/documents.ts";
import { lineSource } from "#shared/formats/code-tokens.ts";
import { readCsvRow } from "#shared/formats/csv-dialect.ts";
import { fieldText, type Field } from "#shared/formats/field.ts";
import { readJsonObject } from "#shared/formats/json-object.ts";
import { lenientValue, readLenientObject } from "#shared/formats/json-lenient.ts";
import { readXmlRecords } from "#shared/formats/xml-records.ts";
import { xmlName } from "#shared/formats/xml-text.ts";
import type { CodeView } from "./code-view.ts";
import { CsvRecords } from "./csv-records.ts";
import { straySource, trimmedJson } from "./json-entries.ts";
import type { OpenDocument } from "./open-document.ts";
import { mark } from "./record-list.ts";
import type { Records } from "./records.ts";
import { cutText } from "./rows.ts";
import { offsetOf, sentBatch, sentValues, type SentValue } from "./sent-values.ts";
import type { Source } from "./source.ts";
import { hexText } from "./verifying-lines.ts";
import type { Task } from "./task.ts";
import { strayKey } from "./stray-key.ts";
import { readXmlFields } from "./xml-values.ts";

/** Characters of a differing value that are told. */
const toldLength = 2_000;

/** Bytes of the records of one batch. */
const maxBatch = 8_388_608;

/** Views that show values. */
export type ValueView = Exclude<VerifyRequest["as"], "raw">;

/** What a view shows for one value; null where it shows nothing. */
interface Shown {
  readonly key: string | null;
  readonly text: string;
}

/** Records of one step: some hundred milliseconds. */
const stepRecords = 8_192;

/**
 * Compares every value that a view shows with the bytes. The view is taken as it would be shown and read back;
 * the bytes are read by `sentValues`, in another way than the view read them.
 */
export function* verifyValues(
  document: OpenDocument,
  table: Records,
  view: CodeView | null,
  { as, from }: Pick<VerifyRequest, "from"> & { readonly as: ValueView },
): Task<VerifyResult> {
  const { source } = document;
  const { count } = table.list;
  const stop = Math.min(count, from.at + stepRecords);
  let compared = 0;
  let agreeing = 0;
  let uncertain = 0;
  let firstDifference: VerifyResult["firstDifference"] = null;
  for (let start = from.at, to = start; start < stop; start = to) {
    to = Math.min(stop, batchEnd(table, start));
    const batch = sentValues(source, table, start, to);
    const markup = as === "xml" ? shownXml(table, view, start, to) : [];
    for (const [index, sent] of batch.entries()) {
      const record = start + index;
      const shown = as === "xml" ? (markup[index] ?? []) : shownValues(table, view, as, record, sent);
      for (const [at, value] of sent.entries()) {
        compared++;
        const seen = shown[at];
        const key = value.key ?? table.columns.keys[at] ?? "";
        if (seen !== undefined && agrees(seen, value, key) && !isReplaced(source, table, record, value)) agreeing++;
        else firstDifference ??= difference(source, table, { record, at, key, value, seen });
      }
      if (table.list.marksOf(record) !== 0) uncertain += countUncertain(table, record);
      if (index % 8 === 0) yield;
    }
  }
  const next = stop < count ? { at: stop, byte: 0 } : null;
  const told = { unit: "value", compared, agreeing, firstDifference, done: stop, total: count, next } as const;
  return uncertain === 0 ? told : { ...told, uncertain };
}

function countUncertain(table: Records, record: number): number {
  if (!(table instanceof CsvRecords) || table.list.isLong(record)) return 0;
  return table.cells(record).filter((cell) => cell.ambiguous && ("other" in cell || cell.source.endsWith('\\"')))
    .length;
}

/** Some records that are read in one run; few where they are long, so that their text stays small. */
function batchEnd({ list }: Records, from: number): number {
  let to = from + 1;
  while (to < list.count && to < from + sentBatch && list.end(to) - list.start(from) <= maxBatch) to++;
  return to;
}

/** Both sides decode a byte that is no UTF-8 to the same mark, and neither is what was sent. */
function isReplaced(source: Source, table: Records, record: number, { text }: SentValue): boolean {
  if (source.charset !== "utf-8" || !text.includes("\u{fffd}")) return false;
  const { start, end } = table.bounds(record);
  return !isUtf8(source.part(start, end));
}

interface Differing {
  readonly record: number;
  readonly at: number;
  readonly key: string;
  readonly value: SentValue;
  readonly seen: Shown | undefined;
}

function difference(
  source: Source,
  table: Records,
  { record, at, key, value, seen }: Differing,
): VerifyResult["firstDifference"] {
  const byteOffset = offsetOf(source, table, record, at);
  const sent = isReplaced(source, table, record, value) ? hexText(source, byteOffset) : value.text;
  return {
    record,
    column: key,
    line: null,
    shown: cutText(toldOf(seen, key), toldLength),
    sent: cutText(sent, toldLength),
    byteOffset,
  };
}

function toldOf(seen: Shown | undefined, key: string): string {
  if (seen === undefined) return "";
  return seen.key === null || seen.key === key ? seen.text : `${seen.key}: ${seen.text}`;
}

function agrees(seen: Shown, sent: SentValue, key: string): boolean {
  if (seen.key !== null && sent.key !== null && !isNamed(seen.key, key)) return false;
  return seen.text === sent.text || (isNested(sent.text) && withoutLayout(seen.text) === withoutLayout(sent.text));
}

/** The name that we give to what is not a record is not one that was sent, so XML may write it its own way. */
function isNamed(shown: string, key: string): boolean {
  return shown === key || (key === strayKey && shown === xmlName(strayKey));
}

function isNested(text: string): boolean {
  return /^[{[<]/.test(text);
}

/** A nested value is laid out anew in its view: white space between tokens is no part of it. */
function withoutLayout(text: string): string {
  if (text.startsWith("<")) return text.replace(/>\s+</g, "><");
  return text.replace(/"(?:[^"\\]|\\[^])*"|\s+/g, (piece) => (piece.startsWith('"') ? piece : ""));
}

/** All records of a batch in one run of the parser; one by one where it refuses any. */
function shownXml(table: Records, view: CodeView | null, from: number, to: number): Shown[][] {
  const texts: string[] = [];
  let areSound = true;
  for (let record = from; record < to; record++) {
    const isLong = table.list.isLong(record);
    texts.push(isLong ? "" : (view?.records?.read(record) ?? []).map(lineSource).join("\n"));
    if (isLong || (table.list.marksOf(record) & (mark.stray | mark.flawed)) !== 0) areSound = false;
  }
  if (areSound) {
    try {
      return readXmlRecords(texts.join("\n")).map(({ fields }) => fields.map(shownField));
    } catch {
      // A view that shows what no parser takes is read below, record by record.
    }
  }
  return texts.map((text, index) => {
    if (table.list.isLong(from + index)) return table.fields(from + index).map(shownField);
    const isServedStray = table.format === "xml" && (table.list.marksOf(from + index) & mark.stray) !== 0;
    return isServedStray ? [{ key: null, text: trimmedJson(text) }] : readXmlFields(text).map(shownField);
  });
}

/** What the view shows for each sent value, in the same order. */
function shownValues(
  table: Records,
  view: CodeView | null,
  as: Exclude<ValueView, "xml">,
  record: number,
  sent: readonly SentValue[],
): readonly (Shown | undefined)[] {
  const isLong = table.list.isLong(record);
  if (as === "table" || isLong) {
    const fields = table.fields(record);
    if (table.list.marksOf(record) === 0 || (isLong && as !== "table")) return fields.map(shownField);
    const cells = table.columns.spread(fields);
    return Array.from(placesOf(table, sent), (place) => {
      const value = cells[place];
      return value === undefined ? undefined : { key: table.columns.keys[place] ?? null, text: fieldText(value) };
    });
  }
  const lines = view?.records?.read(record).map(lineSource) ?? [];
  const text = lines.join("\n");
  switch (as) {
    case "json":
      if (table.format === "json") {
        const marks = table.list.marksOf(record);
        if ((marks & mark.stray) !== 0) return [{ key: null, text: fieldText(lenientValue(straySource(text))) }];
        if ((marks & mark.flawed) !== 0) return readLenientObject(text).map(shownField);
      }
      return readJsonObject(text).map(shownField);
    case "csv": {
      if (table instanceof CsvRecords)
        return table.cellsOf(record, text).map((cell) => ({ key: null, text: cell.text }));
      const { cells } = readCsvRow(text);
      if (table.list.marksOf(record) === 0) return cells.map((cell) => ({ key: null, text: cell.text }));
      return Array.from(placesOf(table, sent), (place) => {
        const cell = cells[place];
        return cell === undefined ? undefined : { key: null, text: cell.text };
      });
    }
  }
}

function placesOf(table: Records, sent: readonly SentValue[]): Int32Array {
  if (table.format === "csv") return Int32Array.from({ length: sent.length }, (_, index) => index);
  return table.columns.place(sent.map((value) => value.key ?? ""));
}

function shownField(field: Field): Shown {
  return { key: field.key, text: fieldText(field.value) };
}
