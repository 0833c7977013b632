import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { comparedParts } from "./compared-text.ts";
import { areSurelyDifferent, findDifference } from "./surely-different.ts";
import { markLabel, type VisiblePart } from "./visible-text.ts";
import { codeOf } from "./invisible-names.ts";

/** Letters that look like others in most fonts, as listed in UTS #39: far more than our own tables hold. */
const lookalikes = new Map(
  "аa αa ɑa ⍺a АA ΑA ᎪA ᗅA ВB ΒB ᏴB сc ϲc ⅽc СC ᏟC еe ҽe ℮e ЕE ΕE ᎬE ԁd Ꭰd հh һh ᏂH НH ΗH ᎻH іi ιi ıi Ꭵi Іl Ιl ӏl ǀl ∣l ⵏl ıi ϳj јj ЈJ κk КK ΚK ᏦK KK ⅼl МM ΜM ᎷM пn ոn ηn ΝN оo οo օo ০o ٥o ०o ОO ΟO ՕO 〇O рp ρp РP ΡP ᏢP ԛq ѕs ЅS ՏS ᏚS тt τt ТT ΤT ᎢT υu սu ʋu ѵv νv ᏙV ѡw ԝw ᏔW хx χx ×x ХX ΧX уy γy ҮY УY ΥY ᴢz ΖZ ᏃZ ЗƷ ƷƷ ‐- ‑- ‒- –- —- −- ー- 一- ―- ’' ‘' ′' ʼ' `' ”\" “\" ‚, ‧· ・· •· ∙· ⋅· ⁄/ ∕/ ノ/ ։: ∶: ．. 。. ‹< ›> ǃ! ‼!! ﹖? ロ口 ニ二 力カ 八ハ へヘ べベ 〜~ ∼~"
    .split(" ")
    .map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
);
/** Accents that look alike, each with the one it is taken for. */
const accents = new Map([
  ["\u030b", "\u0308"],
  ["\u030c", "\u0306"],
  ["\u0326", "\u0323"],
  ["\u0327", "\u0323"],
  ["\u0328", "\u0323"],
  ["\u0342", "\u0303"],
  ["\u0340", "\u0300"],
  ["\u0341", "\u0301"],
]);
const ascii = new Map([
  ..."Il 1l |l 0O".split(" ").map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
  ["m", "rn"],
  ["w", "vv"],
  ["d", "cl"],
  ['"', "''"],
]);
const known =
  /^[ -~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u1e00-\u1ef9\u0410-\u044f\u0451\u0401\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491\uac00-\ud7a3]$/u;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** What a reader sees in a font that has all characters, if the reader confuses everything that UTS #39 lists. */
