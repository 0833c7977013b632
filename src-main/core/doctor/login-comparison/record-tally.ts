import type { Cell, Row } from "#shared/documents.ts";
import { maxShownDifferences, type ComparedSide, type RecordComparison } from "#shared/login-comparison.ts";

const maxExamples = 20;
const maxText = 200;

/** A field whose beginning is the same in both records, and its length in both. */
export interface DoubtfulField {
  readonly field: string;
  readonly length: number;
}

/** A value as it is shown, on both sides; null when a record lacks the field. */
export type BothTexts = Pick<RecordComparison["values"][number], "left" | "right">;

interface Column {
  readonly field: string;
  readonly left: number;
  readonly right: number;
}

/** Counts all differences between records, and keeps the first ones for display. */
export class RecordTally {
  readonly #matchedBy: string | null;
  readonly #columns: readonly Column[];
  readonly #counts = new Map<string, number>();
  readonly #values: RecordComparison["values"] = [];
  readonly #examples: RecordComparison["examples"] = { left: [], right: [] };
  readonly #alone = { left: 0, right: 0 };
  #same = 0;
  #differing = 0;
  #limit: number | null = null;
  /** A difference was already found in the record whose comparison is incomplete. */
  #differs = false;

  constructor(left: readonly string[], right: readonly string[], matchedBy: string | null) {
    this.#matchedBy = matchedBy;
    this.#columns = [...new Set([...left, ...right])].map((field) => ({
      field,
      left: left.indexOf(field),
      right: right.indexOf(field),
    }));
  }

  /**
   * Compares two matched records, and returns the fields that their windows cannot decide. If there are any, `endDoubt`
   * counts the record.
   */
  compare(one: Row, other: Row, name: string): readonly DoubtfulField[] {
    const doubtful: DoubtfulField[] = [];
    this.#differs = false;
    for (const { field, left, right } of this.#columns) {
      const [first, second] = [one.cells[left], other.cells[right]];
      if (typeof first === "string" && first === second) continue;
      if (!isSameValue(first, second)) this.#add(field, name, { left: shown(first), right: shown(second) });
      else if (typeof first === "object" && first.kind === "cut") doubtful.push({ field, length: first.length });
    }
    if (doubtful.length === 0) this.endDoubt();
    return doubtful;
  }

  /** Adds a difference in a long value that was read completely. */
  addLong(field: string, name: string, texts: BothTexts): void {
    this.#add(field, name, texts);
  }

  endDoubt(): void {
    if (this.#differs) this.#differing++;
    else this.#same++;
  }

  addAlone(side: ComparedSide, name: string): void {
    this.#alone[side]++;
    if (this.#examples[side].length < maxExamples) this.#examples[side].push(name);
  }

  /** Not all records could be compared: this is the number compared on each side. */
  stopAfter(records: number): void {
    this.#limit = records;
  }

  result(): RecordComparison {
    const fields = [...this.#counts]
      .map(([name, count]) => ({ name, count }))
      .toSorted((one, other) => other.count - one.count || one.name.localeCompare(other.name));
    return {
      matchedBy: this.#matchedBy,
      same: this.#same,
      differing: this.#differing,
      onlyLeft: this.#alone.left,
      onlyRight: this.#alone.right,
      examples: this.#examples,
      fields,
      values: this.#values,
      limit: this.#limit,
    };
  }

  #add(field: string, name: string, texts: BothTexts): void {
    this.#differs = true;
    this.#counts.set(field, (this.#counts.get(field) ?? 0) + 1);
    if (this.#values.length >= maxShownDifferences) return;
    const id = this.#matchedBy === null ? "" : name;
    this.#values.push({ id, field, ...texts });
  }
}

/** null when the record lacks the field. */
export function textOf(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  if (typeof cell === "string") return cell;
  return cell.kind === "missing" ? null : cell.text;
}

/** A JSON null is not the text "null". For a long value the length counts too. */
function isSameValue(one: Cell | undefined, other: Cell | undefined): boolean {
  const kindOf = (cell: Cell | undefined): string =>
    cell === undefined ? "missing" : typeof cell === "string" ? "text" : cell.kind;
  const lengthOf = (cell: Cell | undefined): number | null =>
    typeof cell === "object" && cell.kind === "cut" ? cell.length : null;
  return kindOf(one) === kindOf(other) && textOf(one) === textOf(other) && lengthOf(one) === lengthOf(other);
}

function shown(cell: Cell | undefined): string | null {
  const text = textOf(cell);
  return text === null || text.length <= maxText ? text : `${text.slice(0, maxText)}…`;
}
