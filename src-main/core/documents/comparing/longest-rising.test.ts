import fc from "fast-check";
import { expect, it } from "vitest";
import { longestRising } from "./longest-rising.ts";

/** The length, found by comparing every value with every one before it. */
function naiveLength(values: readonly number[]): number {
  const lengths: number[] = [];
  for (const [at, value] of values.entries()) {
    lengths.push(1 + Math.max(0, ...lengths.filter((_, before) => (values[before] ?? 0) < value)));
    expect(lengths).toHaveLength(at + 1);
  }
  return Math.max(0, ...lengths);
}

it("marks as many rising values as possible", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50)), (values) => {
      const marks = longestRising(Int32Array.from(values));
      const rising = values.filter((_, at) => marks[at] === 1);
      expect(rising).toEqual([...rising].sort((one, other) => one - other));
      expect(rising).toHaveLength(naiveLength(values));
    }),
  );
});
