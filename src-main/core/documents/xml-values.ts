import type { Field, FieldValue } from "#shared/formats/field.ts";
import { XmlScanner } from "#shared/formats/xml-scanner.ts";
import { xmlContentText } from "#shared/formats/xml-text.ts";
import { maxFields } from "./limits.ts";

/** A field of an XML record and its place in the bytes that were looked at. */
export interface PlacedXmlField extends Field {
  /** Where its element starts. */
  readonly offset: number;
  /** Bounds of its content, or of the whole element where that is nested or empty. */
  readonly from: number;
  readonly to: number;
}

/** How names and values are read from the bytes that were looked at. */
interface XmlTexts {
  readonly keyOf: (from: number, to: number) => string;
  readonly valueOf: (from: number, to: number, isNested: boolean) => FieldValue;
}

export function xmlTexts(textOf: (from: number, to: number) => string): XmlTexts {
  return {
    keyOf: textOf,
    valueOf: (from, to, isNested) =>
      isNested ? { kind: "nested", text: textOf(from, to) } : xmlContentText(textOf(from, to)),
  };
}

/**
 * The fields of the record between two positions, by its tags alone. Unlike a parser it also reads a record with a
 * character that XML does not allow, a bare & or the like.
 */
export function xmlFieldsAt(
  bytes: Uint8Array,
  start: number,
  end: number,
  { keyOf, valueOf }: XmlTexts,
): PlacedXmlField[] {
  const scanner = new XmlScanner({ lenient: true, isUtf8: false });
  const fields: PlacedXmlField[] = [];
  let depth = 0;
  let key = "";
  let fieldStart = 0;
  let contentStart = 0;
  let isNested = false;
  const add = (from: number, to: number, offset: number): void => {
    fields.push({ key, value: valueOf(from, to, isNested), offset, from, to });
  };
  for (let at = start; at < end && fields.length < maxFields;) {
    const after = scanner.scan(bytes, at, end, true);
    if (after < 0) break;
    const { token } = scanner;
    if (token === "open" || token === "empty") {
      if (depth === 1) {
        key = keyOf(scanner.nameStart, scanner.nameEnd);
        fieldStart = at;
        contentStart = after;
        isNested = scanner.hasAttributes;
        if (token === "empty" && isNested) add(at, after, at);
        else if (token === "empty") fields.push({ key, value: "", offset: at, from: at, to: after });
      } else if (depth > 1) isNested = true;
      if (token === "open") depth++;
    } else if (token === "close") {
      depth--;
      if (depth === 1) {
        if (isNested) add(fieldStart, after, fieldStart);
        else add(contentStart, at, contentStart);
      }
      if (depth === 0) break;
    } else if (depth > 1 && (token === "comment" || token === "instruction")) isNested = true;
    at = after;
  }
  return fields;
}

/** The same for a record that is text. */
export function readXmlFields(text: string): Field[] {
  const bytes = new Uint8Array(Buffer.from(text));
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const textOf = (from: number, to: number): string => decoder.decode(bytes.subarray(from, to));
  return xmlFieldsAt(bytes, 0, bytes.length, xmlTexts(textOf)).map(({ key, value }) => ({ key, value }));
}
