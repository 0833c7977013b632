import { addLongValue, addText, type Tokens } from "./code-tokens.ts";
import type { Field, FieldValue, LongValue, RecordFormat } from "./field.ts";

/** A value in JSON. What is not JSON (XML markup, CSV) becomes a string of its source. */
export function jsonValue(value: FieldValue, from: RecordFormat): string {
  if (typeof value === "string") return JSON.stringify(value);
  switch (value.kind) {
    case "null":
    case "literal":
      return value.text;
    case "nested":
      return from === "json" ? value.text : JSON.stringify(value.text);
    case "ambiguous":
      return JSON.stringify(value.text);
    case "long":
      return isWrittenAsText(value, from) ? JSON.stringify(value.text) : value.text;
  }
}

/** Whether JSON writes a long value as a string. */
export function isWrittenAsText({ of }: LongValue, from: RecordFormat): boolean {
  return of === "text" || (of === "nested" && from !== "json");
}

/** The inside of a string. */
export function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Lines of one record in the API's own layout: one space per level, none after the colon. */
export function jsonRecordLines(fields: readonly Field[], from: RecordFormat, last: boolean): Tokens[] {
  const close = last ? "}" : "},";
  if (fields.length === 0) return [[["punct", ` {${close}`]]];
  const lines: Tokens[] = [[["punct", " {"]]];
  fields.forEach((field, index) => {
    lines.push(jsonFieldLine(field, from, index < fields.length - 1));
  });
  lines.push([["punct", ` ${close}`]]);
  return lines;
}

function jsonFieldLine(field: Field, from: RecordFormat, comma: boolean): Tokens {
  const line: Tokens = [["plain", "  "]];
  addKey(line, field.key);
  addJsonValue(line, field.value, from);
  if (comma) line.push(["punct", ","]);
  return line;
}

function addKey(line: Tokens, key: string): void {
  addText(line, "key", JSON.stringify(key));
  line.push(["punct", ":"]);
}

function addJsonValue(line: Tokens, value: FieldValue, from: RecordFormat): void {
  if (typeof value === "object" && value.kind === "long") {
    const isText = isWrittenAsText(value, from);
    if (isText) line.push(["string", '"']);
    addLongValue(line, isText ? "string" : "plain", value, isText ? escapeJson : (text) => text);
    if (isText) line.push(["string", '"']);
    return;
  }
  const text = jsonValue(value, from);
  addText(line, text.startsWith('"') ? "string" : "plain", text);
}

/** One record on one line: its first field, room for "22 more fields", and what closes it. */
export function foldedJson(fields: readonly Field[], from: RecordFormat, last: boolean): Tokens {
  const close = last ? " }" : " },";
  const first = fields[0];
  if (first === undefined) return [["punct", last ? " {}" : " {},"]];
  const line: Tokens = [["punct", " { "]];
  addKey(line, first.key);
  addJsonValue(line, first.value, from);
  if (fields.length > 1) line.push(["punct", ", "]);
  line.push(["punct", close]);
  return line;
}
