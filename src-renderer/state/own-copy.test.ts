import fc from "fast-check";
import { expect, test } from "vitest";
import { tabSeparated } from "#shared/formats/spreadsheet.ts";
import { copiedCells, rememberCopy } from "./own-copy.ts";

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from("\"'=+-@,;|\t\r\n \u0085\u2028\u2029\u200b\ufeff\0"), "\r\n", "\ud800"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
});
/** How systems change a text on the clipboard. */
const system = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.replace(/\r\n?|\n/gu, "\r\n"),
  (text: string) => text.replace(/\r\n?/gu, "\n"),
  (text: string) => text.split("\0", 1)[0] ?? "",
  (text: string) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text)),
);

test("one cell is pasted as it was copied, whatever it contains [security: paste-identity]", () => {
  fc.assert(
    fc.property(anyText, system, (value, through) => {
      rememberCopy({ text: value, cells: [[value]] });
      expect(copiedCells(through(value))).toEqual([[value]]);
    }),
    { numRuns: 500 },
  );
});

test("a block of cells is pasted as it was copied: only apostrophes that the guard added are removed [security: paste-identity]", () => {
  const block = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(anyText, { minLength: width, maxLength: width }), { minLength: 1 }));
  fc.assert(
    fc.property(block, system, (cells, through) => {
      const { text } = tabSeparated(cells);
      rememberCopy({ text, cells });
      expect(copiedCells(through(text))).toEqual(cells);
    }),
  );
});

test("text copied elsewhere since is not mistaken for it", () => {
  rememberCopy({ text: "a", cells: [["=a"]] });
  expect(copiedCells("b")).toBeNull();
  rememberCopy(null);
  expect(copiedCells("a")).toBeNull();
});
