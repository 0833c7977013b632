/** The formats of the API that hold records. */
export type RecordFormat = "json" | "xml" | "csv";

/**
 * One value as the body has it. A plain string, the most common case, is the value.
 * `nested` of XML is the whole element with its own tags, of JSON the object or array.
 */
export type FieldValue =
  | string
  | LongValue
  | { readonly kind: "null" | "literal" | "nested"; readonly text: string }
  /** `other`: what the value is by another rule that its writer may have followed. */
  | { readonly kind: "ambiguous"; readonly text: string; readonly source: string; readonly other?: string | undefined };

/** A value of so many bytes that it is read in pieces. */
export interface LongValue {
  readonly kind: "long";
  readonly of: "text" | "literal" | "nested";
  /** Its beginning, or all of it where `isWhole`. */
  readonly text: string;
  readonly isWhole: boolean;
  /** Characters of all of it. */
  readonly length: number;
  /** Where it is in the body, without its quotes. */
  readonly byteOffset: number;
  /** The whole value, in pieces. No piece ends within a character. */
  pieces(): Iterable<string>;
}

/** Fields are in the order of the body, repeated keys included. */
export interface Field {
  readonly key: string;
  readonly value: FieldValue;
}

/** The text that sorting, searching and the plain formats work on; of a value too long for that, its beginning. */
export function fieldText(value: FieldValue): string {
  return typeof value === "string" ? value : value.text;
}

/** A value whose text is only its beginning. */
export function isCutValue(value: FieldValue | undefined): value is LongValue {
  return typeof value === "object" && value.kind === "long" && !value.isWhole;
}

/** The whole text of a value. */
export function fieldPieces(value: FieldValue): Iterable<string> {
  return typeof value === "object" && value.kind === "long" ? value.pieces() : [fieldText(value)];
}

export function fieldLength(value: FieldValue): number {
  return typeof value === "object" && value.kind === "long" ? value.length : fieldText(value).length;
}
