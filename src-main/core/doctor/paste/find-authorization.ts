import { classifyName } from "./field-names.ts";
import { findHeaders, nameOf, readValue, type FoundHeader } from "./header-lines.ts";
import { parameterNames } from "./parameter-names.ts";
import type { FieldName, PastedHeader, PastedRequest } from "./pasted-request.ts";
import { stringEdge } from "./string-edge.ts";
import type { TracedText } from "./traced-text.ts";
import { isCutShort, isHidden, withoutTail } from "./value-end.ts";

/** A field with credentials, and what the text shows about it. */
interface FoundField extends FoundHeader {
  readonly fieldName: FieldName;
  readonly isSchemeLeftOut: boolean;
}

type Parts = "authorization" | "fieldName" | "isSchemeLeftOut" | "fieldCount" | "isCut";

export interface FoundAuthorization {
  readonly field: Pick<PastedRequest, Parts>;
  readonly line: number;
  /** All fields with credentials, including those of earlier requests. */
  readonly all: readonly FoundHeader[];
}

/** How servers pass the field on: unchanged, as a CGI variable (RFC 3875 §4.1.18), or as PHP stores it. */
const serverNames = String.raw`(?:(?:REDIRECT_)*HTTP_)?AUTHORIZATION(?: header)?|PHP_AUTH_DIGEST`;
const parameter = String.raw`(?:${parameterNames})\*?\s*=`;
const bareDigest = new RegExp(String.raw`\bDigest\s+(?=${parameter})`, "iu");
const bareParameters = new RegExp(String.raw`(?<![\w-])${parameter}\s*["']`, "iu");
/** Another scheme comes first in the same field, from the client or because a server joined two fields. */
const secondScheme = new RegExp(String.raw`^\w+\s+[^\s,"=]+=*[,\s]+(?=Digest\s+${parameter})`, "iu");
/** The request line in quotes, the status, and the size: what Apache and nginx log by default. */
const accessLog = new RegExp(
  String.raw`["${stringEdge}][A-Z]+ \S+ HTTP/\d[^"\s]*["${stringEdge}] [1-5]\d\d (?:\d+|-)`,
  "u",
);
/** A scheme or a parameter, but not the type or the name of something else. */
const looksLikeCredentials = new RegExp(String.raw`^(?:[A-Za-z][\w-]*(?:[\s:,;]|$)|${parameter})`, "iu");
const opensString = new RegExp(String.raw`["'{[${stringEdge}]$`, "u");
const requestLine = /\bHTTP\/\d/iu;

/** Finds the credentials of the last request in a text, whatever tool or server printed them. */
export function findAuthorization(lines: readonly TracedText[]): FoundAuthorization | null {
  const named = findHeaders(lines, serverNames).flatMap(fieldsIn);
  const fields = named.length > 0 ? named : findUnnamed(lines);
  const last = fields.at(-1);
  if (last === undefined) return null;
  const together = fields.filter((field) => areOfOneRequest(lines, field, last));
  const field = together.findLast(({ value }) => isDigest(value.text)) ?? last;
  const isMarked = /\[(?:truncated|…)\]/iu.test(lines[field.line]?.text ?? "");
  const hides = isHidden(field.value.text);
  return {
    line: field.line,
    all: fields,
    field: {
      authorization: hides ? null : delimited(field),
      fieldName: field.fieldName,
      isSchemeLeftOut: field.isSchemeLeftOut,
      fieldCount: Math.max(1, together.filter(({ name }) => /^authorization$/iu.test(name)).length),
      isCut: hides || isMarked || isCutShort(field.value.text),
    },
  };
}

function delimited({
  name,
  fieldName,
  value,
  foldedLines,
  isOnOneLine,
  isFoldUnsure,
  otherReading,
}: FoundField): PastedHeader {
  return {
    name: fieldName === "authorization" ? "authorization" : name,
    value: withoutTail(value),
    foldedLines,
    isOnOneLine,
    isFoldUnsure,
    otherReading: otherReading === null ? null : withoutTail(otherReading),
  };
}

