import type { FieldValue } from "#shared/formats/field.ts";
import { LenientJson, lenientValue, skipJsonSpace, spaceReason } from "#shared/formats/json-lenient.ts";
import { failed, incomplete, skipBlanks, type Flaw } from "#shared/formats/scan.ts";

/** The value of an entry in a list of records that is not a record; `text` includes what surrounds it. */
export function strayJson(text: string): FieldValue {
  const value = lenientValue(straySource(text));
  // A lone null is all that was sent here, so it must not disappear in a format without null.
  return typeof value === "object" && value.kind === "null" ? { kind: "literal", text: value.text } : value;
}

/** The same value as sent. Text that is not JSON is returned whole. */
export function straySource(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const reader = new LenientJson();
  const end = reader.read(bytes, 0, bytes.length, true);
  const isValue = end >= 0 && isSeparator(bytes, end);
  if (isValue) return new TextDecoder().decode(bytes.subarray(reader.start, end));
  return trimmedJson(trimmedJson(text).replace(/,$/, ""));
}

/** Whether only commas and comments follow. */
function isSeparator(bytes: Uint8Array, from: number): boolean {
  let at = skipBlanks(bytes, from, bytes.length);
  while (at < bytes.length) {
    const end = bytes[at] === 44 ? at + 1 : skipJsonSpace(bytes, at, bytes.length, true);
    if (end === at) return false;
    at = skipBlanks(bytes, end, bytes.length);
  }
  return true;
}

/** `end` when a comma, a bracket or a comment follows the value that ends there; `failed` when something else does. */
export function checkSeparator(bytes: Uint8Array, end: number, limit: number, final: boolean): number {
  const at = skipBlanks(bytes, end, limit);
  if (at >= limit) return final ? end : incomplete;
  const byte = bytes[at] as number;
  return byte === 44 || byte === 93 || skipJsonSpace(bytes, at, limit, final) !== at ? end : failed;
}

/** Maximum bytes of text between records that is not JSON. */
const maxTextBytes = 65_536;

/**
 * Where text that is not JSON ends: before the next object, or before the ] that ends the body. `incomplete` where more
 * bytes are needed, `failed` where neither follows.
 */
export function endOfForeignText(bytes: Uint8Array, from: number, limit: number, final: boolean): number {
  // A bracket, a colon or a quote here means that the list is broken and its structure is unknown.
  if (!isText(bytes[from] as number)) return failed;
  const stop = Math.min(limit, from + maxTextBytes);
  for (let at = from; at < stop; at++) if (bytes[at] === 123) return at;
  if (stop < limit) return failed;
  if (!final) return incomplete;
  let last = limit - 1;
  while (last > from && skipBlanks(bytes, last, limit) === limit) last--;
  return bytes[last] === 93 ? last : failed;
}

/** Whether a byte is a letter, a digit or the start of a tag. */
function isText(byte: number): boolean {
  return (
    byte === 60 ||
    byte >= 128 ||
    (byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122)
  );
}

/** An entry of a list without the white space around it. */
export function trimmedJson(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}

/** The first flaw that parsers reject in an entry of a list; the entry starts at `start` in the body. */
export function flawOfJson(bytes: Uint8Array, start: number, isLast: boolean): Flaw | null {
  const reader = new LenientJson();
  const limit = bytes.length;
  const end = reader.read(bytes, 0, limit, true);
  const [flaw] = reader.flaws;
  if (flaw !== undefined) return { ...flaw, offset: flaw.offset + start };
  if (end < 0) return null;
  let at = skipBlanks(bytes, end, limit);
  const hasComma = bytes[at] === 44;
  if (hasComma) at = skipBlanks(bytes, at + 1, limit);
  if (at < limit && skipJsonSpace(bytes, at, limit, true) > at) {
    return { offset: start + at, reason: spaceReason(bytes[at] as number) };
  }
  if (!hasComma && !isLast) return { offset: start + end, reason: "a comma is missing" };
  return { offset: start + Math.min(at, limit - 1), reason: "there is one comma too many" };
}
