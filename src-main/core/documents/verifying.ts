import type { VerifyRequest, VerifyResult } from "#shared/documents.ts";
import { lineSource } from "#shared/formats/code-tokens.ts";
import { readCsvRow } from "#shared/formats/csv-dialect.ts";
import { fieldText, type Field } from "#shared/formats/field.ts";
import { readJsonObject } from "#shared/formats/json-object.ts";
import { readXmlRecords } from "#shared/formats/xml-records.ts";
import type { CodeView } from "./code-view.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Records } from "./records.ts";
import { cutText } from "./rows.ts";
import { offsetOf, sentBatch, sentValues, type SentValue } from "./sent-values.ts";
import type { Task } from "./task.ts";

/** Characters of a differing value that are told. */
const toldLength = 2_000;

/** Bytes of the records of one batch. */
const longestBatch = 8_388_608;

/** What a view shows for one value; null where it shows nothing. */
interface Shown {
  readonly key: string | null;
  readonly text: string;
}

/**
 * Compares every value that a view shows with the bytes. The view is taken as it would be shown and read back;
 * the bytes are read by `sentValues`, in another way than the view read them.
 */
export function* verifyView(document: OpenDocument, view: CodeView | null, request: VerifyRequest): Task<VerifyResult> {
  const { table, source } = document;
  let values = 0;
  let agreeing = 0;
  let firstDifference: VerifyResult["firstDifference"] = null;
  if (table === null) return { values, agreeing, firstDifference };
  const { count } = table.list;
  for (let from = 0, to = 0; from < count; from = to) {
    to = batchEnd(table, from);
    const batch = sentValues(source, table, from, to);
    const markup = request.as === "xml" ? shownXml(view, from, to) : [];
    for (const [index, sent] of batch.entries()) {
      const record = from + index;
      const shown = request.as === "xml" ? (markup[index] ?? []) : shownValues(table, view, request.as, record, sent);
      for (const [at, value] of sent.entries()) {
        values++;
        const seen = shown[at];
        const key = value.key ?? table.columns.keys[at] ?? "";
        if (seen !== undefined && agrees(seen, value, key)) agreeing++;
        else firstDifference ??= difference(document, record, at, key, value, seen);
      }
      if (index % 8 === 0) yield;
    }
  }
  return { values, agreeing, firstDifference };
}

/** Some records that are read in one run; few where they are long, so that their text stays small. */
function batchEnd({ list }: Records, from: number): number {
  let to = from + 1;
  while (to < list.count && to < from + sentBatch && list.end(to) - list.start(from) <= longestBatch) to++;
  return to;
}

function difference(
  { source, table }: OpenDocument,
  record: number,
  at: number,
  column: string,
  sent: SentValue,
  seen: Shown | undefined,
): VerifyResult["firstDifference"] {
  return {
    record,
    column,
    shown: cutText(toldOf(seen, column), toldLength),
    sent: cutText(sent.text, toldLength),
    byteOffset: table === null ? 0 : offsetOf(source, table, record, at),
  };
}

function toldOf(seen: Shown | undefined, key: string): string {
  if (seen === undefined) return "";
  return seen.key === null || seen.key === key ? seen.text : `${seen.key}: ${seen.text}`;
}

function agrees(seen: Shown, sent: SentValue, key: string): boolean {
  if (seen.key !== null && sent.key !== null && seen.key !== key) return false;
  return seen.text === sent.text || (isNested(sent.text) && withoutLayout(seen.text) === withoutLayout(sent.text));
}

function isNested(text: string): boolean {
  return /^[{[<]/.test(text);
}

/** A nested value is laid out anew in its view: white space between tokens is no part of it. */
function withoutLayout(text: string): string {
  if (text.startsWith("<")) return text.replace(/>\s+</g, "><");
  return text.replace(/"(?:[^"\\]|\\[^])*"|\s+/g, (piece) => (piece.startsWith('"') ? piece : ""));
}

/** All records of a batch in one run of the parser; one by one where it refuses any, and nothing for that one. */
function shownXml(view: CodeView | null, from: number, to: number): Shown[][] {
  const lines: string[] = [];
  for (let record = from; record < to; record++) {
    for (const line of view?.records?.read(record) ?? []) lines.push(lineSource(line));
  }
  try {
    return readXmlRecords(lines.join("\n")).map((record) => record.fields.map(shownField));
  } catch {
    if (to - from <= 1) return [[]];
    return Array.from({ length: to - from }, (_, index) => shownXml(view, from + index, from + index + 1)[0] ?? []);
  }
}

/** What the view shows for each sent value, in the same order. */
function shownValues(
  table: Records,
  view: CodeView | null,
  as: Exclude<VerifyRequest["as"], "xml">,
  record: number,
  sent: readonly SentValue[],
): readonly (Shown | undefined)[] {
  if (as === "table") {
    const fields = table.fields(record);
    if (table.list.marksOf(record) === 0) return fields.map(shownField);
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
      return readJsonObject(text).map(shownField);
    case "csv": {
      const { cells } = readCsvRow(text);
      if (table.format === "csv" || table.list.marksOf(record) === 0)
        return cells.map((cell) => ({ key: null, text: cell.text }));
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
