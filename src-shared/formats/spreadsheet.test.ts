import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { guardFormula, spreadsheetLine, tabSeparatedLine, unguardFormula } from "./spreadsheet.ts";

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"])("guards %j", (text) => {
  expect(guardFormula(text)).toBe(`'${text}`);
});

it.each(["", "a=b", "1", " =1", "jane@example.com"])("leaves %j", (text) => {
  expect(guardFormula(text)).toBe(text);
});

it("takes back its own guard, and no other apostrophe", () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.startsWith("'")),
      (text) => {
        expect(unguardFormula(guardFormula(text))).toBe(text);
      },
    ),
  );
  expect(unguardFormula("'tis")).toBe("'tis");
});

it("writes RFC 4180", () => {
  expect(spreadsheetLine(["a", 'say "hi"', "x,y", "two\r\nlines", "=1", ""], true)).toBe(
    'a,"say ""hi""","x,y","two\r\nlines",\'=1,\r\n',
  );
});

it.each([
  [["a\rb"], '"a\rb"\r\n'],
  // A blank line would be no record to most readers.
  [[""], '""\r\n'],
  [["", ""], ",\r\n"],
])("writes %j so that every reader finds its cells", (texts, line) => {
  expect(spreadsheetLine(texts, false)).toBe(line);
});

it("leaves every cell as it is without the guard", () => {
  expect(spreadsheetLine(["=1", "-2", "@a"], false)).toBe("=1,-2,@a\r\n");
});

it("is read back by another reader as it was, whatever stands in the cells", () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", '"', ",", "\r", "\n", " ", "'", "=", "é", "\u{1f600}"),
    maxLength: 6,
  });
  const tables = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(tables, (rows) => {
      const text = `\u{feff}${rows.map((row) => spreadsheetLine(row, false)).join("")}`;
      expect(parse(text, { bom: true, record_delimiter: "\r\n" })).toEqual(rows);
    }),
  );
});

it("writes tab separated values that keep their cells", () => {
  expect(tabSeparatedLine(["a", "x\ty", 'q"', "two\nlines"])).toBe('a\t"x\ty"\t"q"""\t"two\nlines"\n');
});
