import type { CheckedFormat } from "#shared/format-check.ts";
import { fieldText, type FieldValue } from "#shared/formats/field.ts";
import { shownEnd } from "../long-records.ts";
import { mark } from "../record-list.ts";
import type { Records } from "../records.ts";
import { placedValues } from "../sent-values.ts";
import type { Source } from "../source.ts";
import { strayKey } from "../stray-key.ts";

/** One of the compared bodies: its records, read one at a time. */
export class Side {
  readonly format: CheckedFormat;
  readonly records: Records;
  readonly names: readonly string[];
  private readonly source: Source;
  private readonly columns: ReadonlyMap<string, number>;

  /** `names`: the names of the fields when the CSV has no header. */
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

  /** The column of a field; -1 when no record has it. */
  column(name: string): number {
    return this.columns.get(name) ?? -1;
  }

  /** Whether the cursor can walk the values of a record, one for each of the first columns. */
  isRegular(record: number): boolean {
    return this.records.list.marksOf(record) === 0;
  }

  /** Whether a record has more or fewer cells than the header. */
  isRagged(record: number): boolean {
    return (this.records.list.marksOf(record) & mark.ragged) !== 0;
  }

  /** The values of a record in the order of `names`; undefined where it lacks the field. */
  values(record: number): readonly (FieldValue | undefined)[] {
    return this.records.columns.spread(this.records.fields(record));
  }

  /** Names of the fields of a record in the order in which they are sent. */
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

  /** The loaded bytes, which contain the record that the cursor was opened on; its positions are indices into them. */
  get bytes(): Uint8Array {
    return this.source.bytes;
  }

  /** A part of the loaded bytes as text. */
  between(start: number, end: number): string {
    return this.source.text(this.source.base + start, this.source.base + end);
  }

  /** The source of a value and its offset; null where there is none. */
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
