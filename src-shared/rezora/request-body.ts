import { readJsonObject } from "../formats/json-object.ts";
import { JsonWalker } from "../formats/json-walker.ts";
import { skipBlanks } from "../formats/scan.ts";
import type { Field } from "../formats/field.ts";
import { readXmlRecords } from "../formats/xml-records.ts";
import { escapeXmlText, isWritableXml, xmlName } from "../formats/xml-text.ts";

/** The three formats of request bodies that the API accepts. */
export type BodyFormat = "xml" | "json" | "text";

/** Name and value of one field, in the order to send. */
export type FieldPair = readonly [name: string, value: string];

/** Their names in the API. */
export const bodyContentTypes: Readonly<Record<BodyFormat, string>> = {
  xml: "application/xml",
  json: "application/json",
  text: "text/plain",
};

export interface WrittenBody {
  readonly text: string;
  /** What this format cannot carry, one plain sentence each; empty when reading it back gives the same fields. */
  readonly losses: readonly string[];
}

export type ReadBody =
  | { readonly ok: true; readonly fields: readonly FieldPair[]; readonly losses: readonly string[] }
  /** `reason` is a full sentence; `offset` in characters, null when the problem does not have one position. */
  | { readonly ok: false; readonly reason: string; readonly offset: number | null };

/** The body of a POST or PUT, byte for byte as it is sent in UTF-8. */
export function writeBody(format: BodyFormat, fields: readonly FieldPair[]): WrittenBody {
  switch (format) {
    case "json":
      return writeJson(fields);
    case "xml":
      return writeXml(fields);
    case "text":
      return writeText(fields);
  }
}

/** Reads what the user typed. Values that are not text become their source text, and a loss is reported. */
export function readBody(format: BodyFormat, text: string): ReadBody {
  switch (format) {
    case "json":
      return readJson(text);
    case "xml":
      return readXml(text);
    case "text":
      return readText(text);
  }
}

function writeJson(fields: readonly FieldPair[]): WrittenBody {
  const lines = fields.map(([name, value]) => ` ${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return { text: lines.length === 0 ? '{"data":{}}' : `{"data":{\n${lines.join(",\n")}\n}}`, losses: repeats(fields) };
}

function writeXml(fields: readonly FieldPair[]): WrittenBody {
  const losses: string[] = [];
  const lines = fields.map(([name, value]) => {
    const element = xmlName(name);
    if (element !== name) losses.push(`XML cannot name an element ${name}; it is sent as ${element}.`);
    if (!isWritableXml(value)) losses.push(`${name} holds a character that XML cannot carry; it is replaced.`);
    return ` <${element}>${escapeXmlText(value)}</${element}>\n`;
  });
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n<data>\n${lines.join("")}</data>`, losses };
}

/** `application/x-www-form-urlencoded` (WHATWG URL §5.2), which is what the API's samples of text/plain are. */
function writeText(fields: readonly FieldPair[]): WrittenBody {
  const losses: string[] = [];
  const encode = (name: string, text: string): string => {
    if (/\p{Surrogate}/u.test(text)) losses.push(`${name} holds half of a character; it is replaced.`);
    return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\u{fffd}")).replaceAll("%20", "+");
  };
  const pairs = fields.map(([name, value]) => `${encode(name, name)}=${encode(name, value)}`);
  return { text: pairs.join("&"), losses };
}

/** JSON and the API alike keep the last of two fields of one name. */
function repeats(fields: readonly FieldPair[]): string[] {
  const names = fields.map(([name]) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => `${name} stands here more than once; a JSON reader keeps the last.`);
}

function readJson(text: string): ReadBody {
  const units = asciiUnits(text);
  const walker = new JsonWalker();
  const end = walker.walk(units, units.length, true);
  if (end < 0) {
    const { reason, offset } = walker.problem ?? { reason: "it cannot be read", offset: 0 };
    return { ok: false, reason: `This is no JSON: ${reason}.`, offset };
  }
  const behind = skipBlanks(units, end, units.length);
  if (behind < units.length) return { ok: false, reason: "Something follows the end of the JSON.", offset: behind };
  const outside = /^\s*\{/u.test(text) ? readJsonObject(text) : [];
  const data = outside.find(({ key }) => key === "data")?.value;
  if (data === undefined || typeof data === "string" || data.kind !== "nested" || !data.text.startsWith("{")) {
    return { ok: false, reason: 'The fields belong into an object named "data".', offset: null };
  }
  const others = outside.filter(({ key }) => key !== "data").map(({ key }) => `${key} beside "data" is not sent.`);
  return pairsOf(readJsonObject(data.text), others);
}

/** One byte a UTF-16 code unit, so that the walker's offsets count characters; it looks at ASCII only. */
function asciiUnits(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, index) => Math.min(text.charCodeAt(index), 128));
}

function pairsOf(fields: readonly Field[], losses: readonly string[]): ReadBody {
  const all = [...losses];
  const pairs = fields.map(({ key, value }): FieldPair => {
    if (typeof value === "string") return [key, value];
    if (value.kind === "null") {
      all.push(`${key} is null; the API has no null, so it becomes empty.`);
      return [key, ""];
    }
    all.push(`${key} is no text; it becomes the text ${value.text}.`);
    return [key, value.text];
  });
  return { ok: true, fields: pairs, losses: all };
}

function readXml(text: string): ReadBody {
  const root = text.replace(/^\u{feff}?\s*(?:<\?xml[^>]*\?>)?\s*/u, "");
  if (root.includes("<!DOCTYPE")) return { ok: false, reason: "A document type is not taken.", offset: null };
  try {
    const [record, ...others] = readXmlRecords(root);
    if (record === undefined) return { ok: false, reason: "There is no <data> element.", offset: null };
    if (others.length > 0) return { ok: false, reason: "There is more than one element outside.", offset: null };
    if (!/^<data[\s/>]/u.test(root)) {
      return { ok: false, reason: "The fields belong into an element named data.", offset: null };
    }
    return pairsOf(record.fields, record.hasAttributes ? ["The attributes of data are not sent."] : []);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^\d+:\d+:\s*/u, "") : "it is not well-formed";
    return { ok: false, reason: `This is no XML: ${reason.replace(/\.$/u, "")}.`, offset: null };
  }
}

function readText(text: string): ReadBody {
  const fields: FieldPair[] = [];
  let offset = 0;
  for (const pair of text.split("&")) {
    const equals = pair.indexOf("=");
    if (pair.trim() !== "") {
      if (equals < 1) return { ok: false, reason: "Every pair is made as name=value.", offset };
      try {
        fields.push([decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))]);
      } catch {
        return { ok: false, reason: "A percent sign stands without two hexadecimal digits behind it.", offset };
      }
    }
    offset += pair.length + 1;
  }
  return { ok: true, fields, losses: [] };
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
