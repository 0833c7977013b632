import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { controlLettersOf } from "./invisible-names.ts";
import {
  findInvisible,
  markLabel,
  mayHideCharacters,
  splitInvisible,
  spelledOut,
  withoutInvisible,
} from "./visible-text.ts";

/** The characters marked in a text, by their codes. */
function marksIn(text: string): string[] {
  return splitInvisible(text).flatMap((piece) => (piece.kind === "mark" ? [piece.codePoint.toString(16)] : []));
}

describe("splitInvisible", () => {
  it.each([
    ["a zero-width space", "jane\u200b@example.com", "200b"],
    ["an override", "jane\u202e@example.com", "202e"],
    ["an isolate", "\u2067x", "2067"],
    ["an Arabic letter mark", "x\u061c", "61c"],
    ["a direction mark between Hebrew letters", "א\u200fב", "200f"],
    ["a soft hyphen", "ja\u00adne", "ad"],
    ["a byte order mark", "\ufeffjane", "feff"],
    ["a no-break space", "Jane\u00a0Smith", "a0"],
    ["an ideographic space between other letters", "Jane\u3000Smith", "3000"],
    ["a Hangul filler", "\u3164", "3164"],
    ["a tag", "jane\u{e0041}", "e0041"],
    ["a tag behind an emoji that is no flag", "😀\u{e0067}", "e0067"],
    ["a joiner between letters of the alphabet", "a\u200db", "200d"],
    ["a non-joiner at the end of a word", "می\u200c", "200c"],
    ["a second non-joiner", "می\u200c\u200cخواهم", "200c"],
    ["a joiner between emoji that Unicode does not join", "👍\u200d👍", "200d"],
    ["a variation selector behind a letter", "a\ufe0f", "fe0f"],
    ["a second variation selector", "❤\ufe0f\ufe0f", "fe0f"],
    ["a variation selector of a digit that is no keycap", "1\ufe0f", "fe0f"],
    ["half of a surrogate pair", "\ud83dx", "d83d"],
    ["a noncharacter", "\ufdd0", "fdd0"],
    ["a blank Braille pattern", "a\u2800", "2800"],
    ["a combining grapheme joiner", "a\u034fb", "34f"],
    ["a C1 control character", "\u0085", "85"],
    ["a line separator", "a\u2028b", "2028"],
    ["a code point that is not assigned", "a\u0378", "378"],
    ["a character for private use", "a\ue000", "e000"],
    ["a character for private use of another plane", "\u{10fffd}", "10fffd"],
    ["an object replacement character", "a\ufffc", "fffc"],
    ["an annotation", "a\ufff9b\ufffa", "fff9"],
    ["an accent without a letter", "\u0301a", "301"],
    ["the same accent twice", "e\u0301\u0301", "301"],
    ["a fifth accent", "a\u0301\u0302\u0303\u0304\u0306", "306"],
    ["a direction mark in a text from left to right", "abc!\u200f", "200f"],
    ["a second direction mark", "שלום!\u200f\u200f", "200f"],
    ["a number sign without its number", "\u0600a", "600"],
  ])("marks %s", (_, text, code) => {
    expect(marksIn(text)).toContain(code);
  });

  it.each([
    ["emoji of several", "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍💻 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ⌚︎"],
    ["joined emoji without variation selectors", "🏳‍🌈 👁‍🗨"],
    ["Persian", "می‌خواهم"],
    ["Hindi, Bengali and Malayalam", "क्‍ष ক্‌ষ র‍্য ന്‍"],
    ["the joined form of an Arabic letter", "ه‍"],
    ["Mongolian", "ᠠ᠋"],
    ["a variant of an ideograph", "葛󠄀"],
    ["an ideographic space between ideographs", "山田　太郎"],
    ["Arabic numbers", "؀123"],
    ["letters of any script", "Müller Łukasz Ωμέγα Привет שלום عربي नमस्ते 한국어 日本語 ไทย"],
    ["ordinary spaces", " a  b "],
    ["a direction mark after a sign in Hebrew and Arabic", "שלום C++\u200e! 5%\u200f مرحبا"],
    ["Hebrew points that are kept apart", "\u05d0\u05b7\u034f\u05bd"],
    ["accents that are not composed", "q\u0323\u0307 Jose\u0301"],
    ["Tibetan and Vietnamese", "བསྒྲུབས Nguyễn Nguye\u0302\u0303n"],
  ])("leaves %s alone", (_, text) => {
    expect(marksIn(text)).toEqual([]);
  });

  const unit = fc.oneof(
    fc.constantFrom(
      "a",
      " ",
      "é",
      "می",
      "क्",
      "👩",
      "❤",
      "葛",
      "\u200b",
      "\u200c",
      "\u200d",
      "\ufe0f",
      "\u{e0041}",
      "\u202e",
    ),
    fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  );
  const texts = fc.array(unit, { maxLength: 12 }).map((units) => units.join(""));

  it("loses nothing", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const pieces = splitInvisible(text);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        for (const piece of pieces) {
          if (piece.kind === "mark") {
            expect(piece.text).toBe(String.fromCodePoint(piece.codePoint).repeat(piece.count));
            expect(mayHideCharacters(piece.text)).toBe(true);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("lets no format character of any plane through next to letters of the alphabet", () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      if (!/[\p{Cf}\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u.test(character)) continue;
      if (splitInvisible(`a${character}b`).length !== 3) expect.fail(`U+${code.toString(16)} is not marked`);
    }
  });

  it("labels no two characters alike, and names each", () => {
    const labels = new Map<string, number>();
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (splitInvisible(`a${character}b`)[1]?.kind !== "mark") continue;
      const label = controlLettersOf(codePoint) ?? markLabel({ codePoint, count: 1 });
      if (labels.has(label)) expect.fail(`${label} is U+${codePoint.toString(16)} and another`);
      labels.set(label, codePoint);
    }
    expect(labels.size).toBeGreaterThan(100_000);
  });

  it("never shows two texts as one that differ in what cannot be seen", () => {
    const hidden = fc.constantFrom(
      "\u200b",
      "\u202e",
      "\ufeff",
      "\u00ad",
      "\u00a0",
      "\u{e0041}",
      "\ufe0f",
      "\u3164",
      "",
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("a", " ", "1"), hidden), { minLength: 1 }),
        fc.nat(),
        hidden,
        (parts, at, other) => {
          const one = parts.map((part) => part.join(""));
          const two = one.with(at % one.length, `a${other}`);
          expect(spelledOut(one.join("")) === spelledOut(two.join(""))).toBe(one.join("") === two.join(""));
        },
      ),
    );
  });
});

