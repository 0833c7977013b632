import { fieldLength, fieldText, type Field, type FieldValue } from "#shared/formats/field.ts";
import type { RecordOrder } from "./record-order.ts";
import type { Records } from "./records.ts";

/** The records of a query in its order, and the columns that are wanted of them. */
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

  /** null and missing are empty where a format knows neither. */
  texts(position: number): string[] {
    return this.at(position).map((value) =>
      value === undefined || (typeof value === "object" && value.kind === "null") ? "" : fieldText(value),
    );
  }

  /** For each of these texts, the length of the whole one. */
  lengths(position: number): number[] {
    return this.at(position).map((value) => (value === undefined ? 0 : fieldLength(value)));
  }

  /** The values, when some of them are too long to be texts; null for almost every record. */
  longValues(position: number): (FieldValue | undefined)[] | null {
    const { records, order } = this.table;
    if (!records.list.isLong(order.record(position))) return null;
    return this.at(position);
  }

  /** Without those that the record does not have. */
  fields(position: number): Field[] {
    return this.at(position).flatMap((value, index) =>
      value === undefined ? [] : [{ key: this.keys[index] ?? "", value }],
    );
  }
}
