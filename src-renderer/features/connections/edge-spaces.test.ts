import fc from "fast-check";
import { expect, test } from "vitest";
import { edgesOf, edgeWords, noEdges, removalWords, withoutEdges, type Edges } from "./edge-spaces.ts";

test.each([
  ["", null, null],
  ["practice", null, null],
  ["two words", null, null],
  [" practice", "space", null],
  ["practice  ", null, "space"],
  [" practice ", "space", "space"],
  ["\tpractice", "unseen", null],
  ["practice\u00A0", null, "unseen"],
  ["practice\u200B", null, "unseen"],
  ["\uFEFFpractice \u202C", "unseen", "unseen"],
  ["pr\u00E4ctice\u0301", null, null],
  ["🔑", null, null],
] as const)("the edges of %j", (text, start, end) => {
  expect(edgesOf(text)).toEqual({ start, end });
});

test("everything around the text is removed, and nothing of the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("", " ", "\t", "\u200B "), (inner, around) => {
      const text = withoutEdges(`${around}${inner}${around}`);
      expect(edgesOf(text)).toEqual(noEdges);
      expect(inner.includes(text)).toBe(true);
      expect(withoutEdges(text)).toBe(text);
    }),
  );
});

const kinds = [null, "space", "unseen"] as const;
const all: readonly Edges[] = kinds.flatMap((start) => kinds.map((end) => ({ start, end })));
const words: readonly (readonly [string | null, string])[] = [
  [null, "Remove the space"],
  ["The password ends with a space.", "Remove the space"],
  ["The password ends with a character that cannot be seen.", "Remove the character"],
  ["The password begins with a space.", "Remove the space"],
  ["The password begins and ends with a space.", "Remove both spaces"],
  ["The password begins with a space and ends with a character that cannot be seen.", "Remove both characters"],
  ["The password begins with a character that cannot be seen.", "Remove the character"],
  ["The password begins with a character that cannot be seen and ends with a space.", "Remove both characters"],
  ["The password begins and ends with a character that cannot be seen.", "Remove both characters"],
];

test.each(all.map((edges, index) => ({ edges, words: words[index] })))("$edges is said", ({ edges, words: said }) => {
  expect([edgeWords("The password", edges), removalWords(edges)]).toEqual(said);
});
