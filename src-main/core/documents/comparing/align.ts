import { createHash } from "node:crypto";
import { recordsBetweenYields, type Task } from "../task.ts";
import type { Side } from "./side.ts";

/** More records than this are aligned by position: their identifiers would exceed the maximum size of a Map. */
const maxKeyed = 10_000_000;

/** Which records of the sides belong together. */
export interface Alignment {
  /** Number of groups: every record of every side is in exactly one. */
  readonly length: number;
  /** The record of a side in a group; -1 if it has none. */
  record(side: number, group: number): number;
  /** The field by which records are aligned; null when they are aligned by position. */
  readonly by: string | null;
}

/**
 * Aligns records by an identifier that all sides have, in the order of the first side; records that only other sides
 * have come last. While the identifiers agree position by position, as in correct responses, nothing is stored.
 */
export function* alignRecords(sides: readonly Side[], key: string | null): Task<Alignment> {
  const columns = sides.map((side) => (key === null ? -1 : side.column(key)));
  const shortest = Math.min(...sides.map(({ count }) => count));
  const longest = Math.max(...sides.map(({ count }) => count));
  if (columns.includes(-1) || longest > maxKeyed) return samePlace(sides, longest, null);
  let agreed = 0;
  while (agreed < shortest && agree(sides, columns, agreed)) if (++agreed % recordsBetweenYields === 0) yield;
  if (agreed === longest) return samePlace(sides, longest, key);
  return yield* byKey(sides, columns, agreed, key);
}

function samePlace(sides: readonly Side[], length: number, by: string | null): Alignment {
  return { length, by, record: (side, group) => (group < (sides[side]?.count ?? 0) ? group : -1) };
}

function agree(sides: readonly Side[], columns: readonly number[], record: number): boolean {
  let first: string | null = null;
  for (const [index, side] of sides.entries()) {
    const text = side.text(record, columns[index] ?? 0);
    if (first !== null && first !== text) return false;
    first = text;
  }
  return true;
}

/** Maximum characters of an identifier that is kept unchanged; a longer one is replaced by a digest. */
const maxKey = 1_000;

type Key = string | number;

/** The key of an identifier. A plain number takes a third of the memory of its text. */
function keyOf(text: string): Key {
  if (text.length > maxKey) return createHash("sha256").update(text).digest("base64");
  return /^(?:0|[1-9]\d{0,14})$/u.test(text) ? Number(text) : text;
}

/** Records by key; records with the same key are in their order. */
type KeyIndex = Map<Key, number | number[]>;

function take(index: KeyIndex, key: Key): number {
  const found = index.get(key);
  if (found === undefined) return -1;
  if (typeof found === "number") {
    index.delete(key);
    return found;
  }
  const record = found.shift() ?? -1;
  if (found.length === 0) index.delete(key);
  return record;
}

function* indexFrom(side: Side, column: number, from: number): Task<KeyIndex> {
  const index: KeyIndex = new Map();
  for (let record = from; record < side.count; record++) {
    const key = keyOf(side.text(record, column));
    const known = index.get(key);
    if (known === undefined) index.set(key, record);
    else if (typeof known === "number") index.set(key, [known, record]);
    else known.push(record);
    if (record % recordsBetweenYields === 0) yield;
  }
  return index;
}

function* byKey(
  sides: readonly Side[],
  columns: readonly number[],
  agreed: number,
  by: string | null,
): Task<Alignment> {
  const left: KeyIndex[] = [];
  for (const [index, side] of sides.entries()) {
    left.push(index === 0 ? new Map() : yield* indexFrom(side, columns[index] ?? 0, agreed));
  }
  const capacity = sides.reduce((sum, { count }) => sum + count - agreed, 0);
  const groups = sides.map(() => new Int32Array(capacity).fill(-1));
  let length = 0;
  for (const [first, side] of sides.entries()) {
    // A later side contributes only records that no earlier side has matched.
    const own = first === 0 ? null : remaining(left[first] ?? new Map());
    const count = own?.length ?? side.count - agreed;
    for (let place = 0; place < count; place++) {
      const record = own?.[place] ?? agreed + place;
      const key = keyOf(side.text(record, columns[first] ?? 0));
      for (let other = first; other < sides.length; other++) {
        const group = groups[other];
        if (group) group[length] = other === first ? record : take(left[other] ?? new Map(), key);
      }
      length++;
      if (place % recordsBetweenYields === 0) yield;
    }
  }
  return {
    by,
    length: agreed + length,
    record: (side, group) => (group < agreed ? group : (groups[side]?.[group - agreed] ?? -1)),
  };
}

function remaining(index: KeyIndex): Int32Array {
  return Int32Array.from([...index.values()].flat()).sort();
}
