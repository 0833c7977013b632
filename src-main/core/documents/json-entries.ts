import type { FieldValue } from "#shared/formats/field.ts";
import { LenientJson, lenientValue, skipJsonSpace, spaceReason } from "#shared/formats/json-lenient.ts";
import { skipBlanks, type Flaw } from "#shared/formats/scan.ts";

/** The value that is in a list of records without being one, given with whatever is around it. */
export function strayJson(text: string): FieldValue {
  const value = lenientValue(straySource(text));
  // A null of its own is all that was sent here, so it is not to vanish where a format has no null.
  return typeof value === "object" && value.kind === "null" ? { kind: "literal", text: value.text } : value;
}

/** The same as it was sent. */
export function straySource(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const reader = new LenientJson();
  const end = reader.read(bytes, 0, bytes.length, true);
  return end < 0 ? text.trim() : new TextDecoder().decode(bytes.subarray(reader.start, end));
}

/** An entry of a list without the white space around it. */
export function trimmedJson(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}

/** The first thing that parsers refuse in an entry of a list, which starts at `start` of the body. */
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
  return { offset: start + Math.min(at, limit - 1), reason: "a comma is too many" };
}
