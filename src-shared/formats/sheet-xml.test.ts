import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSheet } from "./read-sheet.ts";
import {
  columnLetters,
  sheetBegin,
  sheetEnd,
  sheetHeaders,
  sheetLimits,
  sheetRow,
  sheetText,
  sheetWidths,
} from "./sheet-xml.ts";

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
      "worksheet sheetPr pageSetUpPr dimension sheetViews sheetView pane cols col sheetData row c is t autoFilter pageMargins pageSetup headerFooter oddFooter ignoredErrors ignoredError",
    );
  });

  it("has a filter over all of it, and prints as wide as a page", () => {
    const xml = sheetOf(["id", "name"], [["7", "Ann"]]);
    expect(xml).toContain('<autoFilter ref="A1:B2"/>');
    expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(xml).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
    expect(xml).toContain("<oddFooter>&amp;LRezora Explorer&amp;RPage &amp;P of &amp;N</oddFooter>");
    expect(xml).not.toContain("oddHeader");
  });

  it("says at the head of a printed page what it is, with no code of its own and within 255 characters", () => {
    const headOf = (resource: string, connection: string): string => {
      const heading = { resource, connection };
      const xml = sheetEnd({ headers: ["id"], letters: ["A"], rowCount: 1, widths: [], heading });
      return /<oddHeader>(.*)<\/oddHeader>/u.exec(xml)?.[1] ?? "";
    };
    expect(headOf("lists/12/contacts", "Harbour & Oak <live>")).toBe(
      "&amp;Llists/12/contacts&amp;RHarbour &amp;&amp; Oak &lt;live&gt;",
    );
    const read = (xml: string): string => xml.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme", maxLength: 200 }), (one, other) => {
        const head = read(headOf(one, other));
        expect(head.replaceAll("&&", "")).toMatch(/^&L[^&]*&R[^&]*$/u);
      }),
    );
    expect(read(headOf("x".repeat(300), "y".repeat(300))).length).toBeLessThan(255);
  });

  it("makes dates of what are dates, in the chosen columns only, and counts what stays text", () => {
    const letters = ["A", "B", "C"];
    let undated = 0;
    const dates = { columns: new Set([1]), onText: () => void undated++ };
    const row = (number: number, ...texts: string[]): string => sheetRow(number, texts, letters, undefined, dates);
    const shape = {
      headers: sheetHeaders(["id", "made", "code"], dates.columns),
      letters,
      rowCount: 4,
      widths: [8, 20, 8],
      dates: dates.columns,
    };
    const xml =
      sheetBegin(shape) +
      row(2, "20100716", "2010-07-16 22:34:01", "2010-07-16") +
      row(3, "0071", "2010-07-16", "") +
      row(4, "1", "0000-00-00 00:00:00", "") +
      row(5, "2", "", "") +
      sheetEnd(shape);
    const { cells, numbers, styles } = readSheet(xml);
    expect([cells.get("A1"), cells.get("B1"), cells.get("C1")]).toEqual(["id", "made (UTC)", "code"]);
    expect(numbers.get("B2")).toBeCloseTo(40_375.940_289_35, 7);
    expect(numbers.get("B3")).toBe(40_375);
    expect([styles.get("B2"), styles.get("B3"), styles.get("B4")]).toEqual(["3", "4", "1"]);
    expect([cells.get("A2"), cells.get("A3"), cells.get("C2"), cells.get("B4")]).toEqual([
      "20100716",
      "0071",
      "2010-07-16",
      "0000-00-00 00:00:00",
    ]);
    expect([...numbers.keys()]).toEqual(["B2", "B3"]);
    expect(undated).toBe(1);
    expect(xml).toContain('<col min="2" max="2" width="20" style="3" customWidth="1"/>');
  });

  it("keeps spaces at the ends with an explicit attribute, since readers may drop them", () => {
    const cell = (text: string): string => sheetRow(2, [text], ["A"]);
    expect(cell(" x")).toBe(
      '<row r="2"><c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c></row>',
    );
    expect(cell("x\ny")).toContain("preserve");
    expect(cell("x y")).not.toContain("preserve");
  });

  it("has columns as wide as their content, within limits", () => {
    expect(sheetWidths(["id", "contact_email", "note"], [["1", "a", "x".repeat(500)]])).toEqual([8, 15, 48]);
  });
});