it("spells marks out where there is nothing but text", () => {
  expect(spelledOut("jane\u200b@x")).toBe("jane[zero-width space, U+200B]@x");
  expect(spelledOut("a\ufe0f\ufe0f")).toBe("a[2 times variation selector, U+FE0F]");
  expect(spelledOut("plain")).toBe("plain");
});

test("no two texts are spelled out alike [security: unseen-in-plain-text]", () => {
  const units = fc.constantFrom(
    "[",
    "]",
    ", U+200B",
    "zero-width space",
    "\u200b",
    "a",
    "\u0430",
    "2 times ",
    "[tab, U+0009]",
  );
  const texts = fc.array(units, { maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      expect(spelledOut(one) === spelledOut(other)).toBe(one === other);
    }),
    { numRuns: 5_000 },
  );
  expect(spelledOut("jane[zero-width space, U+200B]")).toBe(
    "jane[left square bracket, U+005B]zero-width space, U+200B]",
  );
});

it("leaves out what cannot be seen, and keeps spaces, line endings and what the text needs", () => {
  const text = "a\u2066b\u200b\u200b \u00a0\r\n👩‍👧 می‌خواهم\u{e0061}";
  expect(withoutInvisible(text)).toBe("ab \u00a0\r\n👩‍👧 می‌خواهم");
  expect(findInvisible(text).map(([start, end]) => text.slice(start, end))).toEqual([
    "\u2066",
    "\u200b\u200b",
    "\u{e0061}",
  ]);
});
