import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsvRow, writeCsvLine } from "./csv-dialect.ts";

function texts(line: string): string[] {
  return readCsvRow(line).cells.map((cell) => cell.text);
}
function ambiguous(line: string): boolean[] {
  return readCsvRow(line).cells.map((cell) => cell.ambiguous);
}

describe("the dialect's hard inputs", () => {
  const long = "x|\r\n".repeat(25_000);
  const exact: readonly (readonly [string, string, string[]])[] = [
    ["an escaped quote", String.raw`"say \"hi\""|"b"`, ['say "hi"', "b"]],
    ["an escaped backslash", String.raw`"C:\\dir"|"b"`, [String.raw`C:\dir`, "b"]],
    ["a trailing backslash", String.raw`"ends in \\"|"b"`, ["ends in \\", "b"]],
    ["quote, pipe, quote inside a cell", String.raw`"a\"|\"b"|"c"`, ['a"|"b', "c"]],
    ["CR LF inside a cell", '"a\r\nb"|"c"', ["a\r\nb", "c"]],
    ["a lone LF inside a cell", '"a\nb"|"c"', ["a\nb", "c"]],
    ["empty fields", '""|""|""', ["", "", ""]],
    ["a backslash before another character", String.raw`"C:\dir"|"\n"`, [String.raw`C:\dir`, String.raw`\n`]],
    ["one column", '"only"', ["only"]],
    ["accents", '"Siobhán"|"Łukasz"|"日本"', ["Siobhán", "Łukasz", "日本"]],
    ["a cell of 100,000 characters", `"${long}"|"b"`, [long, "b"]],
  ];
  it.each(exact)("%s", (_, line, expected) => {
    expect(texts(`${line}\r\n`)).toEqual(expected);
    expect(ambiguous(`${line}\r\n`)).toEqual(expected.map(() => false));
  });

  it("a ragged row keeps the cells it has", () => {
    const text = '"a"|"b"\r\n"c"\r\n"d"|"e"|"f"';
    const first = readCsvRow(text);
    const second = readCsvRow(text, first.end);
    const third = readCsvRow(text, second.end);
    expect([first, second, third].map((row) => row.cells.length)).toEqual([2, 1, 3]);
    expect([first, second, third].map((row) => row.lineEnd)).toEqual(["\r\n", "\r\n", ""]);
  });

  it("an unclosed quote is reported with its position", () => {
    const row = readCsvRow('"a"|"b\r\n"c"|"d');
    expect(row.unterminated).toBe(12);
    expect(row.cells.map((cell) => cell.text)).toEqual(["a", 'b\r\n"c', "d"]);
  });
});

describe("what breaks the dialect", () => {
  it("reads unquoted cells and marks them", () => {
    expect(texts('1234|"b"|')).toEqual(["1234", "b", ""]);
    expect(ambiguous('1234|"b"|')).toEqual([true, false, true]);
  });

  it("reads doubled quotes as one and marks the cell", () => {
    expect(texts('"say ""hi"""|"b"')).toEqual(['say "hi"', "b"]);
    expect(ambiguous('"say ""hi"""|"b"')).toEqual([true, false]);
  });

  it("keeps a stray quote and finds the next delimiter", () => {
    expect(texts('"a "b" c"|"d"')).toEqual(['a "b" c', "d"]);
    expect(ambiguous('"a "b" c"|"d"')).toEqual([true, false]);
  });

  it("keeps the source of a cell", () => {
    expect(readCsvRow(String.raw`"a\"b"|x`).cells.map((cell) => cell.source)).toEqual([String.raw`"a\"b"`, "x"]);
  });
});

it("reads back whatever it wrote, and nothing of it is ambiguous", () => {
  const text = fc.string({ unit: fc.constantFrom("a", '"', "\\", "|", "\r", "\n", "é", ",", "") });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (cells) => {
      const row = readCsvRow(`${writeCsvLine(cells)}\r\n`);
      expect(row.cells.map((cell) => cell.text)).toEqual(cells);
      expect(row.cells.some((cell) => cell.ambiguous)).toBe(false);
      expect(row.unterminated).toBeNull();
    }),
  );
});
