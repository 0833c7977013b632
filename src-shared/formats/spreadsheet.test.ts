import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { guardFormula, spreadsheetLine, tabSeparated, tabSeparatedLine, unguardFormula } from "./spreadsheet.ts";

const formulas = [
  "=1+1",
  "=1",
  "@SUM(A1)",
  "@1",
  "\tx",
  "\t1",
  "\rx",
  "\nx",
  "＝1",
  "＋cmd|x",
  "+cmd|' /C calc'!A0",
  "-2+3",
  "+2-3",
  "+1*2",
  "-A1",
  "-1-SUM(A1)",
  "+1 800 FLOWERS",
  "- call back",
  "-",
  "+",
  "-1\n=2",
  "+46 31 123 45 67\t=1",
  "+46 31 123 45 67 or =cmd",
  "-1:-2",
  "-$A$1",
  "+1234567890123456789-1",
];

it.each(formulas)("guards %j", (text) => {
  expect(guardFormula(text)).toBe(`'${text}`);
});

it.each([
  "",
  "a=b",
  "1",
  " =1",
  "jane@example.com",
  "-12.50",
  "-1",
  "+1",
  "-.5",
  "-1e5",
  "-1E-5",
  "-1,234.50",
  "-1 234,50",
  "-1\u00a0234,50 €",
  "-$12.50",
  "-£ 3",
  "-5%",
  "- 12",
  "－１２",
  "+46 31 123 45 67",
  "+46-31-123 45 67",
  "+46(0)31-123 45 67",
  "+44 20 7946 0000",
  "+1 (555) 010-9999",
  "+1-555-010-9999",
  "+1.555.010.9999",
  "+1\u00a0555\u201101\u201199999",
  "+49 (0)30/123456",
  "+15550109999",
  "+1 555 010 9999 ext. 12",
  "+1 555 010 9999 x12",
])("leaves %j", (text) => {
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

it("guards whatever has a letter or an operator besides a leading sign", () => {
  const rest = fc.string({ unit: fc.constantFrom(...Array.from("0123456789 ().-+*/=&|!^<>:,;'\"%AbZ$@#")) });
  fc.assert(
    fc.property(fc.constantFrom("+", "-"), rest, (sign, text) => {
      fc.pre(/[*=&|!^<>:"@]|[A-Z]|[b](?!\d)/u.test(text));
      expect(guardFormula(sign + text)).toBe(`'${sign}${text}`);
    }),
  );
});

it("leaves every number with its sign", () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), (number) => {
      const text = number < 0 || Object.is(number, -0) ? `-${String(Math.abs(number))}` : `+${String(number)}`;
      expect(guardFormula(text)).toBe(text);
    }),
  );
});

it("counts what the guard alters", () => {
  expect(
    tabSeparated([
      ["=1", "-1"],
      ["a", "@b"],
    ]),
  ).toEqual({ text: "'=1\t-1\na\t'@b\n", guarded: 2 });
});

it("writes tab separated values that keep their cells", () => {
  expect(tabSeparatedLine(["a", "x\ty", 'q"', "two\nlines"])).toBe('a\t"x\ty"\t"q"""\t"two\nlines"\n');
});
