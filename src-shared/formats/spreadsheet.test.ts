import { expect, it } from "vitest";
import { guardFormula, spreadsheetLine, tabSeparatedLine } from "./spreadsheet.ts";

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])("guards %j", (text) => {
  expect(guardFormula(text)).toBe(`'${text}`);
});

it.each(["", "a=b", "1", " =1", "jane@example.com"])("leaves %j", (text) => {
  expect(guardFormula(text)).toBe(text);
});

it("writes RFC 4180", () => {
  expect(spreadsheetLine(["a", 'say "hi"', "x,y", "two\r\nlines", "=1", ""])).toBe(
    'a,"say ""hi""","x,y","two\r\nlines",\'=1,\r\n',
  );
});

it("writes tab separated values that keep their cells", () => {
  expect(tabSeparatedLine(["a", "x\ty", 'q"', "two\nlines"])).toBe('a\t"x\ty"\t"q"""\t"two\nlines"\n');
});
