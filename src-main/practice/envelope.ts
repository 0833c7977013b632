import type { AnswerFormat } from "./target.ts";

export type ApiRecord = Readonly<Record<string, string>>;

/** Names of the XML root and of one record in it. */
export interface Envelope {
  readonly root: string;
  readonly record: string;
}

/** The text of a response in pieces of about 32,000 characters, so its size does not matter. */
export function* writeEnvelope(
  format: AnswerFormat,
  envelope: Envelope,
  fields: readonly string[],
  records: Iterable<ApiRecord>,
): Generator<string> {
  let pending = "";
  for (const piece of writers[format](envelope, fields, records)) {
    pending += piece;
    if (pending.length >= 32_000) {
      yield pending;
      pending = "";
    }
  }
  if (pending !== "") yield pending;
}

type Writer = (envelope: Envelope, fields: readonly string[], records: Iterable<ApiRecord>) => Generator<string>;

/** Line breaks and indents are those of the samples in the API documentation. */
const writers: Readonly<Record<AnswerFormat, Writer>> = {
  *json(_envelope, fields, records) {
    let separator = "[\n";
    for (const record of records) {
      const pairs = fields.map((field) => `  "${field}":${JSON.stringify(record[field] ?? "")}`);
      yield `${separator} {\n${pairs.join(",\n")}\n }`;
      separator = ",\n";
    }
    yield separator === "[\n" ? "[]" : "\n]";
  },
  *xml(envelope, fields, records) {
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<${envelope.root} version="1.0">\n`;
    for (const record of records) {
      const elements = fields.map((field) => `  <${field}>${escapeXml(record[field] ?? "")}</${field}>\n`);
      yield ` <${envelope.record}>\n${elements.join("")} </${envelope.record}>\n`;
    }
    yield `</${envelope.root}>`;
  },
  *csv(_envelope, fields, records) {
    yield writeCsvRow(fields);
    for (const record of records) yield writeCsvRow(fields.map((field) => record[field] ?? ""));
  },
};

function writeCsvRow(cells: readonly string[]): string {
  return `"${cells.map(escapeCsv).join('"|"')}"\r\n`;
}

function escapeCsv(cell: string): string {
  return /["\\]/u.test(cell) ? cell.replace(/["\\]/gu, "\\$&") : cell;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/** A CR is written as a reference, because readers turn a bare one into LF. Characters that XML forbids are omitted. */
function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the function searches for these characters
  if (!/[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u.test(text)) return text;
  return (
    text
      .replace(/[&<>\r]/gu, (character) => entities[character] ?? "")
      // oxlint-disable-next-line no-control-regex -- the function searches for these characters
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "")
  );
}
