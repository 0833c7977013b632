import { composed, foldCase } from "#shared/canonical-text.ts";
import type { RecordQuery } from "#shared/documents.ts";
import { fieldText, isCutValue, type FieldValue } from "#shared/formats/field.ts";
import type { ValueCursor } from "./records.ts";

type Filter = RecordQuery["filters"][number];

/** A question to one value: over the bytes where they are regular, over the text elsewhere. */
export interface Predicate {
  ofBytes(bytes: Uint8Array, cursor: ValueCursor): boolean;
  /** `undefined`: the record has no such field; null counts as empty. */
  ofText(text: string | undefined, isNull: boolean): boolean;
  /** The same for a value that is too long to be one string. */
  ofPieces(pieces: Iterable<string>): boolean;
}

/** Whether a value of a record passes. */
export function fits(predicate: Predicate, value: FieldValue | undefined): boolean {
  if (isCutValue(value)) return predicate.ofPieces(value.pieces());
  const isNull = typeof value === "object" && value.kind === "null";
  return predicate.ofText(value === undefined ? undefined : fieldText(value), isNull);
}

/** The beginning of a text: so many characters of it, or a few more. */
function beginningOf(pieces: Iterable<string>, characters: number): string {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length >= characters) break;
  }
  return text;
}

/** How many times longer a text may be as written than as compared: letters and marks are composed. */
const maxParts = 4;

/** ASCII letters in lower case, every other byte itself. */
const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** Whether the bytes contain `needle`, which is ASCII in lower case; the case of the bytes does not matter. */
export function bytesContain(bytes: Uint8Array, start: number, end: number, needle: Uint8Array): boolean {
  const last = end - needle.length;
  const first = needle[0];
  for (let at = start; at <= last; at++) {
    if (lower[bytes[at] as number] !== first) continue;
    let i = 1;
    while (i < needle.length && lower[bytes[at + i] as number] === needle[i]) i++;
    if (i === needle.length) return true;
  }
  return false;
}

/** Whether a value holds `needle`, without case. */
export function containing(needle: string): Predicate {
  const folded = foldCase(needle);
  const isAscii = !/[^\0-\u007f]/.test(folded);
  const needleBytes = Uint8Array.from(folded, (character) => character.charCodeAt(0));
  return {
    ofBytes(bytes, cursor) {
      if (!cursor.plain) return foldCase(cursor.text()).includes(folded);
      // An ASCII value never holds a letter that is not; an empty needle is in everything.
      return folded === "" || (isAscii && bytesContain(bytes, cursor.start, cursor.end, needleBytes));
    },
    ofText: (text) => text !== undefined && foldCase(text).includes(folded),
    ofPieces(pieces) {
      // Each piece is searched together with the end of the previous one, where a match may begin.
      const overlap = needle.length * maxParts + 64;
      let before = "";
      for (const piece of pieces) {
        const text = before + piece;
        if (foldCase(text).includes(folded)) return true;
        before = text.slice(-overlap);
      }
      return false;
    },
  };
}

/** Whether a value is one of these, character by character. */
export function oneOf(values: readonly string[]): Predicate {
  const wanted = new Set(values);
  const longest = values.reduce((most, { length }) => Math.max(most, length), 0);
  return textual((text) => wanted.has(text), false, longest);
}

function textual(test: (text: string) => boolean, whenMissing: boolean, characters: number): Predicate {
  return {
    ofPieces: (pieces) => test(beginningOf(pieces, characters * maxParts + 64)),
    ofBytes: (_, cursor) => test(cursor.text()),
    ofText: (text) => (text === undefined ? whenMissing : test(text)),
  };
}

/**
 * `contains` and `starts` go without case, `equals` with it; all of them take canonically equivalent texts as equal.
 * null and missing count as empty.
 */
export function predicateOf({ operator, value }: Pick<Filter, "operator" | "value">): Predicate {
  switch (operator) {
    case "contains":
      return containing(value);
    case "starts": {
      const folded = foldCase(value);
      return textual((text) => foldCase(text).startsWith(folded), false, value.length);
    }
    case "equals": {
      const wanted = composed(value);
      return textual((text) => composed(text) === wanted, false, value.length);
    }
    case "not-equals": {
      const unwanted = composed(value);
      return textual((text) => composed(text) !== unwanted, true, value.length);
    }
    case "empty":
      return {
        ofBytes: (_, cursor) => cursor.start === cursor.end || cursor.kind === "null",
        ofText: (text, isNull) => text === undefined || text === "" || isNull,
        ofPieces: () => false,
      };
    case "not-empty":
      return {
        ofBytes: (_, cursor) => cursor.start !== cursor.end && cursor.kind !== "null",
        ofText: (text, isNull) => text !== undefined && text !== "" && !isNull,
        ofPieces: () => true,
      };
  }
}
