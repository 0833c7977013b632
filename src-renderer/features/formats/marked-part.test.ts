import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markedPart } from "./marked-part.ts";

describe("the part of a text that differs", () => {
  it.each([
    ["Jane Smith", "Jane Smyth", ["Jane Sm", "i", "th"]],
    ["2010", "2011-01", ["201", "0", ""]],
    ["aa", "a", ["a", "a", ""]],
    ["", "a", ["", "", ""]],
    ["same", "same", ["same", "", ""]],
    ["a\u{1f600}b", "a\u{1f601}b", ["a", "\u{1f600}", "b"]],
  ])("%s against %s", (text, other, parts) => {
    const { before, differing, after } = markedPart(text, other);
    expect([before, differing, after]).toEqual(parts);
  });

  it("loses nothing, and both parts include their context", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "\u{1f600}", "\u{1f601}"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (text, other) => {
        const { before, differing, after } = markedPart(text, other);
        expect(before + differing + after).toBe(text);
        expect(other.startsWith(before)).toBe(true);
        expect(other.endsWith(after)).toBe(true);
        for (const part of [before, differing, after]) expect(part).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});
