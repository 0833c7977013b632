import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutByMarks, occurrences } from "./line-marks.ts";

describe("what is found in a line", () => {
  it("ignores case unless asked to match it", () => {
    expect(occurrences("Oak oAK oak", { text: "oak", matchCase: false }).map(({ start }) => start)).toEqual([0, 4, 8]);
    expect(occurrences("Oak oAK oak", { text: "oak", matchCase: true }).map(({ start }) => start)).toEqual([8]);
    expect(occurrences("anything", { text: "", matchCase: false })).toEqual([]);
  });

  it("does not overlap", () => {
    expect(occurrences("aaaa", { text: "aa", matchCase: true })).toEqual([
      { start: 0, length: 2 },
      { start: 2, length: 2 },
    ]);
  });

  it("is found in any canonical form and marked at its position", () => {
    const line = "x Chloe\u0308 Chlo\u00eb";
    const marks = [
      { start: 2, length: 6 },
      { start: 9, length: 5 },
    ];
    expect(occurrences(line, { text: "chlo\u00eb", matchCase: false })).toEqual(marks);
    expect(occurrences(line, { text: "Chloe\u0308", matchCase: true })).toEqual(marks);
    expect(occurrences("300 \u212a", { text: "K", matchCase: true })).toEqual([]);
    expect(occurrences("300 \u212a", { text: "k", matchCase: false })).toEqual([{ start: 4, length: 1 }]);
  });

  it("keeps its position after a letter that becomes longer in lower case", () => {
    expect(occurrences("İstanbul, Oak", { text: "oak", matchCase: false })).toEqual([{ start: 10, length: 3 }]);
  });
});

describe("cutting tokens along marks", () => {
  it("marks a part of one token and a match across several", () => {
    const marks = [{ start: 2, length: 4, current: true }];
    expect(cutByMarks("abcd", 0, marks)).toEqual([
      { text: "ab", mark: "none" },
      { text: "cd", mark: "current" },
    ]);
    expect(cutByMarks("efgh", 4, marks)).toEqual([
      { text: "ef", mark: "current" },
      { text: "gh", mark: "none" },
    ]);
    expect(cutByMarks("xy", 20, marks)).toEqual([{ text: "xy", mark: "none" }]);
  });

  it("loses no character", () => {
    const mark = fc.record({ start: fc.nat(20), length: fc.nat(6), current: fc.boolean() });
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.nat(10), fc.array(mark, { maxLength: 4 }), (text, offset, marks) => {
        const sorted = marks.toSorted((a, b) => a.start - b.start);
        expect(
          cutByMarks(text, offset, sorted)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});
