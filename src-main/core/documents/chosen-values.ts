import { fieldLength, fieldText, type Field, type FieldValue } from "#shared/formats/field.ts";
import type { RecordOrder } from "./record-order.ts";
import type { Records } from "./records.ts";

/** The records of a query in its order, and the requested columns. */
export interface ChosenTable {
  readonly records: Records;
  readonly order: RecordOrder;
  readonly columns: readonly string[];
}

/** The values of a record in the chosen columns. */
export class ChosenValues {
  readonly keys: readonly string[];
  private readonly places: readonly number[];
  private readonly table: ChosenTable;

  constructor(table: ChosenTable) {
    const { names, keys } = table.records.columns;
    this.table = table;
    this.places = table.columns.map((name) => names.indexOf(name)).filter((place) => place >= 0);
    this.keys = this.places.map((place) => keys[place] ?? "");
  }

  private at(position: number): (FieldValue | undefined)[] {
    const { records, order } = this.table;
    const values = records.columns.spread(records.fields(order.record(position)));
    return this.places.map((place) => values[place]);
  }

  /** Null and missing values are empty, for formats that have neither. */
  texts(position: number): string[] {
    return this.at(position).map((value) =>
      value === undefined || (typeof value === "object" && value.kind === "null") ? "" : fieldText(value),
    );
  }

  /** The length of each value, even where its text is truncated. */
  lengths(position: number): number[] {
    return this.at(position).map((value) => (value === undefined ? 0 : fieldLength(value)));
  }

  /** The values of a long record, some of which may be too long for a string; null for almost every record. */
  longValues(position: number): (FieldValue | undefined)[] | null {
    const { records, order } = this.table;
    if (!records.list.isLong(order.record(position))) return null;
    return this.at(position);
  }

  /** Only the fields that the record has. */
  fields(position: number): Field[] {
    return this.at(position).flatMap((value, index) =>
      value === undefined ? [] : [{ key: this.keys[index] ?? "", value }],
    );
  }
}
