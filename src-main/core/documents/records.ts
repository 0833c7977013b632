import type { ColumnSet } from "./column-set.ts";
import type { Field, RecordFormat } from "#shared/formats/field.ts";
import type { Break, Flaw } from "#shared/formats/scan.ts";
import type { FlawList } from "./flaw-list.ts";
import type { RecordList } from "./record-list.ts";

/**
 * Walks the values of a regular record (marks 0) over the bytes, one after the other in column order, without
 * making a string. This is what sorting, filtering, searching and the "nothing altered" check use.
 */
export interface ValueCursor {
  /** Bounds of the current value in the bytes at hand, without quotes or tags. */
  readonly start: number;
  readonly end: number;
  /** The bytes are the text itself: ASCII, nothing escaped. */
  readonly plain: boolean;
  /** Of JSON: a number, true or false is `literal`. */
  readonly kind: "text" | "literal" | "null";
  /** Moves to before the first value of a regular record. */
  open(record: number): void;
  /** Goes to the next value; false after the last. */
  next(): boolean;
  /** The current value decoded. */
  text(): string;
}

/** The fields of a regular record. */
export function regularFields(cursor: ValueCursor, record: number, keys: readonly string[]): Field[] {
  const fields: Field[] = [];
  cursor.open(record);
  while (cursor.next()) {
    const text = cursor.text();
    const value = cursor.kind === "text" ? text : { kind: cursor.kind, text };
    fields.push({ key: keys[fields.length] ?? "", value });
  }
  return fields;
}

/** Index over the records of one body, by one scan of its bytes. */
export interface Records {
  readonly format: RecordFormat;
  readonly list: RecordList;
  readonly columns: ColumnSet;
  /** How many columns a regular record has: the first ones. */
  readonly regularColumns: number;
  /** False once the body has shown that it is not a list of records; the scan then still looks for errors. */
  readonly isTable: boolean;
  /** Where the body breaks; records before it are whole and usable. */
  readonly problem: Break | null;
  /** What parsers refuse although its structure is clear. CSV has no such rules. */
  readonly flaws?: FlawList;
  /** How far the scan has come. */
  readonly at: number;
  /** Nothing is left to scan, or nothing can be. */
  readonly over: boolean;
  readonly cursor: ValueCursor;
  /**
   * Scans one record or one other piece in the bytes at hand, which hold `at` and no more than up to `limit`; with
   * `final` that is the end of the body. False when it cannot go on: the same is asked again once more is at hand.
   */
  step(limit: number, final: boolean): boolean;
  /** Scans no further; always false. */
  stop(problem: Break): boolean;
  /** The fields of one record: by the cursor where it is regular, by a parser over its text elsewhere. */
  fields(record: number): readonly Field[];
  /** The bytes of one record, for the code view of the served format and for copying. */
  bounds(record: number): { readonly start: number; readonly end: number };
  /** The first thing in a flawed record that parsers refuse. */
  flawOf?(record: number): Flaw | null;
  /** The text of a record that its own format shows as it was sent, since laying it out might change it. */
  sentText?(record: number): string | null;
}
