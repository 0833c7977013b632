import type { DocumentNotice } from "#shared/documents.ts";
import { maxOpenedCharacters } from "#shared/value-rows.ts";
import type { DropReason } from "./body.ts";
import { addCharset, addInvalidBytes, type CharsetFacts } from "./charset-notices.ts";
import { csvNotices } from "./csv-notices.ts";
import { CsvRecords } from "./csv-records.ts";
import { maxColumns } from "./limits.ts";
import { markupNotices } from "./markup-notices.ts";
import { counted, number } from "./notice-words.ts";
import type { DocumentEnd, DocumentHead, OpenDocument } from "./open-document.ts";
import { mark } from "./record-list.ts";
import type { Records } from "./records.ts";

export interface NoticeFacts extends CharsetFacts {
  readonly head: DocumentHead;
  readonly end: DocumentEnd;
  readonly declared: CharsetFacts["declared"] & { readonly type: string | null };
}

type Notices = DocumentNotice[];
const reasons: Readonly<Record<DropReason, string>> = {
  "disk-full": "the disk is full",
  "disk-failed": "they could not be written to the disk",
  "memory-full": "they do not fit into memory",
};
const names: Readonly<Record<string, string>> = { json: "JSON", xml: "XML", csv: "CSV", text: "text", binary: "bytes" };

/** Everything a person should know before trusting what they see, the gravest first. */
export function collectNotices(document: OpenDocument, facts: NoticeFacts): DocumentNotice[] {
  const notices: Notices = [];
  addIncomplete(notices, document, facts);
  addMalformed(notices, document, facts);
  addType(notices, document, facts);
  notices.push(...markupNotices(document));
  addText(notices, document, facts);
  notices.push(...csvNotices(document));
  if (document.table !== null) addRecords(notices, document.table);
  return notices;
}

function addIncomplete(notices: Notices, document: OpenDocument, { head, end }: NoticeFacts): void {
  const { length } = document.source;
  const shown = document.table === null ? "" : ` ${counted(document.table.list.count, "whole record")} shown.`;
  if (end.dropped > 0) {
    notices.push({
      code: "limit",
      severity: "danger",
      title: `Only the first ${number(length)} bytes are kept.`,
      message: `${number(end.dropped)} more bytes arrived, but ${reasons[end.dropReason]}.${shown}`,
      byteOffset: length,
    });
  } else if (!end.complete) {
    const of = head.expectedBytes === null ? "" : ` of ${number(head.expectedBytes)}`;
    notices.push({
      code: "incomplete",
      severity: "danger",
      title: `Incomplete: ${number(length)}${of} bytes.`,
      message: `The answer ended early.${shown}`,
      byteOffset: length,
    });
  }
  if (head.noData === true || document.format === "empty") {
    notices.push({
      code: "no-data",
      severity: "info",
      title: "No data for this resource.",
      message:
        length === 0
          ? `${head.status}: the body is empty.`
          : `${head.status}: yet the body has ${number(length)} bytes.`,
      byteOffset: null,
    });
  }
}

function addMalformed(notices: Notices, document: OpenDocument, { end }: NoticeFacts): void {
  const problem = document.records?.problem ?? null;
  if (problem === null) return;
  // Where the bytes stop early, the break is not reported again.
  if ((!end.complete || end.dropped > 0) && problem.offset >= document.source.length) return;
  const count = document.table?.list.count ?? 0;
  if (problem.isLimit === true) {
    notices.push({
      code: "limit",
      severity: "caution",
      title: `The ${names[document.format] ?? ""} is read up to byte ${number(problem.offset)}.`,
      message: `Here ${problem.reason}.${count > 0 ? ` The ${counted(count, "record")} before it can be used.` : ""} What is behind is shown as it is, and saved with the rest.`,
      byteOffset: problem.offset,
    });
    return;
  }
  notices.push({
    code: "malformed",
    severity: end.complete ? "danger" : "caution",
    title: `The ${names[document.format] ?? ""} breaks at byte ${number(problem.offset)}.`,
    message: `Here ${problem.reason}.${count > 0 ? ` The ${counted(count, "record")} before it can be used.` : ""}`,
    byteOffset: problem.offset,
  });
}

/** `json`, `xml` or `csv` when the declared type promises one; `text/plain` and the like promise nothing. */
function promised(type: string | null): string | null {
  if (type === null) return null;
  if (/[/+]json$/.test(type)) return "json";
  if (/[/+]xml$/.test(type)) return "xml";
  if (type === "text/csv") return "csv";
  return type === "text/html" ? "html" : null;
}