function fieldsIn(header: FoundHeader): FoundField[] {
  const { text } = header.value;
  if (!looksLikeCredentials.test(text) && !isHidden(text)) return [];
  const isSchemeLeftOut = /^PHP_AUTH_DIGEST$/iu.test(header.name);
  const field: FoundField = { ...header, fieldName: "authorization", isSchemeLeftOut };
  const before = secondScheme.exec(text)?.[0].length ?? 0;
  if (before === 0) return [field];
  return [
    { ...field, value: field.value.slice(0, before) },
    { ...field, value: field.value.slice(before) },
  ];
}

function isDigest(value: string): boolean {
  return /^\s*digest\b/iu.test(value) || /(?<![\w-])nonce\s*=/iu.test(value);
}

/** Between two fields of one request no other request begins, and the head does not end. */
function areOfOneRequest(lines: readonly TracedText[], field: FoundField, last: FoundField): boolean {
  if (field === last || field.line === last.line) return true;
  const between = lines.slice(field.line + 1, last.line + 1).map(({ text }) => text);
  if (between.some((line) => /^[>\s]*$/u.test(line) || requestLine.test(line))) return false;
  const [prefix, ownPrefix] = [last, field].map(({ line, name }) => prefixOf(lines[line]?.text ?? "", name));
  const isHead = prefix !== undefined && prefix === ownPrefix && between.every((line) => isHeaderLine(line, prefix));
  if (!isHead) return false;
  const head = lines.slice(0, field.line + 1).map(({ text }) => text);
  const start = head.findLastIndex((line) => requestLine.test(line));
  const isInHead = start >= 0 && !head.slice(start).some((line) => /^[>\s]*$/u.test(line));
  // Without a request line, two digest fields more likely belong to two requests, as found by a search in a log.
  return isInHead || (between.length === 1 && isDigest(field.value.text) !== isDigest(last.value.text));
}

/** The text before the name of a header, ignoring times and counters. A quote there makes it part of some dump. */
function prefixOf(line: string, name: string): string | undefined {
  const prefix = line.slice(0, line.indexOf(name)).replaceAll(/\d/gu, "0");
  return opensString.test(prefix.trimEnd()) ? undefined : prefix;
}

function isHeaderLine(line: string, prefix: string): boolean {
  return /^(?:[A-Za-z][\w-]*:|[ \t])/u.test(line.slice(prefix.length)) || /^\w+\*?=/u.test(line.trim());
}

/** Credentials without a name that servers know: they are recognised by their parameters. */
function findUnnamed(lines: readonly TracedText[]): FoundField[] {
  const firstLine = lines.findIndex(({ text }) => text.trim() !== "");
  return lines.flatMap((line, index): FoundField[] => {
    const match = bareDigest.exec(line.text);
    // Without the word Digest the text must begin this way, because parameters also occur in challenges and elsewhere.
    const start = match?.index ?? (index === firstLine ? line.text.search(bareParameters) : -1);
    if (start < 0) return [];
    const before = line.text.slice(0, start);
    const name = nameOf(before);
    const prefix = name === null ? before : before.slice(0, before.lastIndexOf(name));
    const frame = line.text[start - 1] ?? "";
    const found = readValue(lines, index, start, ["'", "`", stringEdge].includes(frame) ? frame : "", prefix);
    const isCredentials = /(?<![\w-])response\s*=/iu.test(found.value.text);
    const isAnswer = !/authenticate/iu.test(before) && isCutShort(found.value.text);
    if (!isCredentials && !isAnswer) return [];
    const named = classifyName(name, before);
    const fieldName = named === "unseen" && match !== null && accessLog.test(line.text) ? "logged" : named;
    return [{ name: name ?? "", line: index, ...found, fieldName, isSchemeLeftOut: match === null }];
  });
}
