import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanFileName } from "./file-name.ts";

test.each([
  ["contacts.csv", "contacts.csv"],
  ["Zoë & Łukasz.xml", "Zoë & Łukasz.xml"],
  ["lists/12/contacts.json", "lists-12-contacts.json"],
  ["..\\..\\etc\\passwd", "-..-etc-passwd"],
  ["../../x", "-..-x"],
  [".hidden", "hidden"],
  ["a\u0000b\r\n.csv", "ab.csv"],
  ["con.csv", "_con.csv"],
  ["LPT1", "_LPT1"],
  ["console.csv", "console.csv"],
  ["photo\u202egpj.exe", "photogpj.exe"],
  ["trailing. . ", "trailing"],
  ["...", "rezora"],
  ["", "rezora"],
])("%j becomes %j", (suggested, clean) => {
  expect(cleanFileName(suggested)).toBe(clean);
});

const devices = [
  "CON",
  "prn",
  "Aux",
  "nul",
  "COM0",
  "com9",
  "LPT1",
  "COM¹",
  "lpt²",
  "LPT³",
  "CONIN$",
  "conout$",
  "CLOCK$",
  "ＣＯＮ",
];
const extensions = [
  "",
  ".txt",
  " .txt",
  "   .tar.gz",
  ".",
  " ",
  ". .",
  ".con",
  "\u00a0.csv",
  "\u200b.csv",
  "\u202e.csv",
];

test("no name is a Windows device name, whatever follows it [security: reserved-file-names]", () => {
  for (const name of devices) {
    for (const extension of extensions) {
      const clean = cleanFileName(name + extension);
      expect(clean).toMatch(/^_/u);
      expect(clean.toLowerCase()).toContain(name.toLowerCase());
    }
  }
  for (const name of ["console.csv", "COM10", "COM¹²", "nulls", "connection.csv", "aux-1", "a.con", "CONIN", "com.txt"])
    expect(cleanFileName(name)).toBe(name);
});

const unseen: readonly (readonly [suggested: string, clean: string])[] = [
  ["photo\u202egpj.exe", "photogpj.exe"],
  ["\u2066a\u2069\u061c.csv", "a.csv"],
  ["con\u200btacts\ufeff.csv", "contacts.csv"],
  ["contacts\u{e0063}\u{e0073}.csv", "contacts.csv"],
  ["a\u3164b\u00ad\u034f.csv", "ab.csv"],
  ["a\u2028b\u2029.csv", "ab.csv"],
  ["contacts.csv\u00a0\u3000\u2800", "contacts.csv"],
  ["contacts.csv                              .exe", "contacts.csv .exe"],
  ["\ud800half.csv\udc00", "half.csv"],
  ["\u200e.\u200e.hidden", "hidden"],
  ["\u202e\u200b", "rezora"],
  [" . . ", "rezora"],
  ["file.txt::$DATA", "file.txt--$DATA"],
  ["contacts.csv:evil.exe", "contacts.csv-evil.exe"],
  // The visible characters still look the same.
  ["\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\ufe0f.csv", "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\ufe0f.csv"],
  ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.csv", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.csv"],
  ["क्\u200dष.csv", "क्\u200dष.csv"],
];

test("a name contains no invisible characters and none that reverse its direction [security: invisible-in-file-names]", () => {
  for (const [suggested, clean] of unseen) expect(cleanFileName(suggested)).toBe(clean);
});

test("a long name is cut between two visible characters [security: file-name-length]", () => {
  const family = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}";
  for (const part of ["a", "é", "€", "\u{1f600}", family, "क्षि", "e\u0301\u0301"]) {
    const clean = cleanFileName(`${part.repeat(300)}.csv`);
    expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(200);
    expect(clean.slice(0, -4).replaceAll(part.normalize("NFC"), "")).toBe("");
    expect(clean).toMatch(/.\.csv$/u);
  }
  expect(Buffer.byteLength(cleanFileName(`a${"\u0301".repeat(900)}.csv`))).toBeLessThanOrEqual(200);
  expect(cleanFileName("x".repeat(199) + " ".repeat(3) + "y")).toBe("x".repeat(199));
});

test("a long name is cut and keeps its extension", () => {
  const clean = cleanFileName(`${"€".repeat(200)}.csv`);
  expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(200);
  expect(clean).toMatch(/^€+\.csv$/u);
});

test("any name becomes one plain, short, visible file name, and clean names stay", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (suggested) => {
      const clean = cleanFileName(suggested);
      // oxlint-disable-next-line no-control-regex -- the test searches for control characters
      expect(clean).not.toMatch(/[\\/:*?"<>|\u0000-\u001f]|^\.|[. ]$|^$/u);
      expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(200);
      expect(clean).not.toMatch(/[\p{Bidi_Control}\p{Surrogate}\u200b]|^(?:con|nul|com\d) *(?:\.|$)/iu);
      expect(cleanFileName(clean)).toBe(clean);
    }),
    { numRuns: 2_000 },
  );
});
