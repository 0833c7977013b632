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
