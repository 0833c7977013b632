import { CsvScanner } from "#shared/formats/csv-scan.ts";
import { JsonWalker } from "#shared/formats/json-walker.ts";
import { skipBlanks } from "#shared/formats/scan.ts";
import { XmlScanner } from "#shared/formats/xml-scanner.ts";
import { xmlContentText } from "#shared/formats/xml-text.ts";
import type { Records } from "./records.ts";
import type { Source } from "./source.ts";

/** A value as the bytes have it, found without the parsers that feed the views. */
export interface SentValue {
  /** null where the format has none in the record (CSV). */
  readonly key: string | null;
  readonly text: string;
  readonly offset: number;
}

/** All values of one record, in the order of the body. */
export function sentValues(source: Source, records: Records, record: number): SentValue[] {
  const { start, end } = records.bounds(record);
  switch (records.format) {
    case "json":
      return jsonValues(source, start, end);
    case "xml":
      return xmlValues(source, start, end);
    case "csv":
      return csvValues(source, start, end);
  }
}

function jsonText(source: Source, start: number, end: number): string {
  const text = source.text(start, end);
  if (!text.startsWith('"')) return text;
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "string" ? parsed : text;
}

function jsonValues(source: Source, start: number, end: number): SentValue[] {
  const { bytes } = source;
  const walker = new JsonWalker();
  const values: SentValue[] = [];
  let at = skipBlanks(bytes, start + 1, end);
  while (bytes[at] === 34 && at < end) {
    const keyEnd = walker.string(bytes, at, end, true);
    const key = jsonText(source, at, keyEnd);
    at = skipBlanks(bytes, skipBlanks(bytes, keyEnd, end) + 1, end);
    walker.start(at);
    const valueEnd = walker.walk(bytes, end, true);
    values.push({ key, text: jsonText(source, at, valueEnd), offset: at });
    at = skipBlanks(bytes, valueEnd, end);
    if (bytes[at] === 44) at = skipBlanks(bytes, at + 1, end);
  }
  return values;
}

function xmlValues(source: Source, start: number, end: number): SentValue[] {
  const { bytes } = source;
  const scanner = new XmlScanner();
  const values: SentValue[] = [];
  let depth = 0;
  let key = "";
  let fieldStart = 0;
  let contentStart = 0;
  let isNested = false;
  for (let at = start; at < end;) {
    const after = scanner.scan(bytes, at, end, true);
    if (after < 0) break;
    const { token } = scanner;
    if (token === "open" || token === "empty") {
      if (depth === 1) {
        key = source.text(scanner.nameStart, scanner.nameEnd);
        fieldStart = at;
        contentStart = after;
        isNested = scanner.hasAttributes;
        if (token === "empty") {
          values.push({ key, text: isNested ? source.text(at, after) : "", offset: at });
        }
      } else if (depth > 1) isNested = true;
      if (token === "open") depth++;
    } else if (token === "close") {
      depth--;
      if (depth === 1) {
        const text = isNested ? source.text(fieldStart, after) : xmlContentText(source.text(contentStart, at));
        values.push({ key, text, offset: isNested ? fieldStart : contentStart });
      }
      if (depth === 0) break;
    } else if (depth > 1 && (token === "comment" || token === "instruction")) isNested = true;
    at = after;
  }
  return values;
}

function csvValues(source: Source, start: number, end: number): SentValue[] {
  const scanner = new CsvScanner();
  const values: SentValue[] = [];
  for (let at = start; ; at = scanner.next) {
    scanner.cell(source.bytes, at, end, true);
    const isQuoted = source.bytes[at] === 34;
    const text = source.text(scanner.start, scanner.end);
    const decoded = isQuoted
      ? text.replace(/\\(["\\])|"(?:")?/g, (_, escaped: string | undefined) => escaped ?? '"')
      : text;
    values.push({ key: null, text: decoded, offset: scanner.start });
    if (scanner.lastOfRow) return values;
  }
}
