import type { DocumentFormat } from "#shared/documents.ts";
import { behindPrinted } from "./printed-lines.ts";

/** What a body is, according to its first bytes. */
export interface Detection {
  readonly format: DocumentFormat;
  /** Where the content begins, after a byte order mark and anything that does not belong to the content. */
  readonly start: number;
  /** Length of the byte order mark in bytes. */
  readonly mark: number;
  readonly isHtml: boolean;
  /** UTF-16 is shown as bytes. */
  readonly isWide: boolean;
}

/** Maximum bytes examined; anything that precedes the content ends within them, or is the content. */
export const detectionWindow = 65_536;

const html = /^\s*(?:<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b/i;
const xmlOpening = /^\s*<(?:\?(?!php\b)[A-Za-z_][\w.-]*[\s?]|!--|!DOCTYPE\s|[A-Za-z_\u0080-\u00ff][^\s<>/]*[\s/>])/;
const jsonOpening = /^\s*(?:[{[]\s*(?:["{[\]}tfn\d-]|$)|(?:true|false|null|-?\d[\d.eE+-]*)\s*$|"(?:[^"\\]|\\.)*"\s*$)/;
const csvOpening = /^\s*"(?:[^"\\]|\\[^]|"(?![|\r\n]))*(?:"(?:\||\r|\n|$)|$)/;

/** `head` contains the first bytes, one character each; `declared` is the media type of the Content-Type. */
export function detect(head: string, length: number, declared: string | null): Detection {
  const isWide = head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff");
  const mark = byteOrderMarks.exec(head)?.[0].length ?? 0;
  const text = head.slice(mark);
  const found = (format: DocumentFormat, start = 0): Detection => {
    return { format, start: mark + start, mark, isHtml: html.test(text), isWide };
  };
  if (length === 0 || (text.trim() === "" && length <= head.length)) return found("empty");
  if (isWide) return found("binary");
  const direct = opening(text, declared);
  // A body that opens as XML or JSON is treated as such even with control characters: they are reported, and its
  // records can be read.
  const isMarkup = xmlOpening.test(text) || jsonOpening.test(text);
  if (!isMarkup && isBinary(text, direct)) return found("binary");
  if (html.test(text)) return found("text");
  const content = behindPrinted(text);
  if (content !== null) {
    const after = afterPrinted(text, content, declared);
    return after === null ? found("text") : found(after.format, after.start);
  }
  const late = lateMark.exec(text)?.[0].length ?? 0;
  if (late > 0) {
    const format = opening(text.slice(late), declared);
    if (format !== null) return found(format, late);
  }
  if (direct !== null) return found(direct);
  const behind = behindNoise(text, declared);
  return behind === null ? found("text") : found(behind.format, behind.start);
}

const byteOrderMarks = /^(?:\u00ef\u00bb\u00bf)+/;
/** A byte order mark with only white space before it. */
const lateMark = /^\s+(?:\u00ef\u00bb\u00bf)+/;

/** Finds the content after what the server printed: by an unambiguous opening, or where the printed lines end. */
function afterPrinted(text: string, start: number, declared: string | null) {
  const rest = text.slice(start);
  const format = rest.trim() === "" ? null : opening(rest, declared);
  if (format !== null && (format !== "csv" || csvOpening.test(rest))) return { format, start };
  return behindNoise(text, declared) ?? (format === null ? null : { format, start });
}

/** Text does not contain many control characters. One NUL is enough when nothing else shows what the body is. */
function isBinary(text: string, direct: DocumentFormat | null): boolean {
  if (text.includes("\u0000") && direct === null) return true;
  // oxlint-disable-next-line no-control-regex -- control characters are searched for
  const controls = text.slice(0, 4_096).match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  if (controls <= Math.max(8, Math.min(text.length, 4_096) / 20)) return false;
  return direct !== "csv" || !keepsCells(text.slice(0, 4_096));
}

/** Database flags may be sent as control characters: if the rows have equal numbers of cells, the body is still CSV. */
function keepsCells(text: string): boolean {
  const rows = text.split(/[\r\n]+/).filter((row) => row !== "");
  if (text.length === 4_096 && rows.length > 1) rows.pop();
  const [first = ""] = rows;
  // oxlint-disable-next-line no-control-regex -- a header contains none of them
  if (/[\u0000-\u0008\u000e-\u001f]/.test(first) && !csvOpening.test(first)) return false;
  if (csvOpening.test(first) && rows.every((row) => /^".*"$/.test(row))) return true;
  return ["|", ",", ";", "\t"].some((delimiter) => {
    const width = first.split(delimiter).length;
    const even = rows.filter((row) => row.split(delimiter).length === width).length;
    return width > 1 && even >= rows.length * 0.9;
  });
}

function opening(text: string, declared: string | null): "json" | "xml" | "csv" | null {
  const isCsv = declared === "text/csv";
  if (xmlOpening.test(text)) return "xml";
  if (/[/+]json$/.test(declared ?? "") && /^\s*[{[]/.test(text)) return "json";
  if (!isCsv && jsonOpening.test(text)) return "json";
  if (isCsv && /^\s*(?:\[\s*[[{]|\{\s*")/.test(text)) return "json";
  if (csvOpening.test(text)) return "csv";
  if (isCsv) return "csv";
  // The text format of 2010 had no quotes; two delimiters on the first line identify it.
  return /^[^\r\n<{[]*\|[^\r\n]*\|/.test(text) ? "csv" : null;
}

const starts: readonly (readonly ["json" | "xml" | "csv", RegExp])[] = [
  ["xml", /<\?xml\s/],
  ["json", /^[ \t]*(?:\[\s*(?:[{\]]|$)|\{\s*["}])/m],
  ["csv", /^"(?:[^"\\\r\n]|\\.)*"(?:\||\r?$)/m],
];

/** Finds where a known format starts on a line of its own, trying the declared one first. */
function behindNoise(text: string, declared: string | null) {
  const wanted = declared === null ? "" : declared.replace(/^.*[/+]/, "");
  const ordered = [...starts].sort(([one], [other]) => Number(other === wanted) - Number(one === wanted));
  for (const [format, pattern] of ordered) {
    const start = text.search(pattern);
    if (start > 0) return { format, start };
  }
  return null;
}
