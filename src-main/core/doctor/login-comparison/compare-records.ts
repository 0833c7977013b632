import type { Row } from "#shared/documents.ts";
import type { RecordComparison } from "#shared/login-comparison.ts";
import { RecordTally, textOf, type BothTexts } from "./record-tally.ts";

/** The records of one response, read window by window: no more than one window of each is in memory. */
export interface RecordSource {
  readonly columns: readonly string[];
  readonly count: number;
  read(offset: number, limit: number): Promise<readonly Row[]>;
  /** A piece of a value that is longer than a window shows. */
  readText(record: number, column: string, from: number, limit: number): Promise<string>;
}

interface Sides {
  readonly left: RecordSource;
  readonly right: RecordSource;
}

const windowRows = 500;
const pieceCharacters = 262_144;

/**
 * Records that wait for their counterpart are kept as text, up to this many characters. Responses in the
 * same order need none of it; two responses in any order stay below it up to about half a million records.
 */
const maxHeldCharacters = 200_000_000;

/**
 * Counts which records and fields differ between two responses of any size. Records are matched by `key` when every
 * record on both sides has it and no two records of a side share a value, otherwise by their position.
 */
export async function compareRecords(
  left: RecordSource,
  right: RecordSource,
  key: string | null,
  maxHeld = maxHeldCharacters,
): Promise<RecordComparison> {
  const sides = { left, right };
  const isInBoth = key !== null && left.columns.includes(key) && right.columns.includes(key);
  const byKey = isInBoth ? await compareByKey(sides, key, maxHeld) : null;
  return byKey ?? (await compareByPosition(sides));
}

/** null: a record has no value for the key, or shares its value with another record of the same side. */
async function compareByKey(sides: Sides, key: string, maxHeld: number): Promise<RecordComparison | null> {
  const { left, right } = sides;
  const tally = new RecordTally(left.columns, right.columns, key);
  const [leftKeys, rightKeys] = [new Waiting(left.columns.indexOf(key)), new Waiting(right.columns.indexOf(key))];
  const count = Math.max(left.count, right.count);
  for (let offset = 0; offset < count; offset += windowRows) {
    const [ones, others] = await readBoth(sides, offset);
    for (let index = 0; index < Math.max(ones.length, others.length); index++) {
      const one = leftKeys.claim(ones[index]);
      const other = rightKeys.claim(others[index]);
      if (one === null || other === null) return null;
      if (one !== undefined && one.id === other?.id) {
        await compareRows(sides, tally, one.row, other.row, one.id);
        continue;
      }
      if (one !== undefined) {
        const match = rightKeys.take(one.id);
        if (match === undefined) leftKeys.hold(one);
        else await compareRows(sides, tally, one.row, match, one.id);
      }
      if (other !== undefined) {
        const match = leftKeys.take(other.id);
        if (match === undefined) rightKeys.hold(other);
        else await compareRows(sides, tally, match, other.row, other.id);
      }
    }
    if (leftKeys.characters + rightKeys.characters > maxHeld && offset + windowRows < count) {
      tally.stopAfter(offset + windowRows);
      break;
    }
  }
  for (const id of leftKeys.ids()) tally.addAlone("left", id);
  for (const id of rightKeys.ids()) tally.addAlone("right", id);
  return tally.result();
}

async function compareByPosition(sides: Sides): Promise<RecordComparison> {
  const { left, right } = sides;
  const tally = new RecordTally(left.columns, right.columns, null);
  const count = Math.max(left.count, right.count);
  for (let offset = 0; offset < count; offset += windowRows) {
    const [ones, others] = await readBoth(sides, offset);
    for (let index = 0; index < Math.max(ones.length, others.length); index++) {
      const [one, other] = [ones[index], others[index]];
      const position = String(offset + index + 1);
      if (one !== undefined && other !== undefined) await compareRows(sides, tally, one, other, position);
      else tally.addAlone(one === undefined ? "right" : "left", position);
    }
  }
  return tally.result();
}

async function readBoth(
  { left, right }: Sides,
  offset: number,
): Promise<readonly [left: readonly Row[], right: readonly Row[]]> {
  const read = async (source: RecordSource): Promise<readonly Row[]> => {
    const limit = Math.min(windowRows, source.count - offset);
    return limit <= 0 ? [] : await source.read(offset, limit);
  };
  return await Promise.all([read(left), read(right)]);
}

/** Long values that begin alike are read to the end: nothing is considered equal without having been compared. */
async function compareRows(sides: Sides, tally: RecordTally, one: Row, other: Row, name: string): Promise<void> {
  const doubtful = tally.compare(one, other, name);
  if (doubtful.length === 0) return;
  for (const { field, length } of doubtful) {
    const found = await findDifference(sides, one.record, other.record, field, length);
    if (found !== null) tally.addLong(field, name, found);
  }
  tally.endDoubt();
}

/** Both texts around the first character that differs; null when they are the same. */
async function findDifference(
  { left, right }: Sides,
  one: number,
  other: number,
  field: string,
  length: number,
): Promise<BothTexts | null> {
  for (let from = 0; from < length;) {
    const [first, second] = await Promise.all([
      left.readText(one, field, from, pieceCharacters),
      right.readText(other, field, from, pieceCharacters),
    ]);
    if (first !== second) return excerptsOf(first, second);
    if (first === "") return null;
    from += first.length;
  }
  return null;
}

const charactersBefore = 40;
const charactersAfter = 120;

function excerptsOf(left: string, right: string): BothTexts {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  const excerpt = (text: string): string => `…${text.slice(Math.max(0, at - charactersBefore), at + charactersAfter)}…`;
  return { left: excerpt(left), right: excerpt(right) };
}

interface Claimed {
  readonly id: string;
  readonly row: Row;
}

/** Records of one side whose counterpart has not arrived yet. */
class Waiting {
  characters = 0;
  readonly #column: number;
  readonly #seen = new Set<string>();
  readonly #held = new Map<string, string>();

  constructor(column: number) {
    this.#column = column;
  }

  /** null: the record has no identifier, or has that of an earlier record. */
  claim(row: Row | undefined): Claimed | null | undefined {
    if (row === undefined) return undefined;
    const id = textOf(row.cells[this.#column]);
    if (id === null || this.#seen.has(id)) return null;
    this.#seen.add(id);
    return { id, row };
  }

  hold({ id, row }: Claimed): void {
    const text = JSON.stringify(row);
    this.#held.set(id, text);
    this.characters += text.length;
  }

  take(id: string): Row | undefined {
    const text = this.#held.get(id);
    if (text === undefined) return undefined;
    this.#held.delete(id);
    this.characters -= text.length;
    return JSON.parse(text) as Row;
  }

  ids(): Iterable<string> {
    return this.#held.keys();
  }
}
