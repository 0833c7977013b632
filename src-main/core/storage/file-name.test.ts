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

test("a long name is cut and keeps its extension", () => {
  const clean = cleanFileName(`${"€".repeat(200)}.csv`);
  expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(200);
  expect(clean).toMatch(/^€+\.csv$/u);
});

test("any name is one plain, short, visible file, and clean names stay", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (suggested) => {
      const clean = cleanFileName(suggested);
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      expect(clean).not.toMatch(/[\\/:*?"<>|\u0000-\u001f]|^\.|[. ]$|^$/u);
      expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(201);
      expect(cleanFileName(clean)).toBe(clean);
    }),
    { numRuns: 2_000 },
  );
});
