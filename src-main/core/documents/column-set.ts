import type { Field, FieldValue } from "#shared/formats/field.ts";
import { maxColumns } from "./limits.ts";

/**
 * The columns of a table: every key that occurs, in the order of its first appearance. A key that is repeated within
 * one record gets a column for each repetition, `name (2)`, so no value hides another.
 */
export class ColumnSet {
  readonly names: string[] = [];
  readonly keys: string[] = [];
  /** Some keys have no column because the limit was reached. */
  overflow = false;
  private readonly byKey = new Map<string, number[]>();
  private readonly taken = new Set<string>();
  /** A record without values: copying it is a hundred times as fast as creating an array of a thousand elements. */
  private readonly unset: (FieldValue | undefined)[] = [];

  /** Removes all columns. */
  clear(): void {
    this.names.length = 0;
    this.keys.length = 0;
    this.overflow = false;
    this.byKey.clear();
    this.taken.clear();
    this.unset.length = 0;
  }

  /** Columns of the keys of one record; -1 for those beyond the limit. */
  place(keys: readonly string[]): Int32Array {
    const places = new Int32Array(keys.length);
    const seen = new Map<string, number>();
    keys.forEach((key, index) => {
      const occurrence = seen.get(key) ?? 0;
      seen.set(key, occurrence + 1);
      places[index] = this.column(key, occurrence);
    });
    return places;
  }

  private column(key: string, occurrence: number): number {
    const columns = this.byKey.get(key) ?? [];
    const known = columns[occurrence];
    if (known !== undefined) return known;
    if (this.names.length >= maxColumns) {
      this.overflow = true;
      return -1;
    }
    const index = this.names.length;
    columns.push(index);
    this.byKey.set(key, columns);
    this.keys.push(key);
    this.names.push(this.freeName(key, occurrence));
    this.unset.push(undefined);
    return index;
  }

  private freeName(key: string, occurrence: number): string {
    let number = occurrence + 1;
    let name = occurrence === 0 ? key : `${key} (${number})`;
    while (this.taken.has(name)) name = `${key} (${++number})`;
    this.taken.add(name);
    return name;
  }

  /** Values in the order of the columns; undefined where the record has none. */
  spread(fields: readonly Field[]): (FieldValue | undefined)[] {
    if (fields.length === this.keys.length && fields.every((field, index) => field.key === this.keys[index])) {
      return fields.map((field) => field.value);
    }
    const values = this.unset.slice();
    const places = this.place(fields.map((field) => field.key));
    fields.forEach((field, index) => {
      const place = places[index];
      if (place !== undefined && place >= 0) values[place] = field.value;
    });
    return values;
  }
}
