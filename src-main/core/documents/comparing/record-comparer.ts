import type { CheckedFormat, ComparedValue, DifferenceKind, Finding, PerFormat } from "#shared/format-check.ts";
import { fieldText, type FieldValue } from "#shared/formats/field.ts";
import type { DifferenceTally } from "./difference-tally.ts";
import { differenceOf, isIllWritten } from "./difference-kind.ts";
import { excerpts } from "./excerpts.ts";
import type { Side } from "./side.ts";

/** The record of each side, in the order of the sides; -1 for none. */
export type Match = readonly number[];

/** A field that at least one side has, with its column in each; -1 for none. */
interface ComparedField {
  readonly name: string;
  readonly columns: readonly number[];
}

interface SideValue {
  readonly side: Side;
  readonly record: number;
  readonly column: number;
  readonly value: FieldValue;
}

/** What only one of several sides has is extra; what only one of them lacks is missing there. null when all have it. */
function absenceOf(
  asked: readonly Side[],
  there: readonly Side[],
): { readonly kind: "missing" | "extra"; readonly odd: CheckedFormat | null } | null {
  if (there.length === asked.length) return null;
  if (there.length === 1 && asked.length > 2) return { kind: "extra", odd: there[0]?.format ?? null };
  return { kind: "missing", odd: asked.find((side) => !there.includes(side))?.format ?? null };
}

/** Compares the records of one match field by field and adds the differences to the tally. */
export class RecordComparer {
  readonly fields: readonly ComparedField[];
  private readonly sides: readonly Side[];
  private readonly tally: DifferenceTally;
  private readonly key: string | null;

  /** `key`: the field that identifies a record. */
  constructor(sides: readonly Side[], tally: DifferenceTally, key: string | null) {
    this.sides = sides;
    this.tally = tally;
    this.key = key;
    const names = new Set(sides.flatMap((side) => side.names));
    this.fields = [...names].map((name) => ({ name, columns: sides.map((side) => side.column(name)) }));
  }

  /** Returns false when something differs. */
  compare(match: Match): boolean {
    const there = this.sides.filter((_, index) => (match[index] ?? -1) >= 0);
    const absence = absenceOf(this.sides, there);
    if (absence !== null) this.tell(`record-${absence.kind}`, null, absence.odd, match);
    return (there.length < 2 || this.compareFields(match)) && absence === null;
  }

  private compareFields(match: Match): boolean {
    const values = this.sides.map((side, index) => ((match[index] ?? -1) < 0 ? null : side.values(match[index] ?? 0)));
    let same = true;
    let rowBroken = false;
    for (const { name, columns } of this.fields) {
      const asked: Side[] = [];
      const found: SideValue[] = [];
      for (const [index, side] of this.sides.entries()) {
        const own = values[index] ?? null;
        if (own === null || (rowBroken && side.format === "csv")) continue;
        asked.push(side);
        const column = columns[index] ?? -1;
        const value = own[column];
        if (value !== undefined) found.push({ side, record: match[index] ?? 0, column, value });
      }
      if (found.length === 0) continue;
      const there = found.map(({ side }) => side);
      const absence = absenceOf(asked, there);
      const difference = this.differing(found);
      if (absence === null && difference === null) continue;
      same = false;
      // In a row that is split incorrectly, all later values are displaced: that is one difference, not many.
      const odd = difference === null ? absence?.odd : difference.odd;
      if (odd === "csv" && this.isRaggedCsv(match) && there.some(({ format }) => format === "csv")) {
        rowBroken = true;
        this.tell("escaping", name, "csv", match);
        continue;
      }
      if (absence !== null) this.tell(`field-${absence.kind}`, name, absence.odd, match);
      if (difference !== null) this.tell(difference.kind, name, difference.odd, match);
    }
    return same;
  }

  private isRaggedCsv(match: Match): boolean {
    const index = this.sides.findIndex(({ format }) => format === "csv");
    return this.sides[index]?.isRagged(match[index] ?? -1) === true;
  }

  /** How the values of a field differ, and which side differs from the others. */
  private differing(found: readonly SideValue[]): { kind: DifferenceKind; odd: CheckedFormat | null } | null {
    const [first, second, third] = found;
    if (first === undefined || second === undefined) return null;
    const near = differenceOf(first.value, second.value);
    if (third === undefined) {
      if (near !== null) return { kind: near, odd: near === "type" ? "json" : this.illWritten(found) };
    } else {
      const far = differenceOf(first.value, third.value);
      const last = differenceOf(second.value, third.value);
      if (near !== null && far !== null) return { kind: near, odd: last === null ? first.side.format : null };
      if (near !== null) return { kind: near, odd: second.side.format };
      const kind = far ?? last;
      if (kind !== null) return { kind, odd: third.side.format };
    }
    return this.illWritten(found) === null ? null : { kind: "escaping", odd: "csv" };
  }

  /** `csv` when CSV writes its value against its own rules. Checked only where that is possible. */
  private illWritten(found: readonly SideValue[]): "csv" | null {
    const csv = found.find(({ side }) => side.format === "csv");
    if (csv === undefined) return null;
    const { value } = csv;
    if (typeof value === "object") return value.kind === "ambiguous" && isIllWritten(value.source) ? "csv" : null;
    if (!value.includes("\\")) return null;
    const written = csv.side.written(csv.record, csv.column);
    return written !== null && isIllWritten(written.source) ? "csv" : null;
  }

  private tell(kind: DifferenceKind, field: string | null, odd: CheckedFormat | null, match: Match): void {
    this.tally.add(kind, field, odd, () => this.finding(match, field));
  }

  /** The finding for a match: its identifier, its records, and the values of a field. */
  finding(match: Match, field: string | null): Finding {
    const written = this.sides.map((side, index): ComparedValue | null => {
      const record = match[index] ?? -1;
      const column = field === null ? -1 : side.column(field);
      if (record < 0 || column < 0) return null;
      const place = side.written(record, column);
      const value = side.values(record)[column];
      return place === null || value === undefined ? null : { ...place, text: fieldText(value) };
    });
    const records = match.map((record) => (record < 0 ? null : record));
    return {
      id: this.idOf(match),
      records: this.perFormat(records),
      values: this.perFormat(excerpts(written)),
    };
  }

  private idOf(match: Match): string {
    if (this.key === null) return "";
    for (const [index, side] of this.sides.entries()) {
      const record = match[index] ?? -1;
      const column = side.column(this.key);
      if (record >= 0 && column >= 0) return side.text(record, column).slice(0, 100);
    }
    return "";
  }

  perFormat<T>(each: readonly T[]): PerFormat<T | null> {
    const of = (format: CheckedFormat): T | null => {
      const index = this.sides.findIndex((side) => side.format === format);
      return each[index] ?? null;
    };
    return { json: of("json"), xml: of("xml"), csv: of("csv") };
  }
}
