import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everythingFolded, isFlat, isFolded, locateLine, nothingFolded, toggleFold, unfold } from "./folding.ts";

describe("folding records", () => {
  it("folds and unfolds one by one", () => {
    const one = toggleFold(nothingFolded, 7);
    expect([isFolded(one, 7), isFolded(one, 8), isFlat(one)]).toEqual([true, false, false]);
    expect(toggleFold(one, 7)).toEqual(nothingFolded);
    expect(isFlat(nothingFolded)).toBe(true);
  });

  it("opens one of all that are folded", () => {
    const open = unfold(everythingFolded, 3);
    expect([isFolded(open, 3), isFolded(open, 4)]).toEqual([false, true]);
    expect(unfold(open, 3)).toBe(open);
    expect(toggleFold(open, 3)).toEqual(everythingFolded);
  });

  it("keeps the exceptions in order and within the limit", () => {
    expect(toggleFold(toggleFold(nothingFolded, 9), 2).except).toEqual([2, 9]);
    const full = { folded: "none" as const, except: Array.from({ length: 100_000 }, (_, index) => index) };
    expect(toggleFold(full, 200_000)).toBe(full);
  });
});

describe("finding a line in a folded text", () => {
  it("finds the line, or the folded record that hides it, in few questions", async () => {
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
