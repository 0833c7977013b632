import { composed } from "#shared/canonical-text.ts";
import type { RecordQuery } from "#shared/documents.ts";
import { fieldText } from "#shared/formats/field.ts";
import { CallError } from "../call-error.ts";
import { maxTextCharacters, maxTexts } from "./limits.ts";
import type { Records } from "./records.ts";
import { areNumbers } from "./plain-number.ts";
import { compareText, differInDigitsOnly, sortKey, valueKey } from "./sort-key.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

/** Rank of every record in one column, by its number: equivalent texts share a rank, 0 is for empty, null and missing. */
interface Ranks {
  readonly ofRecord: Uint32Array;
  readonly highest: number;
}

/**
 * Records in the order of the sort, stable. Texts are ranked once per column, then whole columns are ordered by
 * counting, the least significant first: that is linear and costs no comparison per column beyond the ranking.
 * What is empty stands last in either direction.
 */
export function* sortedRecords(records: Records, from: Uint32Array, sort: RecordQuery["sort"]): Task<Uint32Array> {
  let order = from;
  for (const { column, direction } of [...sort].reverse()) {
    const index = records.columns.names.indexOf(column);
    if (index < 0) continue;
    const ranks = yield* rank(records, from, index);
    order = byCounting(order, ranks, direction === "descending");
    yield;
  }
  return order;
}

/** Goes through `chosen` as it stands, in the order of the body: in a file every jump back would be a read. */
function* rank(records: Records, chosen: Uint32Array, column: number): Task<Ranks> {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const ofRecord = new Uint32Array(records.list.count);
  let characters = 0;
  for (let position = 0; position < chosen.length; position++) {
    const record = chosen[position] as number;
    const text = textOf(records, record, column);
    if (text !== "") {
      let number = numbers.get(text);
      if (number === undefined) {
        characters += text.length;
        if (texts.length >= maxTexts || characters > maxTextCharacters) throw tooMany(records, column);
        number = texts.push(text);
        numbers.set(text, number);
      }
      ofRecord[record] = number;
    }
    if (position % recordsBetweenYields === 0) yield;
  }
  // Ranking makes as many strings again: what is no longer needed makes room for them.
  numbers.clear();
  const rankOf = yield* rankTexts(texts);
  for (let record = 0; record < ofRecord.length; record++) {
    ofRecord[record] = rankOf[ofRecord[record] as number] as number;
  }
  return { ofRecord, highest: texts.length };
}

function tooMany(records: Records, column: number): CallError {
  const name = records.columns.names[column] ?? "";
  return new CallError(
    "invalid-input",
    `The column ${name} has too many different values to sort by. Filter first, or sort by another column.`,
  );
}

function textOf(records: Records, record: number, column: number): string {
  if (records.list.marksOf(record) !== 0) {
    const value = records.columns.spread(records.fields(record))[column];
    return value === undefined || (typeof value === "object" && value.kind === "null") ? "" : fieldText(value);
  }
  const { cursor } = records;
  cursor.open(record);
  for (let at = 0; at <= column; at++) if (!cursor.next()) return "";
  return cursor.kind === "null" ? "" : cursor.text();
}

function* keysOf(texts: readonly string[], keyOf: (text: string) => string): Task<string[]> {
  const keys: string[] = [];
  for (const text of texts) {
    keys.push(keyOf(text));
    if (keys.length % recordsBetweenYields === 0) yield;
  }
  return keys;
}

/** Number of a text (from 1) to its rank (from 1); 0 stays 0. */
function* rankTexts(texts: readonly string[]): Task<Uint32Array> {
  const keys = differInDigitsOnly(texts) ? texts : yield* keysOf(texts, areNumbers(texts) ? valueKey : sortKey);
  // Texts that are written otherwise and mean the same share a rank, so that other columns order their records.
  const compare = (one: number, other: number): number =>
    compareText(keys[one] ?? "", keys[other] ?? "") ||
    compareText(composed(texts[one] ?? ""), composed(texts[other] ?? ""));
  const order = yield* mergeSort(texts.length, compare);
  const ranks = new Uint32Array(texts.length + 1);
  let rank = 0;
  order.forEach((text, index) => {
    const before = order[index - 1];
    if (before === undefined || compare(before, text) !== 0) rank = index + 1;
    ranks[text + 1] = rank;
  });
  return ranks;
}

const runLength = 4_096;

/** 0 to `count` in the order of `compare`, in slices: the built-in sort cannot be stopped halfway. */
function* mergeSort(count: number, compare: (one: number, other: number) => number): Task<Uint32Array> {
  let order = new Uint32Array(count);
  for (let start = 0; start < count; start += runLength) {
    const run = Array.from({ length: Math.min(runLength, count - start) }, (_, index) => start + index);
    order.set(run.sort(compare), start);
    yield;
  }
  let merged = new Uint32Array(count);
  for (let width = runLength; width < count; width *= 2) {
    for (let start = 0; start < count; start += width * 2) {
      const middle = Math.min(start + width, count);
      const end = Math.min(start + width * 2, count);
      let left = start;
      let right = middle;
      for (let to = start; to < end; to++) {
        const takeLeft = left < middle && (right >= end || compare(order[left] as number, order[right] as number) <= 0);
        merged[to] = takeLeft ? (order[left++] as number) : (order[right++] as number);
        if (to % runLength === 0) yield;
      }
    }
    [order, merged] = [merged, order];
  }
  return order;
}

function byCounting(order: Uint32Array, { ofRecord, highest }: Ranks, isDescending: boolean): Uint32Array {
  const place = (record: number): number => {
    const rank = ofRecord[record] as number;
    if (rank === 0) return highest;
    return isDescending ? highest - rank : rank - 1;
  };
  const starts = new Uint32Array(highest + 2);
  for (const record of order) starts[place(record) + 1] = (starts[place(record) + 1] as number) + 1;
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
  const sorted = new Uint32Array(order.length);
  for (const record of order) {
    const to = starts[place(record)] as number;
    starts[place(record)] = to + 1;
    sorted[to] = record;
  }
  return sorted;
}
