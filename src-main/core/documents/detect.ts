import type { DocumentFormat } from "#shared/documents.ts";

/** What a body is, judged by its first bytes. */
export interface Detection {
  readonly format: DocumentFormat;
  /** Where the content begins, behind a byte order mark and anything that does not belong to it. */
  readonly start: number;
  /** Bytes of a byte order mark. */
  readonly mark: number;
  readonly isHtml: boolean;
  /** UTF-16 is shown as bytes. */
  readonly isWide: boolean;
}

/** As much as is looked at; whatever stands before the content ends within it, or is the content. */
export const detectionWindow = 65_536;

const html = /^\s*(?:<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b/i;
// What PHP prints before the body when it warns: markup or a bare line.
const noise = /^\s*(?:<br\s*\/?>\s*)?(?:<b>)?(?:Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards)\b/i;
const xmlOpening = /^\s*<(?:\?(?!php\b)[A-Za-z_][\w.-]*[\s?]|!--|!DOCTYPE\s|[A-Za-z_\u0080-\u00ff][^\s<>/]*[\s/>])/;
const jsonOpening = /^\s*(?:[{[]\s*(?:["{[\]}tfn\d-]|$)|(?:true|false|null|-?\d[\d.eE+-]*)\s*$|"(?:[^"\\]|\\.)*"\s*$)/;
const csvOpening = /^\s*"(?:[^"\\]|\\[^]|"(?![|\r\n]))*(?:"(?:\||\r|\n|$)|$)/;

/** `head` is the first bytes, one character each; `declared` the media type of the Content-Type. */
export function detect(head: string, length: number, declared: string | null): Detection {
  const isWide = head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff");
  const mark = head.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
  const text = head.slice(mark);
  const found = (format: DocumentFormat, start = 0): Detection => {
    return { format, start: mark + start, mark, isHtml: html.test(text), isWide };
  };
  if (length === 0 || (text.trim() === "" && length <= head.length)) return found("empty");
  if (isWide) return found("binary");
  const direct = opening(text, declared);
  // What opens as XML or JSON is that, whatever characters are in it: they are named, and its records can be read.
  const isMarkup = xmlOpening.test(text) || jsonOpening.test(text);
  if (!isMarkup && isBinary(text, direct !== null)) return found("binary");
  if (html.test(text)) return found("text");
  if (noise.test(text)) {
    const after = behindNoise(text, declared);
    if (after !== null) return found(after.format, after.start);
    return found("text");
  }
  if (direct !== null) return found(direct);
  const late = behindNoise(text, declared);
  return late === null ? found("text") : found(late.format, late.start);
}

/** Many control characters stand in no text. One NUL is enough where nothing else tells what the body is. */
function isBinary(text: string, opensAsKnown: boolean): boolean {
  if (text.includes("\u0000") && !opensAsKnown) return true;
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const controls = text.slice(0, 4_096).match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return controls > Math.max(8, Math.min(text.length, 4_096) / 20);
}

function opening(text: string, declared: string | null): "json" | "xml" | "csv" | null {
  const isCsv = declared === "text/csv";
  if (xmlOpening.test(text)) return "xml";
  if (/[/+]json$/.test(declared ?? "") && /^\s*[{[]/.test(text)) return "json";
  if (!isCsv && jsonOpening.test(text)) return "json";
  if (isCsv && /^\s*(?:\[\s*[[{]|\{\s*")/.test(text)) return "json";
  if (csvOpening.test(text)) return "csv";
  if (isCsv) return "csv";
  // The text form of 2010 had no quotes; two delimiters on the first line are taken for it.
  return /^[^\r\n<{[]*\|[^\r\n]*\|/.test(text) ? "csv" : null;
}

const starts: readonly (readonly ["json" | "xml" | "csv", RegExp])[] = [
  ["xml", /<\?xml\s/],
  ["json", /^[ \t]*(?:\[\s*(?:[{\]]|$)|\{\s*["}])/m],
  ["csv", /^"(?:[^"\\\r\n]|\\.)*"(?:\||\r?$)/m],
];

/** Finds where a known format opens on a line of its own, the declared one first. */
function behindNoise(text: string, declared: string | null) {
  const wanted = declared === null ? "" : declared.replace(/^.*[/+]/, "");
  const ordered = [...starts].sort(([one], [other]) => Number(other === wanted) - Number(one === wanted));
  for (const [format, pattern] of ordered) {
    const start = text.search(pattern);
    if (start > 0) return { format, start };
  }
  return null;
}
