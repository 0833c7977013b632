import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSheet } from "./read-sheet.ts";
import { columnLetters, sheetBegin, sheetEnd, sheetLimits, sheetRow, sheetText, sheetWidths } from "./sheet-xml.ts";

function sheetOf(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const letters = headers.map((_, column) => columnLetters(column));
  const shape = { headers, letters, rowCount: rows.length, widths: sheetWidths(headers, rows) };
  return sheetBegin(shape) + rows.map((row, index) => sheetRow(index + 2, row, letters)).join("") + sheetEnd(shape);
}

describe("names of columns", () => {
  it.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [701, "ZZ"],
    [702, "AAA"],
    [sheetLimits.columns - 1, "XFD"],
  ])("%i is %s", (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
  });
});

describe("text of a cell", () => {
  it.each([
    ["Jane & <Zoë>", "Jane &amp; &lt;Zoë&gt;"],
    ["bell\u{7}", "bell_x0007_"],
    ["two\r\nlines", "two_x000D_\nlines"],
    ["half \ud83d pair", "half _xD83D_ pair"],
    ["whole \u{1f600} pair", "whole \u{1f600} pair"],
    ["\ufffe", "_xFFFE_"],
    ["_x0041_", "_x005F_x0041_"],
    ["_x0041", "_x0041"],
    // The escape of the last character would close the sequence before it.
    ["_x0041\u{1}", "_x005F_x0041_x0001_"],
  ])("%j is %j", (text, written) => {
    expect(sheetText(text)).toBe(written);
  });

  it("is read back as it was, whatever it is", () => {
    const unit = fc.constantFrom(
      "a",
      "_",
      "x",
      "0",
      "4",
      "1",
      "\u{0}",
      "\u{1}",
      "\t",
      "\n",
      "\r",
      " ",
      "\ud83d",
      "\ude00",
      "&",
      "<",
      "]]>",
      "\ufffe",
    );
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 24 }), (text) => {
        expect(readSheet(sheetOf(["name"], [[text]])).cells.get("A2")).toBe(text);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        expect(readSheet(sheetOf(["name"], [[text]])).cells.get("A2")).toBe(text);
      }),
    );
  });
});

describe("a worksheet", () => {
  it("holds text only, leaves out what is empty, and freezes its header", () => {
    const xml = sheetOf(
      ["id", "name", "zip"],
      [
        ["7", "", "08012"],
        ["8", "=1+1", ""],
      ],
    );
    const { cells, styles, elements } = readSheet(xml);
    expect(Object.fromEntries(cells)).toEqual({
      A1: "id",
      B1: "name",
      C1: "zip",
      A2: "7",
      C2: "08012",
      A3: "8",
      B3: "=1+1",
    });
    expect(styles.get("A1")).toBe("2");
    expect(styles.get("C2")).toBe("1");
    expect(xml).toContain('<dimension ref="A1:C3"/>');
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    // CT_Worksheet is a sequence: readers refuse these in another order.
    expect(elements.join(" ")).toBe(
      "worksheet dimension sheetViews sheetView pane cols col sheetData row c is t ignoredErrors ignoredError",
    );
  });

  it("keeps blanks at the ends, which a reader may drop when it is not told", () => {
    const cell = (text: string): string => sheetRow(2, [text], ["A"]);
    expect(cell(" x")).toBe(
      '<row r="2"><c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c></row>',
    );
    expect(cell("x\ny")).toContain("preserve");
    expect(cell("x y")).not.toContain("preserve");
  });

  it("has columns as wide as what stands in them, within reason", () => {
    expect(sheetWidths(["id", "contact_email", "note"], [["1", "a", "x".repeat(500)]])).toEqual([8, 15, 48]);
  });
});
