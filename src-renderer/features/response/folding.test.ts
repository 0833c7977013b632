import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  everythingFolded,
  group,
  isFlat,
  isFolded,
  locateLine,
  nothingFolded,
  toggleFold,
  toggleNode,
  unfold,
} from "./folding.ts";

describe("folding records", () => {
  it("folds and unfolds one by one", () => {
    const one = toggleFold(nothingFolded, 7);
    expect([isFolded(one, 7), isFolded(one, 8), isFlat(one)]).toEqual([true, false, false]);
    expect(toggleFold(one, 7)).toEqual(nothingFolded);
    expect(isFlat(nothingFolded)).toBe(true);
  });

  it("unfolds one record while all are folded", () => {
    const open = unfold(everythingFolded, 3);
    expect([isFolded(open, 3), isFolded(open, 4)]).toEqual([false, true]);
    expect(unfold(open, 3)).toBe(open);
    expect(toggleFold(open, 3)).toEqual(everythingFolded);
  });

  it("keeps the exceptions in order and within the limit", () => {
    expect(toggleFold(toggleFold(nothingFolded, 9), 2).except).toEqual([2, 9]);
    const full = { ...nothingFolded, except: Array.from({ length: 100_000 }, (_, index) => index) };
    expect(toggleFold(full, 200_000)).toBe(full);
  });
});

describe("folding many records together", () => {
  const ten = group(nothingFolded, 0, 9);

  it("folds all of them, and unfolding one unfolds all", () => {
    expect([isFolded(ten, 0), isFolded(ten, 9), isFolded(ten, 10), isFlat(ten)]).toEqual([true, true, false, false]);
    expect(unfold(ten, 4)).toEqual(nothingFolded);
    expect(isFolded(unfold({ ...everythingFolded, groups: ten.groups }, 4), 4)).toBe(false);
  });

  it("merges with the groups it touches, and needs two records", () => {
    expect(group(group(ten, 20, 29), 5, 20).groups).toEqual([{ from: 0, to: 29 }]);
    expect(group(ten, 20, 29).groups).toEqual([
      { from: 0, to: 9 },
      { from: 20, to: 29 },
    ]);
    expect(group(nothingFolded, 3, 3)).toBe(nothingFolded);
  });

  it("leaves other nodes alone", () => {
    expect(toggleNode(ten, 7)).toEqual({ ...ten, nodes: [7] });
    expect(toggleNode(toggleNode(ten, 7), 7)).toEqual(ten);
    expect(isFlat(toggleNode(nothingFolded, 7))).toBe(false);
  });
});

describe("finding a line in a folded text", () => {
  it("finds the line, or the folded record that hides it, with few requests", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 2, max: 5_000 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 6_000 }),
        async (others, wanted) => {
          const numbers = [1, ...others].toSorted((a, b) => a - b);
          let asked = 0;
          const found = await locateLine(wanted, numbers.length, (offset) => {
            asked++;
            return Promise.resolve(numbers[offset] ?? Number.NaN);
          });
          expect(found).toBe(numbers.findLastIndex((number) => number <= wanted));
          expect(asked).toBeLessThanOrEqual(10);
        },
      ),
    );
  });
});
