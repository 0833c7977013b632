import fc from "fast-check";
import { expect, it } from "vitest";
import { readCsvRow } from "./csv-dialect.ts";
import { CsvScanner, scanCsvRow, scanRegularCsvRow, type CsvRowShape } from "./csv-scan.ts";
import { incomplete } from "./scan.ts";

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const messy = fc.string({
  unit: fc.constantFrom("a", '"', "\\", "|", "\r", "\n", '"|"', '\\"', "\r\n"),
  maxLength: 40,
});

it("cuts rows and cells where the tokenizer over strings does", () => {
  fc.assert(
    fc.property(messy, (text) => {
      const bytes = bytesOf(text);
      const scanner = new CsvScanner();
      const shape: CsvRowShape = { cells: 0, ambiguous: false, unterminated: -1 };
      for (let at = 0; at < text.length;) {
        const row = readCsvRow(text, at);
        const end = scanCsvRow(scanner, bytes, at, bytes.length, true, shape);
        expect(end).toBe(row.end);
        expect(shape.cells).toBe(row.cells.length);
        expect(shape.ambiguous).toBe(row.cells.some((cell) => cell.ambiguous));
        expect(shape.unterminated).toBe(row.unterminated ?? -1);
        let cellStart = at;
        for (const cell of row.cells) {
          scanner.cell(bytes, cellStart, bytes.length, true);
          if (scanner.plain) expect(text.slice(scanner.start, scanner.end)).toBe(cell.text);
          cellStart = scanner.next;
        }
        at = end;
      }
    }),
  );
});

it("asks for more instead of guessing while bytes are still coming", () => {
  fc.assert(
    fc.property(messy, fc.nat(40), (text, cut) => {
      const bytes = bytesOf(text);
      const scanner = new CsvScanner();
      const shape: CsvRowShape = { cells: 0, ambiguous: false, unterminated: -1 };
      const early = scanCsvRow(scanner, bytes, 0, Math.min(cut, bytes.length), false, shape);
      const whole = scanCsvRow(scanner, bytes, 0, bytes.length, true, shape);
      if (early !== incomplete) expect(early).toBe(whole);
    }),
  );
});

it("takes the short way for a row only where the long way finds nothing to report", () => {
  const tidy = fc.array(fc.constantFrom("", "a", 'b\\"', "\\\\", "|", "c\n"), { minLength: 1, maxLength: 4 });
  const row = fc
    .tuple(tidy, fc.constantFrom("\r\n", "\n", "\r", ""))
    .map(([cells, end]) => `"${cells.join('"|"')}"${end}`);
  fc.assert(
    fc.property(fc.oneof(messy, row), fc.integer({ min: 1, max: 5 }), fc.nat(3), (text, cells, cut) => {
      const bytes = bytesOf(text);
      const limit = Math.max(0, bytes.length - cut);
      const shape: CsvRowShape = { cells: 0, ambiguous: false, unterminated: -1 };
      const end = scanCsvRow(new CsvScanner(), bytes, 0, limit, false, shape);
      const isRegular = end !== incomplete && !shape.ambiguous && shape.cells === cells && text[end - 1] === "\n";
      expect(scanRegularCsvRow(bytes, 0, limit, cells)).toBe(isRegular ? end : -1);
    }),
    { numRuns: 2_000 },
  );
});
