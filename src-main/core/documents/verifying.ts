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
import { sentValues, type SentValue } from "./sent-values.ts";
import type { Task } from "./task.ts";

/** Characters of a differing value that are told. */
const toldLength = 2_000;

/** What a view shows for one value; null where it shows nothing. */
interface Shown {
  readonly key: string | null;
  readonly text: string;
}

/**
 * Compares every value that a view shows with the bytes. The view is taken as it would be shown and read back;
 * the bytes are read by `sentValues`, which shares no parser with it.
 */
export function* verifyView(document: OpenDocument, view: CodeView | null, request: VerifyRequest): Task<VerifyResult> {
  const { table, source } = document;
  let values = 0;
  let agreeing = 0;
  let firstDifference: VerifyResult["firstDifference"] = null;
  if (table === null) return { values, agreeing, firstDifference };
  for (let record = 0; record < table.list.count; record++) {
    const sent = sentValues(source, table, record);
    const shown = shownValues(table, view, request.as, record, sent);
    sent.forEach((value, index) => {
      values++;
      const seen = shown[index];
      const key = value.key ?? table.columns.keys[index] ?? "";
      if (seen !== undefined && agrees(seen, value, key)) agreeing++;
      else {
        firstDifference ??= {
          record,
          column: key,
          shown: cutText(toldOf(seen, key), toldLength),
          sent: cutText(value.text, toldLength),
          byteOffset: value.offset,
        };
      }
    });
    if (record % 16 === 0) yield;
  }
  return { values, agreeing, firstDifference };
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

/** What the view shows for each sent value, in the same order. */
function shownValues(
  table: Records,
  view: CodeView | null,
  as: VerifyRequest["as"],
  record: number,
  sent: readonly SentValue[],
): readonly (Shown | undefined)[] {
  if (as === "table") {
    const fields = table.fields(record);
    const cells = table.columns.spread(fields);
    const places = placesOf(table, sent);
    return Array.from(places, (place) => {
      const value = cells[place];
      return value === undefined ? undefined : { key: table.columns.keys[place] ?? null, text: fieldText(value) };
    });
  }
  const lines = view?.records?.read(record).map(lineSource) ?? [];
  const text = lines.join("\n");
  switch (as) {
    case "json":
      return readJsonObject(text).map(shownField);
    case "xml":
      return (readXmlRecords(text)[0]?.fields ?? []).map(shownField);
    case "csv": {
      const { cells } = readCsvRow(text);
      if (table.format === "csv") return cells.map((cell) => ({ key: null, text: cell.text }));
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
