import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextPortion, type Contents, type PortionOptions } from "./portion.ts";

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, step) => from + step);

function options(over: Partial<PortionOptions<string>>): PortionOptions<string> {
  return {
    indexes: range(0, 9),
    firstInSight: 0,
    contentAt: (index) => `new ${index}`,
    weightOf: () => 1,
    limit: 4,
    ...over,
  };
}

const old = (indexes: readonly number[]): Contents<string> => new Map(indexes.map((index) => [index, `old ${index}`]));

describe("what changes in one frame", () => {
  test("fills half as many rows in an empty list, and says that more are to come", () => {
    const { contents, isWhole } = nextPortion(new Map(), options({}));
    expect([...contents.keys()]).toEqual([0, 1]);
    expect(isWhole).toBe(false);
    expect([...nextPortion(contents, options({})).contents.keys()]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("leaves in the others what stands there", () => {
    const { contents } = nextPortion(old(range(0, 9)), options({}));
    expect(contents.get(3)).toBe("new 3");
    expect(contents.get(4)).toBe("old 4");
  });

  test("begins with what is in sight and ends with what is above it", () => {
    const first = nextPortion(new Map(), options({ firstInSight: 6, limit: 6 }));
    expect([...first.contents.keys()]).toEqual([6, 7, 8]);
    const second = nextPortion(first.contents, options({ firstInSight: 6, limit: 3 }));
    expect([...second.contents.keys()].toSorted((a, b) => a - b)).toEqual([0, 1, 6, 7, 8, 9]);
  });

  test("counts only rows that change", () => {
    const standing = new Map(range(0, 7).map((index) => [index, `new ${index}`]));
    const { contents, isWhole } = nextPortion(standing, options({}));
    expect(contents.size).toBe(10);
    expect(isWhole).toBe(true);
  });

  test("gives one row a frame of its own, however heavy", () => {
    const { contents } = nextPortion(new Map(), options({ weightOf: () => 1_000 }));
    expect([...contents.keys()]).toEqual([0]);
  });

  test("lets no light row overtake a heavy one", () => {
    const weightOf = (content: string): number => (content === "new 2" ? 3 : 1);
    expect([...nextPortion(old([0, 1, 2, 3]), options({ weightOf })).contents.entries()]).toEqual([
      [0, "new 0"],
      [1, "new 1"],
      [2, "old 2"],
      [3, "old 3"],
    ]);
  });

  test("empties a row that has nothing to show, and forgets those out of sight", () => {
    const { contents, isWhole } = nextPortion(old(range(0, 30)), options({ contentAt: () => undefined }));
    expect(contents.size).toBe(0);
    expect(isWhole).toBe(true);
  });

  test("from anywhere to anything in so many steps, none of which changes too much", () => {
    const row = fc.option(fc.nat(3), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 40 }),
        fc.array(row, { maxLength: 40 }),
        fc.nat(45),
        fc.integer({ min: 1, max: 9 }),
        (before, after, firstInSight, limit) => {
          let standing: Contents<number> = new Map(
            before.flatMap((content, index) => (content === undefined ? [] : [[index, content] as const])),
          );
          const wanted = after.map((content, index) => [index, content] as const);
          const step: PortionOptions<number> = {
            indexes: after.map((_, index) => index),
            firstInSight,
            contentAt: (index) => after[index],
            weightOf: (content) => content + 1,
            limit,
          };
          for (let steps = 0; steps <= after.length; steps++) {
            const { contents, isWhole } = nextPortion(standing, step);
            const changed = wanted.filter(
              ([index, content]) => content !== undefined && contents.get(index) !== standing.get(index),
            );
            const weight = changed.reduce((sum, [, content]) => sum + (content ?? 0) + 1, 0);
            expect(changed.length <= 1 || weight <= limit).toBe(true);
            standing = contents;
            if (isWhole) break;
          }
          expect(wanted.filter(([index, content]) => standing.get(index) !== content)).toEqual([]);
        },
      ),
    );
  });
});
