import type { CheckedFormat } from "#shared/format-check.ts";
import { recordsBetweenYields, type Task } from "../task.ts";
import type { Alignment } from "./align.ts";
import type { DifferenceTally } from "./difference-tally.ts";
import { excerpts } from "./excerpts.ts";
import { longestRising } from "./longest-rising.ts";
import type { RecordComparer } from "./record-comparer.ts";
import type { Side } from "./side.ts";

/** Reports the records that would have to be moved for all sides to be in the same order. */
export function* tellRecordOrder(
  sides: readonly Side[],
  alignment: Alignment,
  comparer: RecordComparer,
  tally: DifferenceTally,
): Task<void> {
  const common = yield* commonGroups(sides, alignment);
  if (common === null) return;
  const moved = sides.map((_, side) =>
    side === 0 ? null : longestRising(common.map((group) => alignment.record(side, group))),
  );
  yield;
  for (const [at, group] of common.entries()) {
    const out = sides.filter((_, side) => moved[side]?.[at] === 0);
    if (out.length === 0) continue;
    // With two sides, neither is known to be in order; when both others disagree with the first, it is the first.
    const alone = out.length === 1 ? out[0] : sides[0];
    const odd = sides.length > 2 ? (alone?.format ?? null) : null;
    const match = sides.map((_, side) => alignment.record(side, group));
    tally.add("record-order", null, odd, () => comparer.finding(match, null));
    if (at % recordsBetweenYields === 0) yield;
  }
}

/** Groups in which every side has a record; null when their order is the same everywhere, which is the usual case. */
function* commonGroups(sides: readonly Side[], alignment: Alignment): Task<Int32Array | null> {
  const groups = new Int32Array(alignment.length);
  const last = sides.map(() => -1);
  let count = 0;
  let inOrder = true;
  for (let group = 0; group < alignment.length; group++) {
    if (sides.every((_, side) => alignment.record(side, group) >= 0)) {
      groups[count++] = group;
      for (const side of sides.keys()) {
        const record = alignment.record(side, group);
        if (record < (last[side] ?? -1)) inOrder = false;
        last[side] = record;
      }
    }
    if (group % recordsBetweenYields === 0) yield;
  }
  return inOrder ? null : groups.subarray(0, count);
}

/**
 * Reports the side whose fields are in a different order from the others, according to the first record that all have.
 * The columns of a table do not show this: they are in the order in which they first appeared.
 */
export function* tellFieldOrder(
  sides: readonly Side[],
  alignment: Alignment,
  comparer: RecordComparer,
  tally: DifferenceTally,
): Task<void> {
  for (let group = 0; group < alignment.length; group++) {
    const match = sides.map((_, side) => alignment.record(side, group));
    if (!match.includes(-1)) {
      compareOrders(sides, match, comparer, tally);
      return;
    }
    if (group % recordsBetweenYields === 0) yield;
  }
}

function compareOrders(
  sides: readonly Side[],
  match: readonly number[],
  comparer: RecordComparer,
  tally: DifferenceTally,
): void {
  const names = sides.map((side, index) => side.fieldNames(match[index] ?? 0));
  const inAll = (name: string): boolean => names.every((each) => each.includes(name));
  const orders = names.map((each) => each.filter(inAll).join(", "));
  if (new Set(orders).size <= 1) return;
  const values = excerpts(orders.map((text) => ({ text, source: text, byteOffset: 0 })));
  tally.add("field-order", null, oddOf(sides, orders), () => ({
    ...comparer.finding(match, null),
    values: comparer.perFormat(values),
  }));
}

function oddOf(sides: readonly Side[], orders: readonly string[]): CheckedFormat | null {
  const alone = sides.filter((_, side) => orders.filter((order) => order === orders[side]).length === 1);
  return alone.length === 1 ? (alone[0]?.format ?? null) : null;
}
