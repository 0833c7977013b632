import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  guardFormula,
  looksLikeFormula,
  spreadsheetLine,
  tabSeparated,
  tabSeparatedLine,
  unguardFormula,
} from "./spreadsheet.ts";

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
  "+1-800-FLOWERS",
  " =1",
  "  @x",
  "\u200b=1",
  "\u00a0\ufeff-1+1",
  "\u0000=1",
  "﹦1",
  "－2＋3",
  "-1,-2",
  "-,5",
  "-1,234.50; 7",
  "- call back",
  "-",
  "+",
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
  "+44-20 7946 0000",
  "a;-5",
  "a|+46 31 123 45 67|-1.5",
  "1;2;3 - 4",
  "a - b, c+d, e=f; g@h",
  '6" - 7"x',
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

/** Cells that some program splits, and where the apostrophes go. */
const split: readonly (readonly [text: string, guarded: string])[] = [
  ["a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"],
  ["=1;=2", "'=1;'=2"],
  ["a,@SUM(A1)", "a,'@SUM(A1)"],
  ["a\t=1", "a\t'=1"],
  ["a|=1", "a|'=1"],
  ["a\n=1\r\n+x", "a\n'=1\r\n'+x"],
  ["-1\n=2", "'-1\n'=2"],
  ["+46 31 123 45 67\t=1", "'+46 31 123 45 67\t'=1"],
  ["a; =1", "a;' =1"],
  ["a;\u200b＝1", "a;'\u200b＝1"],
  ["\t=1", "'\t'=1"],
  ['say "=1"', `say "'=1"`],
  ['";=1', `";'=1`],
  ["a\u2028=1\u0085-x", "a\u2028'=1\u0085'-x"],
  ["a;-5;=1;-", "a;-5;'=1;'-"],
];

it("guards what another program would take for a cell of its own [security: formula-after-separator]", () => {
  for (const [text, guarded] of split) {
    expect(guardFormula(text)).toBe(guarded);
    expect(looksLikeFormula(text)).toBe(true);
    expect(unguardFormula(guarded)).toBe(text);
    expect(guardFormula(guarded)).toBe(guarded);
  }
});

const hostile = fc.string({
  unit: fc.constantFrom(
    ...Array.from("=+-@＝＋－＠,;|\t\r\n\" '1aA\u200b\u00a0\u2028\0"),
    "+46 31 123 45 67",
    "-1.5",
    "=cmd|x",
  ),
  maxLength: 12,
});

/** The first characters that make a program look for a formula, after what it may drop. */
const startsFormula = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u;
/** Written independently, so that a mistake in the guard's own definition of a number shows. */
const isNumber = /^[+-]?[\d .,'’()/-]*\d[\d .,'’()/-]*$/u;

function plainOf(piece: string): string {
  return piece
    .replaceAll(/[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, "")
    .normalize("NFKC")
    .trim();
}

/** Splits at everything that any program splits at, and knows no quotes. */
function strictPieces(text: string): string[] {
  return text.split(/[,;\t|\r\n\v\f\u0085\u2028\u2029"]/u);
}

it("no piece of a guarded file starts a formula, wherever it is split [security: formula-after-separator]", () => {
  const lines = fc.array(fc.array(hostile, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(lines, (rows) => {
      const file = rows.map((row) => spreadsheetLine(row, true)).join("");
      for (const text of [file, tabSeparated(rows).text]) {
        const started = strictPieces(text).filter((piece) => startsFormula.test(piece));
        expect(started.filter((piece) => !isNumber.test(plainOf(piece)))).toEqual([]);
      }
    }),
    { numRuns: 3_000 },
  );
});

it("the guard is the only change: its count is the cells it altered [security: formula-count]", () => {
  fc.assert(
    fc.property(fc.array(hostile), (cells) => {
      const altered = cells.filter((cell) => guardFormula(cell) !== cell).length;
      expect(cells.filter(looksLikeFormula)).toHaveLength(altered);
      expect(tabSeparated([cells]).guarded).toBe(altered);
    }),
  );
});

it("reads a long cell once, whatever it is made of [security: formula-after-separator]", () => {
  // Each of these takes hours if a part is read again for each of its characters.
  for (const text of ["\t".repeat(300_000), " ".repeat(300_000), " -1;".repeat(75_000), `${" ".repeat(300_000)}=`])
    expect(unguardFormula(guardFormula(text))).toBe(text);
});

it("takes back its own guard, and no other apostrophe", () => {
  fc.assert(
    fc.property(
      fc.string().map((text) => text.replaceAll("'", "")),
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
  // Most readers do not take an empty line for a record.
  [[""], '""\r\n'],
  [["", ""], ",\r\n"],
])("writes %j so that every reader finds its cells", (texts, line) => {
  expect(spreadsheetLine(texts, false)).toBe(line);
});

it("leaves every cell as it is without the guard", () => {
  expect(spreadsheetLine(["=1", "-2", "@a"], false)).toBe("=1,-2,@a\r\n");
});

it("is read back unchanged by another reader, for any cell content", () => {
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
      expect(guardFormula(sign + text).startsWith(`'${sign}`)).toBe(true);
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