function readText(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
    .normalize("NFD");
  const skeleton = Array.from(plain, (letter) => lookalikes.get(letter) ?? accents.get(letter) ?? letter)
    .join("")
    .replaceAll(/[Il1|0mwd"]/gu, (letter) => ascii.get(letter) ?? letter)
    .replaceAll(/\p{Nd}/gu, (digit) => (digit > "9" ? String(((digit.codePointAt(0) ?? 0) % 16) % 10) : digit))
    .replaceAll(/[\p{Co}\p{Cn}\p{Cs}]/gu, "□");
  // A line may break where a space is, and where none is. In a text of two directions anything may change places.
  const unbroken = skeleton.replaceAll(" ", "");
  return rightToLeft.test(text) ? Array.from(unbroken).sort().join("") : unbroken;
}

/** The same in a font that knows few letters: the same box for any other letter, and nothing for any other sign. */
function readInPoorFont(text: string): string {
  const composed = text.normalize("NFC");
  if (rightToLeft.test(text))
    return Array.from(composed)
      .map((each) => (known.test(each) ? each : ""))
      .sort()
      .join("");
  return Array.from(composed, (each) => (known.test(each) ? each : /[\p{L}\p{N}]/u.test(each) ? "□" : "")).join("");
}

function drawn(parts: readonly VisiblePart[], read: (text: string) => string): string {
  // Marks are drawn in boxes and cannot be mistaken for text; the text between two of them is read as a whole.
  const shown: string[] = [""];
  for (const part of parts) {
    if (part.kind === "text") shown.push(`${shown.pop() ?? ""}${part.text}`);
    else if (part.kind === "mark") shown.push(`⟦${markLabel(part)}⟧`, "");
    else if (part.kind === "letter") shown.push(`${shown.pop() ?? ""}${part.text}`);
    else if (part.kind === "spaces") shown.push(`⟦${"·".repeat(part.count)}⟧`, "");
    else shown.push(`⟦${codeOf(part.codePoint)}⟧`, "");
  }
  return shown
    .map((text) => (text.startsWith("⟦") && text.endsWith("⟧") && text.length > 2 ? text : read(text)))
    .join("");
}

/** What Review shows of a value: a word for one that is empty. */
function shown(text: string, other: string, read: (text: string) => string): string {
  return text === "" ? read("empty") : drawn(comparedParts(text, [other]), read);
}

/** How two texts look side by side, in each way of reading. */
function looksAlike(one: string, other: string): boolean {
  return [readText, readInPoorFont].some((read) => shown(one, other, read) === shown(other, one, read));
}

/** Ways in which a text becomes another one that looks like it: what is inserted, or replaces what. */
const kinds: Readonly<Record<string, readonly (readonly [one: string, other: string])[]>> = {
  "unseen-spaces": [
    ["Jane Smith", "Jane Smith "],
    ["Jane Smith", " Jane Smith"],
    ["Jane Smith", "Jane  Smith"],
    ["Jane Smith", "JaneSmith"],
    ["Jane Smith", "Jane\u00a0Smith"],
    ["Jane Smith", "Jane\u2009Smith"],
    ["Jane Smith", "Jane\u3000Smith"],
    ["Jane Smith", "Jane\u2800Smith"],
    ["Jane Smith", "Jane\tSmith"],
    ["Jane\u2002Smith", "Jane\u2003Smith"],
    ["山田 太郎", "山田\u3000太郎"],
  ],
  "unseen-zero-width": [
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u180e",
    "\u034f",
    "\u3164",
    "\u115f",
    "\uffa0",
    "\u2063",
    "\u206a",
    "\ufff9",
    "\u200b\u200b",
  ].map((hidden) => ["paypal", `pay${hidden}pal`] as const),
  "unseen-direction": [
    ...[
      "\u202a",
      "\u202b",
      "\u202c",
      "\u202d",
      "\u202e",
      "\u2066",
      "\u2067",
      "\u2068",
      "\u2069",
      "\u200e",
      "\u200f",
      "\u061c",
    ].map((control) => [`abc ${control}def`, "abc def"] as const),
    ["אa", "aא"],
    ["א1", "1א"],
    ["א 1-2", "א 2-1"],
    ["שלום!", "שלום!\u200e"],
  ],
  "lookalike-letters": [
    ["paypal", "p\u0430ypal"],
    ["paypal", "раураӏ"],
    ["Oslo", "Οslo"],
    ["Oslo", "0slo"],
    ["Illinois", "lllinois"],
    ["modern", "modem"],
    ["hot", "հot"],
    ["GO", "ᏀO"],
    ["abc", "ａｂｃ"],
    ["abc", "𝚊𝚋𝚌"],
    ["K", "\u212a"],
    ["Å", "\u212b"],
    ["Ω", "\u2126"],
    ["µ", "μ"],
    ["日", "曰"],
    ["ロ", "口"],
    ["і", "i"],
    ["ě", "ĕ"],
    ["ş", "ș"],
  ],
  "lookalike-signs": [
    ["a-b", "a\u2010b"],
    ["a-b", "a\u2011b"],
    ["a\u2012b", "a\u2013b"],
    ["a\u2014b", "a\u2015b"],
    ["a-b", "a\u2212b"],
    ["O'Neil", "O\u2019Neil"],
    ["O'Neil", "O\u02bcNeil"],
    ['"a"', "\u201ca\u201d"],
    ["find", "\ufb01nd"],
    ["...", "\u2026"],
    ["a\u00b7b", "a\u2219b"],
    ["a b", "a\u00b7b"],
    ["1/2", "1\u20442"],
    ["2", "\u00b2"],
    ["123", "١٢٣"],
    ["123", "1२3"],
    ["10", "१०"],
    ["a;b", "a\u037eb"],
    ["a/b", "a\u2215b"],
  ],
  "unseen-tags-and-selectors": [
    ["jane", "jane\u{e0041}"],
    ["jane", "jane\u{e0001}\u{e007f}"],
    ["jane", "jane\ufe0f"],
    ["jane", "jane\ufe00"],
    ["jane", "jane\u{e0100}"],
    ["葛", "葛\u{e0100}"],
    ["葛\u{e0101}", "葛\u{e0100}"],
    ["ᠠ", "ᠠ\u180b"],
    ["jane\u{e0001}", "jane\u{e007f}"],
  ],
  "unseen-composition": [
    ["Jos\u00e9", "Jose\u0301"],
    ["q\u0323\u0307", "q\u0307\u0323"],
    ["\u1e69", "s\u0323\u0307"],
    ["\u1e69", "s\u0307\u0323"],
    ["e\u0301", "e\u0301\u0301"],
    ["e", "e\u0301"],
    ["각", "\u1100\u1161\u11a8"],
    ["\u0344", "\u0308\u0301"],
    ["a\u0301\u0302\u0303\u0304\u0305", "a\u0301\u0302\u0303\u0304"],
    ["\u0958", "\u0915\u093c"],
  ],
  "unseen-line-endings": [
    ["a\nb", "a\r\nb"],
    ["a\nb", "a\rb"],
    ["a\nb", "a\u0085b"],
    ["a\nb", "a\u2028b"],
    ["a\u2028b", "a\u2029b"],
    ["a\nb", "a\u000bb"],
    ["a\nb", "a b"],
    ["a\n", "a"],
    ["a\n\nb", "a\n \nb"],
    ["a \nb", "a\nb"],
  ],
  "unseen-code-points": [
    ["a\ue000", "a\ue001"],
    ["a\u{f0000}", "a\u{100000}"],
    ["a\u0378", "a\u0379"],
    ["a\ufdd0", "a\uffff"],
    ["a\ud800", "a\udc00"],
    ["a\ud83d", "a\ufffd"],
    ["a\ufffc", "a"],
    ["\ud83d\ude00", "\ud83d\ude01"],
    ["a\u{2fffe}", "a"],
  ],
  "unseen-in-emoji": [
    ["❤", "❤\ufe0f"],
    ["👨\u200d👩", "👨👩"],
    ["👨‍👩‍👧", "👨👩👧"],
    ["🏳\u200d🌈", "🏳\ufe0f\u200d🌈"],
    ["👍", "👍🏻"],
    ["👍🏻", "👍🏼"],
    ["🇮🇹", "🇮\u200b🇹"],
    ["🇷🇴", "🇹🇩"],
    ["1\ufe0f\u20e3", "1\u20e3"],
    ["⌚", "⌚\ufe0e"],
    ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴"],
  ],
  "unseen-needed-joiners": [
    ["می‌خواهم", "میخواهم"],
    ["क्‍ष", "क्ष"],
    ["ഏൻ", "ഏന്‍"],
    ["ی", "ي"],
    ["محمد", "مـحمد"],
  ],
};

describe("two different values never look the same side by side", () => {
  for (const [kind, pairs] of Object.entries(kinds)) {
    test(`${kind}, however they are put into a text [security: ${kind}]`, () => {
      const context = fc.constantFrom("", "x", "Jane ", " 1", "é", "\u200b", "Ольга", "山", "א", "\n", "e\u0301", "·");
      for (const [one, other] of pairs) {
        expect(looksAlike(one, other), `${JSON.stringify(one)} ${JSON.stringify(other)}`).toBe(false);
      }
      fc.assert(
        fc.property(fc.constantFrom(...pairs), context, context, ([one, other], before, after) => {
          expect(looksAlike(before + one + after, before + other + after)).toBe(false);
        }),
        { numRuns: 400 },
      );
    });
  }

  const all = Object.values(kinds).flat().flat();
  const unit = fc.oneof(
    fc.constantFrom(...all.flatMap((text) => Array.from(text)), " ", "a", "o", "l", "I"),
    fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
    fc.integer({ min: 0x20, max: 0x17f }).map((code) => String.fromCodePoint(code)),
    fc.integer({ min: 0x400, max: 0x45f }).map((code) => String.fromCodePoint(code)),
  );
  const texts = fc.array(unit, { maxLength: 8 });

  it("for any unit that is inserted, removed or replaced", () => {
    fc.assert(
      fc.property(texts, fc.nat(8), fc.nat(1), fc.array(unit, { maxLength: 2 }), (units, at, removed, put) => {
        const one = units.join("");
        const other = units.toSpliced(at, removed, ...put).join("");
        fc.pre(one !== other);
        expect(looksAlike(one, other)).toBe(false);
      }),
      { numRuns: 20_000 },
    );
  });

  it("whatever any two texts are", () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        fc.pre(one.join("") !== other.join(""));
        expect(looksAlike(one.join(""), other.join(""))).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });

  test("long values that differ only in the middle do not look the same [security: unseen-in-long-values]", () => {
    const long = "x".repeat(50_000);
    for (const [one, other] of [
      ["a", "b"],
      ["a", "а"],
      ["", "\u200b"],
      ["", " "],
    ] as const) {
      const [before, after] = [`${long}${one}${long}`, `${long}${other}${long}`];
      expect(drawn(comparedParts(before, [after]), (text) => text)).not.toBe(
        drawn(comparedParts(after, [before]), (text) => text),
      );
    }
  });
});

test("a value that equals one of our placeholder words is not mistaken for it [security: unseen-empty-values]", () => {
  for (const [text, other] of [
    ["empty", ""],
    ["not sent", null],
    ["none", null],
    ["\u0435mpty", ""],
  ] as const) {
    expect(
      comparedParts(text, [other]).some(({ kind }) => kind === "code"),
      text,
    ).toBe(true);
  }
  expect(comparedParts("محمد", [""])).toEqual([{ kind: "text", text: "محمد" }]);
  expect(comparedParts("empty", ["Jane"])).toEqual([{ kind: "text", text: "empty" }]);
});

test("no two of three values look alike", () => {
  const [base, server, mine] = ["a", "b", "\u0430"];
  const look = (text: string, ...others: string[]): string => drawn(comparedParts(text, others), readText);
  expect(new Set([look(base, server, mine), look(server, mine, base), look(mine, server, base)]).size).toBe(3);
});

describe("comparedParts", () => {
  const isPlain = (text: string, other: string | null): boolean =>
    comparedParts(text, other === null ? [] : [other]).every((part) => part.kind === "text");

  test.each([
    ["Müller", "Möller"],
    ["José", "Joseph"],
    ["Ольга", "Олег"],
    ["Jane Smith", "John Smith"],
    ["2024-01-31", "2024-02-01"],
    ["Łukasz", "Lukas"],
    ["Anna", "Ольга"],
    ["김", "이"],
    ["", "Jane"],
    ["山田", "山田太郎"],
  ])("leaves %s and %s as they are", (one, other) => {
    expect([isPlain(one, other), isPlain(other, one)]).toEqual([true, true]);
  });

  test.each(["Łukasz", "Ольга", "山田", "محمد", "José", "می‌خواهم", "👨‍👩‍👧", "Οδυσσεύς", "שלום"])(
    "marks nothing in %s",
    (text) => {
      expect(isPlain(text, null)).toBe(true);
      expect(isPlain(text, text)).toBe(true);
    },
  );

  it("shows the code after the word, and between no two letters of it", () => {
    expect(comparedParts("p\u0430ypal shop", ["paypal shop"])).toEqual([
      { kind: "text", text: "p" },
      { kind: "letter", text: "\u0430", codePoint: 0x430 },
      { kind: "text", text: "ypal" },
      { kind: "code", text: "", codePoint: 0x430 },
      { kind: "text", text: " shop" },
    ]);
  });

  it("loses nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (one, other) => {
        expect(
          comparedParts(one, [other])
            .map(({ text }) => text)
            .join(""),
        ).toBe(one);
      }),
    );
  });
});

it("finds what differs, and never half a character", () => {
  expect(findDifference("abcd", "axcd")).toEqual({ start: 1, oneEnd: 2, otherEnd: 2 });
  expect(findDifference("😀", "😁")).toEqual({ start: 0, oneEnd: 2, otherEnd: 2 });
  expect(findDifference("aa", "aaa")).toEqual({ start: 2, oneEnd: 2, otherEnd: 3 });
  expect(findDifference("\u{1f600}", "\u{1fa00}")).toEqual({ start: 0, oneEnd: 2, otherEnd: 2 });
  expect(areSurelyDifferent("a", "b")).toBe(true);
});
