import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptied, emptyPortion, nextPortion, type Portion, type PortionOptions } from "./portion.ts";

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

const old = (indexes: readonly number[]): Portion<string> => ({
  contents: new Map(indexes.map((index) => [index, `old ${index}`])),
  isWhole: true,
  isNew: false,
});
const start = emptyPortion<string>(range(0, 9));

describe("what changes in one frame", () => {
  test("is nothing in the frame of the list itself", () => {
    expect(start).toMatchObject({ contents: new Map(), isWhole: false });
    expect(emptyPortion([]).isWhole).toBe(true);
  });

  test("is so many rows of a new list; the others are not there yet", () => {
    const first = nextPortion(start, options({}));
    expect([...first.contents.keys()]).toEqual([0, 1, 2, 3]);
    expect(first.isWhole).toBe(false);
    const second = nextPortion(first, options({}));
    expect([...second.contents.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("is a stripe where a row of a new list is on its way, which takes its share", () => {
    const waiting = options({ contentAt: () => undefined, limit: 5 });
    const first = nextPortion(start, waiting);
    expect([...first.contents]).toEqual([
      [0, undefined],
      [1, undefined],
    ]);
    expect(first.isWhole).toBe(false);
    const whole = nextPortion(nextPortion(nextPortion(nextPortion(first, waiting), waiting), waiting), waiting);
    expect(whole).toMatchObject({ isWhole: true, isNew: false });
    expect(whole.contents.size).toBe(10);
  });

  test("is as in a new list after a jump to where no row of before is in sight", () => {
    const first = nextPortion(old(range(0, 9)), options({ indexes: range(50, 59) }));
    expect([...first.contents.keys()]).toEqual([50, 51, 52, 53]);
    expect(first).toMatchObject({ isWhole: false, isNew: true });
  });

  test("shows a stripe immediately where a row becomes visible next to existing ones", () => {
    const waiting = options({ indexes: range(5, 14), contentAt: (index) => (index < 10 ? `old ${index}` : undefined) });
    const { contents, isWhole } = nextPortion(old(range(0, 9)), waiting);
    expect([...contents.keys()]).toEqual(range(5, 14));
    expect(isWhole).toBe(true);
  });

  test("keeps the content of the others", () => {
    const { contents } = nextPortion(old(range(0, 9)), options({}));
    expect(contents.get(3)).toBe("new 3");
    expect(contents.get(4)).toBe("old 4");
  });

  test("begins with what is in sight and ends with what is above it", () => {
    const first = nextPortion(start, options({ firstInSight: 6, limit: 3 }));
    expect([...first.contents.keys()]).toEqual([6, 7, 8]);
    const second = nextPortion(first, options({ firstInSight: 6, limit: 3 }));
    expect([...second.contents.keys()].toSorted((a, b) => a - b)).toEqual([0, 1, 6, 7, 8, 9]);
  });

  test("counts only rows that change", () => {
    const standing = { ...start, contents: new Map(range(0, 7).map((index) => [index, `new ${index}`])) };
    const { contents, isWhole } = nextPortion(standing, options({}));
    expect(contents.size).toBe(10);
    expect(isWhole).toBe(true);
  });

  test("gives one row a frame of its own, however heavy", () => {
    const { contents } = nextPortion(start, options({ weightOf: () => 1_000 }));
    expect([...contents.keys()]).toEqual([0]);
  });

  test("lets no light row overtake a heavy one", () => {
    const weightOf = (content: string): number => (content === "new 2" ? 3 : 1);
    expect([...nextPortion(old([0, 1, 2, 3]), options({ weightOf, indexes: range(0, 3) })).contents.entries()]).toEqual(
      [
        [0, "new 0"],
        [1, "new 1"],
        [2, "old 2"],
        [3, "old 3"],
      ],
    );
  });

  test("empties a row that has nothing to show, and forgets those out of sight", () => {
    const { contents, isWhole } = nextPortion(old(range(0, 30)), options({ contentAt: () => undefined }));
    expect([...contents]).toEqual(range(0, 9).map((index) => [index, undefined]));
    expect(isWhole).toBe(true);
  });

  test("is everything again when it is looked at with other eyes, in the same rows", () => {
    const { contents, isWhole } = emptied(old(range(0, 3)));
    expect([...contents]).toEqual(range(0, 3).map((index) => [index, undefined]));
    expect(isWhole).toBe(false);
  });

  test("from anywhere to anything in so many steps, none of which changes too much", () => {
    const row = fc.option(fc.nat(3), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 40 }),
        fc.array(row, { maxLength: 40 }),
        fc.nat(45),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (before, after, firstInSight, limit, isNew) => {
          const contents = new Map(
            before.flatMap((content, index) => (isNew && content === undefined ? [] : [[index, content] as const])),
          );
          let standing: Portion<number> = { contents, isWhole: false, isNew };
          const wanted = after.map((content, index) => [index, content] as const);
          const step: PortionOptions<number> = {
            indexes: after.map((_, index) => index),
            firstInSight,
            contentAt: (index) => after[index],
            weightOf: (content) => content + 1,
            limit,
          };
          for (let steps = 0; steps <= after.length; steps++) {
            const beganNew = standing.isNew || !after.some((_, index) => standing.contents.has(index));
            const next = nextPortion(standing, step);
            const weights = wanted.flatMap(([index, content]) => {
              if (content !== undefined)
                return next.contents.get(index) === standing.contents.get(index) ? [] : [content + 1];
              return beganNew && next.contents.has(index) && !standing.contents.has(index) ? [2] : [];
            });
            const weight = weights.reduce((sum, each) => sum + each, 0);
            expect(weights.length <= 1 || weight <= limit).toBe(true);
            standing = next;
            if (next.isWhole) break;
          }
          expect([...standing.contents].toSorted(([one], [other]) => one - other)).toEqual(wanted);
        },
      ),
    );
  });
});
