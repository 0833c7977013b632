import fc from "fast-check";
import { expect, it } from "vitest";
import { comparable, comparableText, composed, foldCase, sourceRange } from "./canonical-text.ts";

const text = fc.string({
  unit: fc.constantFrom(
    "a",
    "K",
    "ë",
    "e",
    "\u0308",
    "\u0323",
    "Å",
    "\u212b",
    "\u212a",
    "각",
    "ᄀ",
    "ᅡ",
    "कि",
    "x",
    "İ",
    "😀",
  ),
});

it("does not depend on how a text is written", () => {
  fc.assert(
    fc.property(text, (each) => {
      for (const form of ["NFC", "NFD"] as const) {
        expect(composed(each.normalize(form))).toBe(composed(each));
        expect(foldCase(each.normalize(form))).toBe(foldCase(each));
      }
    }),
  );
});

it("maps back to the original text", () => {
  fc.assert(
    fc.property(text, fc.boolean(), (each, keepsSigns) => {
      const whole = comparableText(each, keepsSigns);
      expect(whole.text).toBe(comparable(each, keepsSigns));
      expect(whole.sourceOf(whole.text.length)).toBe(each.length);
      let last = 0;
      for (let index = 0; index <= whole.text.length; index++) {
        expect(whole.sourceOf(index)).toBeGreaterThanOrEqual(last);
        last = whole.sourceOf(index);
        // From any position on, both are the same text.
        const rest = each.slice(last);
        if (whole.sourceOf(index - 1) !== last) expect(comparable(rest, keepsSigns)).toBe(whole.text.slice(index));
      }
    }),
  );
});

it("keeps signs whose canonical form is a letter apart when matching case", () => {
  expect(comparable("300 \u212a", true)).toBe("300 \u212a");
  expect(comparable("300 \u212a", false)).toBe("300 K");
  expect(comparable("e\u0308", true)).toBe("ë");
});

it("distinguishes Korean syllables, however they are written", () => {
  for (const form of ["NFC", "NFD"] as const) {
    const one = "\ud55c".normalize(form);
    const whole = comparableText(`${one}${one}`, true);
    expect(sourceRange(whole, 0, 1)).toEqual({ start: 0, length: one.length });
    expect(sourceRange(whole, 1, 1)).toEqual({ start: one.length, length: one.length });
  }
});
