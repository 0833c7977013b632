import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCase } from "#shared/canonical-text.ts";
import { match } from "./match.ts";

const marked = (text: string, typed: string): string[] | null =>
  match(text, typed)?.runs.map(([start, end]) => text.slice(start, end)) ?? null;

describe("finding what was typed", () => {
  it("prefers the start of the text, then of a word, then anywhere, then letters in order", () => {
    const ranks = ["Unlock writes", "Writes unlock", "Refund", "Use new"].map(
      (text) => match(text, "un")?.rank ?? null,
    );
    expect(ranks).toEqual([0, 1, 2, 5]);
  });

  it("marks what matched", () => {
    expect(marked("Unlock writes…", "un")).toEqual(["Un"]);
    expect(match("Refund, unlock", "un")?.runs).toEqual([[8, 10]]);
    expect(marked("Fetch as JSON", "faj")).toEqual(["F", "a", "J"]);
    expect(marked("contacts", "")).toEqual([]);
  });

  it("finds letters with accents however they are written", () => {
    expect(match("Zoe\u0308 Harb", "zo\u00eb")?.rank).toBe(0);
    expect(match("Zo\u00eb Harb", "zoe\u0308")?.rank).toBe(0);
    expect(match("Zo\u00eb Harb", "zoe harb")).toBeNull();
  });

  it("finds nothing where the letters are not in order or start no word", () => {
    expect(match("contacts", "stc")).toBeNull();
    expect(match("contacts", "cns")).toBeNull();
  });

  it("marks only what was typed, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme", maxLength: 4 }), (text, typed) => {
        const found = marked(text, typed);
        if (found === null || found.length === 0) return;
        const wanted = foldCase(typed.trim());
        expect([wanted, wanted.replaceAll(" ", "")]).toContain(foldCase(found.join("")));
      }),
    );
  });
});
