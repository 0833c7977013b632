import type { CheckedFormat } from "#shared/format-check.ts";
import { fieldText, type FieldValue } from "#shared/formats/field.ts";
import { shownEnd } from "../long-records.ts";
import { mark } from "../record-list.ts";
import type { Records } from "../records.ts";
import { placedValues } from "../sent-values.ts";
import type { Source } from "../source.ts";
import { strayKey } from "../stray-key.ts";

/** One of the bodies that are compared: its records, read one at a time. */
export class Side {
  readonly format: CheckedFormat;
  readonly records: Records;
  readonly names: readonly string[];
  private readonly source: Source;
  private readonly columns: ReadonlyMap<string, number>;

  /** `names`: what the fields are called when CSV does not say so itself. */
  constructor(source: Source, records: Records, names: readonly string[] | null = null) {
    this.source = source;
    this.records = records;
    this.format = records.format;
    this.names = names ?? records.columns.names;
    this.columns = new Map(this.names.map((name, column) => [name, column]));
  }

  get count(): number {
    return this.records.list.count;
  }

  /** -1: no record has such a field. */
  column(name: string): number {
    return this.columns.get(name) ?? -1;
  }

  /** Its values can be walked by the cursor, one for each of the first columns. */
  isRegular(record: number): boolean {
    return this.records.list.marksOf(record) === 0;
  }

  /** More or fewer cells than the header has. */
  isRagged(record: number): boolean {
    return (this.records.list.marksOf(record) & mark.ragged) !== 0;
  }

  /** In the order of `names`; undefined where the record has no such field. */
  values(record: number): readonly (FieldValue | undefined)[] {
    return this.records.columns.spread(this.records.fields(record));
  }

  /** Names of the fields of a record in the order in which they are written. */
  fieldNames(record: number): readonly string[] {
    const fields = this.records.fields(record);
    return this.format === "csv" ? this.names.slice(0, fields.length) : fields.map(({ key }) => key);
  }

  /** The text of one value; empty where there is none. */
  text(record: number, column: number): string {
    if (!this.isRegular(record)) {
      const value = this.values(record)[column];
      return value === undefined ? "" : fieldText(value);
    }
    const { cursor } = this.records;
    cursor.open(record);
    for (let at = 0; at <= column; at++) if (!cursor.next()) return "";
    return cursor.text();
  }

  /** Those at hand, which hold the record that the cursor was opened on; its positions count in them. */
  get bytes(): Uint8Array {
    return this.source.bytes;
  }

  /** A part of the bytes at hand as text. */
  between(start: number, end: number): string {
    return this.source.text(this.source.base + start, this.source.base + end);
  }

  /** How a value is written and where; null where there is none. */
  written(record: number, column: number): { readonly source: string; readonly byteOffset: number } | null {
    const { records, source } = this;
    if ((records.list.marksOf(record) & mark.stray) !== 0) {
      const hasColumn = records.columns.keys[column] === strayKey;
      return hasColumn ? { source: this.text(record, column), byteOffset: records.bounds(record).start } : null;
    }
    const values = placedValues(source, records, record);
    const places =
      records.format === "csv"
        ? values.map((_, index) => index)
        : [...records.columns.place(values.map(({ key }) => key ?? ""))];
    const value = values[places.indexOf(column)];
    return value === undefined
      ? null
      : { source: source.text(value.from, shownEnd(source, value.from, value.to, "raw")), byteOffset: value.from };
  }
}
