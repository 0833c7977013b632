import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchCsvRow, type CsvSpans } from "./csv-search.ts";
import { failed, incomplete } from "./scan.ts";

interface Searched {
  readonly cells: readonly string[] | null;
  readonly several: boolean;
}

function search(text: string, width: number): Searched {
  const found: CsvSpans = { starts: [], ends: [], several: false };
  const codes = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const end = searchCsvRow(codes, 0, codes.length, true, { delimiter: 124, width }, found);
  if (end < 0) return { cells: null, several: false };
  return { cells: found.starts.map((start, cell) => text.slice(start, found.ends[cell])), several: found.several };
}

describe("a row that is split in another way", () => {
  it.each([
    ['"a\\"|"b"', 2, ['"a\\"', '"b"']],
    ['"1"|"ends\\"\r\n"2"|"x"\r\n', 2, ['"1"', '"ends\\"']],
    ['"say \\"hi\\""|"C:\\"', 2, ['"say \\"hi\\""', '"C:\\"']],
    ['"a\\\\"|"b"', 2, ['"a\\\\"', '"b"']],
    ['"a\\"""|"b"', 2, ['"a\\"""', '"b"']],
    ['"\\"|\\""|"x\\"', 2, ['"\\"|\\""', '"x\\"']],
    ['1|"x\\"\r\n', 2, ["1", '"x\\"']],
    ['"a\\"|"b"|"c"', 0, ['"a\\"', '"b"', '"c"']],
  ])("%j with %d cells", (text, width, cells) => {
    expect(search(text, width)).toEqual({ cells, several: false });
  });

  it.each([
    ['"a "b" c"|"d"', 2],
    ['"a\\"|"b"', 3],
    ['"a', 1],
  ])("%j has not %d cells in any way", (text, width) => {
    expect(search(text, width).cells).toBeNull();
  });

  it("reports when another reading is equally good", () => {
    expect(search('"a\\"|"|"\r\n|"\r\n', 2).several || search('"\\"|"|"\\"|"|"', 2).several).toBe(true);
  });
});

it("finds the row of a writer that escapes quotes alone, or another one that is as good", () => {
  const value = fc.string({ unit: fc.constantFrom("a", "\\", '"', "|", "\r\n"), maxLength: 5 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
      const cells = values.map((text) => `"${text.replaceAll('"', '\\"')}"`);
      const found = search(`${cells.join("|")}\r\n`, cells.length);
      expect(found.cells).not.toBeNull();
      if (!found.several) expect(found.cells).toEqual(cells);
    }),
    { numRuns: 2_000 },
  );
});

it("asks for more instead of guessing while bytes are still coming", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\\", '"', "|", "\r\n", '\\"', '"|"'), maxLength: 30 });
  fc.assert(
    fc.property(text, fc.nat(30), fc.integer({ min: 0, max: 3 }), (row, cut, width) => {
      const codes = Uint16Array.from({ length: row.length }, (_, at) => row.charCodeAt(at));
      const wanted = { delimiter: 124, width };
      const early: CsvSpans = { starts: [], ends: [], several: false };
      const whole: CsvSpans = { starts: [], ends: [], several: false };
      const before = searchCsvRow(codes, 0, Math.min(cut, row.length), false, wanted, early);
      if (before === incomplete) return;
      expect(searchCsvRow(codes, 0, row.length, true, wanted, whole)).toBe(before);
      if (before !== failed) expect(early).toEqual(whole);
    }),
    { numRuns: 5_000 },
  );
});
