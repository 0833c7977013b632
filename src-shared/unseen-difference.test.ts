import { describe, expect, it } from "vitest";
import { unseenDifference } from "./unseen-difference.ts";

describe("unseenDifference", () => {
  it.each([
    ["jane", "jane\u200b", "zero-width space (U+200B) is added"],
    ["ja\u00adne", "jane", "soft hyphen (U+00AD) is removed"],
    ["Jane Smith", "Jane\u00a0Smith", "no-break space (U+00A0) is added"],
    ["\u200bjane", "jane\u200b", "Only the places"],
    ["a\u200b", "a\u2060", "word joiner (U+2060) is added, zero-width space (U+200B) is removed"],
    ["Chlo\u00eb", "Chloe\u0308", "an accent is part of its letter"],
    ["Jane  Smith", "Jane Smith", "Only spaces differ."],
    ["Jane", "Jane ", "Only spaces differ."],
    ["Jane Smith", "JaneSmith", "Only spaces differ."],
    ["paypal", "p\u0430ypal", "Cyrillic \u0430 (U+0430) where the other has Latin a (U+0061)"],
    ["O'Neil", "O\u2019Neil", "right single quotation mark (U+2019) where the other has apostrophe (U+0027)"],
    ["K", "\u212a", "Kelvin sign (U+212A) where the other has Latin K (U+004B)"],
    ["q\u0323\u0307", "q\u0307\u0323", "in another order"],
    ["find", "\ufb01nd", "ligature fi (U+FB01) where the other has Latin f (U+0066) and Latin i (U+0069)"],
    ["abc", "\uff41bc", "full-width a (U+FF41) where the other has Latin a (U+0061)"],
    ["122", "1\u09682", "digit \u0968 (U+0968)"],
    ["modern", "modem", "Latin m (U+006D) where the other has Latin r (U+0072) and Latin n (U+006E)"],
    ["a\ufe0f", "a", "variation selector (U+FE0F) is removed"],
  ])("says how %j and %j differ", (before, after, words) => {
    expect(unseenDifference(before, after)).toContain(words);
  });

  it.each([
    ["jane", "jane"],
    ["jane", "Jane"],
    ["jane", "jane\u200bx"],
    ["", "x"],
    ["a", "ä"],
  ])("says nothing of %j and %j", (before, after) => {
    expect(unseenDifference(before, after)).toBeNull();
  });
});
