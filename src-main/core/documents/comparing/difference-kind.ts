import type { DifferenceKind } from "#shared/format-check.ts";
import { fieldPieces, fieldText, isCutValue, type FieldValue } from "#shared/formats/field.ts";
import { xmlReference } from "#shared/formats/xml-text.ts";

export type ValueDifference = Extract<DifferenceKind, "type" | "null" | "escaping" | "date" | "blanks" | "text">;

/** How two values of the same field differ; null when they are equivalent. */
export function differenceOf(one: FieldValue, other: FieldValue): ValueDifference | null {
  const [a, b] = [fieldText(one), fieldText(other)];
  const [kindOfA, kindOfB] = [kindOf(one), kindOf(other)];
  // A list is written differently in JSON and XML, so its text cannot be compared.
  if (kindOfA === "nested" && kindOfB === "nested") return null;
  if (kindOfA === "nested" || kindOfB === "nested") return "type";
  if (isCutValue(one) || isCutValue(other)) {
    if (!isSameText(fieldPieces(one), fieldPieces(other))) return "text";
    return kindOfA === kindOfB ? null : "type";
  }
  if (a === b && kindOfA === kindOfB) return null;
  if (saysNothing(one) && saysNothing(other)) return "null";
  if (mayRead(one, b) || mayRead(other, a)) return "escaping";
  if (isOtherDate(a, b)) return "date";
  if (kindOfA !== kindOfB) return kindOfA !== "null" && kindOfB !== "null" && sameLiteral(a, b) ? "type" : "text";
  if (withoutBlanks(a) === withoutBlanks(b)) return "blanks";
  if (unescaped(a) === unescaped(b)) return "escaping";
  return "text";
}

function kindOf(value: FieldValue): "text" | "literal" | "null" | "nested" {
  if (typeof value === "string" || value.kind === "ambiguous") return "text";
  return value.kind === "long" ? value.of : value.kind;
}

/** Whether two values have the same text, which may be too long for a string. */
function isSameText(one: Iterable<string>, other: Iterable<string>): boolean {
  const rest = other[Symbol.iterator]();
  let left = "";
  for (const piece of one) {
    let at = 0;
    while (at < piece.length) {
      if (left === "") {
        const next = rest.next();
        if (next.done === true) return false;
        left = next.value;
      }
      const length = Math.min(left.length, piece.length - at);
      if (left.slice(0, length) !== piece.slice(at, at + length)) return false;
      left = left.slice(length);
      at += length;
    }
  }
  for (; left === "";) {
    const next = rest.next();
    if (next.done === true) return true;
    left = next.value;
  }
  return false;
}

/** Whether an ambiguous CSV value has a text in the reading that is not shown. */
function mayRead(value: FieldValue, text: string): boolean {
  return typeof value === "object" && value.kind === "ambiguous" && value.other === text;
}

/** Whether a value is empty, null, or a text that databases use for null. */
function saysNothing(value: FieldValue): boolean {
  return kindOf(value) === "null" || /^(?:|null|0000-00-00(?:[ T]00:00:00)?)$/iu.test(fieldText(value));
}

/** `7` and `"7"`, `7` and `"007"`, `true` and `"1"`: the same value with another type. */
function sameLiteral(one: string, other: string): boolean {
  return one === other || asNumber(one) === asNumber(other);
}

function asNumber(text: string): number {
  if (text === "true") return 1;
  if (text === "false") return 0;
  return text.trim() === "" ? Number.NaN : Number(text);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]m)?`;
const zone = String.raw`\s?(?:z|utc|gmt|[+-]\d{2}:?\d{2})`;
const day = [
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`,
  String.raw`\d{1,2}[-/.]\d{1,2}[-/.]\d{4}`,
  String.raw`(?:[a-z]{3,9},?\s)?\d{1,2}[\s-](?:${months})[a-z]*[\s-]\d{4}`,
  String.raw`(?:${months})[a-z]*\s\d{1,2},?\s\d{4}`,
  // Digits only: 20100716223401, and seconds since 1970.
  String.raw`\d{14}|1?\d{9}`,
].join("|");
const date = new RegExp(`^(?:${day})(?:[t\\s,]+${clock})?(?:${zone})?$`, "iu");

function isDate(text: string): boolean {
  return text.length <= 64 && date.test(text);
}

/**
 * Whether two values are dates in different formats. Values of digits only are excluded, since they may not be dates.
 */
function isOtherDate(one: string, other: string): boolean {
  return isDate(one) && isDate(other) && shapeOf(one) !== shapeOf(other) && /\D/u.test(one + other);
}

/** The format of a date: its digits and names replaced by placeholders. */
function shapeOf(text: string): string {
  return text.replace(/[a-z]{3,}/giu, "a").replace(/\d/gu, "9");
}

/** Undoes one extra level of escaping: entities of XML and HTML, backslashes, percent signs. */
function unescaped(text: string): string {
  const plain = text
    .replace(/&(#?\w{1,31});/gu, (whole, name: string) => xmlReference(name) ?? whole)
    .replace(/\\u([0-9a-f]{4})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\([^])/gu, "$1")
    .replace(/""/gu, '"');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/**
 * Whether CSV writes a value in a way that the API's dialect does not define, so it is read correctly only by chance: a
 * quote inside it that is not escaped, or a backslash that escapes nothing. A value without quotes around it is checked
 * with the dialect.
 */
export function isIllWritten(source: string): boolean {
  if (!source.startsWith('"')) return false;
  const inner = source.endsWith('"') && source.length > 1 ? source.slice(1, -1) : source;
  return /["\\]/u.test(inner.replace(/\\["\\]/gu, ""));
}
