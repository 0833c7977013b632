import { describe, expect, it, test } from "vitest";
import { mixedWords } from "./letter-scripts.ts";
import { spelledOut, visibleParts } from "./visible-text.ts";

const oddIn = (text: string): string[] => mixedWords(text, 10).flatMap(({ odd }) => odd.map(({ letter }) => letter));

test("a letter of another script within a word is marked and named [security: mixed-scripts]", () => {
  expect(oddIn("p\u0430ypal")).toEqual(["\u0430"]);
  expect(oddIn("\u0420\u043e\u0441\u0441\u0438a")).toEqual(["a"]);
  expect(oddIn("Οslo and \u13a0pple")).toEqual(["Ο", "\u13a0"]);
  expect(oddIn("p\u200b\u0430y")).toEqual(["\u0430"]);
  expect(oddIn("1\u09682")).toEqual(["\u0968"]);
  expect(oddIn("\u{1d68a}bc")).toEqual(["\u{1d68a}"]);
  expect(oddIn("p\uff41ypal")).toEqual(["\uff41"]);
  expect(spelledOut("p\u0430ypal")).toBe("p[Cyrillic а, U+0430]ypal");
  expect(visibleParts("p\u0430y")[1]).toEqual({ kind: "letter", text: "\u0430", codePoint: 0x430 });
});

describe("mixedWords", () => {
  it.each([
    "Łukasz Ольга 山田 محمد José Ωμέγα שלום नमस्ते 한국어",
    "Anna и Ольга",
    "μm kΩ ΔT β-carotene",
    "東京タワーABC ＡＢＣ株式会社 API를",
    "ในAPI",
    "iPhone15 ۱۲۳",
    "naïve Straße",
  ])("leaves %s alone", (text) => {
    expect(oddIn(text)).toEqual([]);
  });

  it("reads a long word once", () => {
    expect(oddIn(`${"x".repeat(200_000)}\u0430`)).toEqual(["\u0430"]);
  });
});