function addType(notices: Notices, document: OpenDocument, { declared }: NoticeFacts): void {
  const { detection, format } = document;
  if (detection === null || format === "empty") return;
  // A message instead of a table has a notice of its own.
  const wanted = document.csv?.isMessage === true ? null : promised(declared.type);
  const found = detection.isHtml ? "html" : format;
  if (wanted !== null && wanted !== found) {
    const looks = detection.isHtml ? "an HTML page" : (names[found] ?? found);
    notices.push({
      code: "type-mismatch",
      severity: "caution",
      title: `Declared ${names[wanted] ?? "HTML"}, looks like ${looks}.`,
      message: detection.isHtml ? "Shown as text: a page from a server is never rendered." : `Shown as ${looks}.`,
      byteOffset: null,
    });
  } else if (detection.isHtml) {
    notices.push({
      code: "type-mismatch",
      severity: "caution",
      title: "An HTML page, not data.",
      message: "Shown as text: a page from a server is never rendered.",
      byteOffset: null,
    });
  }
  const noise = detection.start - detection.mark;
  if (noise > 0) {
    notices.push({
      code: "leading-noise",
      severity: "caution",
      title: `${counted(noise, "byte")} stand before the ${names[format] ?? "content"}.`,
      message: "Most likely a warning that the server printed. The Raw view shows it.",
      byteOffset: detection.mark,
    });
  }
  if (document.records !== null && !document.records.isTable) {
    notices.push({
      code: "not-a-table",
      severity: "info",
      title: "Not a list of records.",
      message: `There is no table; the ${names[format] ?? ""} view shows everything.`,
      byteOffset: null,
    });
  }
}

function addText(notices: Notices, document: OpenDocument, facts: NoticeFacts): void {
  const { detection } = document;
  const { invalid } = facts;
  addInvalidBytes(notices, document, facts);
  if (invalid.nuls > 0) {
    notices.push({
      code: "invalid-bytes",
      severity: "caution",
      title: `${counted(invalid.nuls, "NUL byte")} at ${number(invalid.firstNul)}${invalid.nuls > 1 ? " and after" : ""}.`,
      message: "No text holds such a byte. The views show a mark for it; saving as served keeps it.",
      byteOffset: invalid.firstNul,
    });
  }
  if (detection !== null && detection.mark > 0) {
    notices.push({
      code: "bom",
      severity: "info",
      title:
        detection.mark > 3
          ? `${detection.mark / 3} byte order marks open the body.`
          : "A byte order mark opens the body.",
      message: `${detection.mark > 3 ? number(detection.mark) : "Three"} bytes that belong to no value. They are kept in the bytes.`,
      byteOffset: 0,
    });
  }
  addCharset(notices, document, facts);
}

/** Records that are not shown in full at once. */
function addLongRecords(notices: Notices, { list }: Records): void {
  let count = 0;
  let first: number | null = null;
  for (let record = 0; record < list.count; record++) {
    if (list.marksOf(record) === 0 || !list.isLong(record)) continue;
    count++;
    first ??= list.start(record);
  }
  if (count === 0) return;
  notices.push({
    code: "limit",
    severity: "info",
    title: `${counted(count, "record is", "records are")} longer than 1 MB.`,
    message: `The views show the beginning of a long value. Raw and exports have all of it, the inspector up to ${number(maxOpenedCharacters)} characters.`,
    byteOffset: first,
  });
}

function addRecords(notices: Notices, table: Records): void {
  const { list } = table;
  const first = new Map<number, number>();
  const counts = new Map<number, number>();
  for (let record = 0; record < list.count; record++) {
    const marks = list.marksOf(record);
    if (marks === 0) continue;
    for (const kind of [mark.ragged, mark.ambiguous, mark.repeatedKeys]) {
      if ((marks & kind) === 0) continue;
      if (!first.has(kind)) first.set(kind, list.start(record));
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  if (table instanceof CsvRecords && counts.get(mark.ambiguous) === table.doubt.explained)
    counts.delete(mark.ambiguous);
  const add = (kind: number, code: DocumentNotice["code"], what: string, message: string): void => {
    const count = counts.get(kind);
    if (count === undefined) return;
    const verb = count === 1 ? "has" : "have";
    const title = `${counted(count, "record")} ${verb} ${what}.`;
    notices.push({ code, severity: "caution", title, message, byteOffset: first.get(kind) ?? null });
  };
  add(mark.ragged, "ragged-rows", "more or fewer fields than the header", "They are marked in the table.");
  add(
    mark.ambiguous,
    "ambiguous-rows",
    "cells outside of the CSV dialect",
    "Marked cells show the bytes beside the value.",
  );
  add(mark.repeatedKeys, "repeated-keys", "a field twice", "Each repetition has a column of its own.");
  addLongRecords(notices, table);
  if (table.columns.overflow) {
    notices.push({
      code: "limit",
      severity: "caution",
      title: `More than ${number(maxColumns)} different fields.`,
      message: "The table shows the first of them; the code views show all.",
      byteOffset: null,
    });
  }
}
