import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "#shared/documents.ts";
import { writeCsvLine } from "#shared/formats/csv-dialect.ts";
import { openEngine, type TestEngine } from "./test-engine.ts";
import { stores } from "./test-tables.ts";

/** The ways in which a writer can escape what is inside quotes. */
const writers = {
  "doubles backslashes and escapes quotes": (text: string) => text.replace(/["\\]/gu, "\\$&"),
  "escapes quotes alone": (text: string) => text.replaceAll('"', '\\"'),
  "doubles quotes": (text: string) => text.replaceAll('"', '""'),
} as const;
type Writer = keyof typeof writers;

function write(writer: Writer, rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `"${cells.map(writers[writer]).join('"|"')}"\r\n`).join("");
}

const value = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom("plain", "C:\\new\\table", "\\\\server\\share", "ends\\", 'say "hi"', "") },
  {
    weight: 3,
    arbitrary: fc.string({ unit: fc.constantFrom("a", "b", "\\", "\\\\", '"', "|", "\r\n", " ", "é"), maxLength: 6 }),
  },
);

/** Records with an identifier first, like every list of the API. */
const records = fc
  .integer({ min: 1, max: 3 })
  .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
  .map((rows) => rows.map((row, index) => [String(123_456 + index), ...row]));

function columnsOf(rows: readonly (readonly string[])[]): string[] {
  return ["contact_id", "contact_name", "contact_notes", "contact_url"].slice(0, rows[0]?.length ?? 0);
}

function isMarked(cell: Cell | undefined): boolean {
  return typeof cell === "object" && cell.kind === "ambiguous";
}

/** Cells that are shown as certain but differ from what was written. A row with too many or too few cells is marked. */
function wrongCells(engine: TestEngine, rows: readonly (readonly string[])[]): unknown[] {
  const width = rows[0]?.length ?? 0;
  return engine.rows().rows.flatMap(({ record, cells, mark }) =>
    /\d fields?, not/u.test(mark ?? "")
      ? []
      : cells.slice(0, width).flatMap((cell, column) => {
          const written = rows[record]?.[column];
          return isMarked(cell) || cell === written ? [] : [{ record, column, written, cell }];
        }),
  );
}

/**
 * Whether the documented writer turns what is shown back into the body: then nothing in it indicates another writer.
 */
function isAsDocumented(engine: TestEngine, body: string): boolean {
  const { table } = engine.summary;
  const rows = engine.rows().rows.map(({ cells }) => cells.map((cell) => (typeof cell === "string" ? cell : "")));
  return [table?.columns ?? [], ...rows].map((cells) => `${writeCsvLine(cells)}\r\n`).join("") === body;
}

describe.each(Object.keys(writers) as Writer[])("a writer that %s", (writer) => {
  it("is never read wrongly without a mark, with any packets and windows", () => {
    fc.assert(
      fc.property(
        records,
        stores,
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
        (rows, windows, packets) => {
          const body = write(writer, [columnsOf(rows), ...rows]);
          const engine = openEngine(body, { contentType: "text/csv", windows, packets });
          const whole = openEngine(body, { contentType: "text/csv" });
          expect(engine.rows()).toEqual(whole.rows());
          expect(engine.summary).toEqual(whole.summary);
          if (isAsDocumented(engine, body)) return;
          const isGrave = engine.summary.notices.some(({ severity }) => severity !== "info");
          if (engine.summary.table?.recordCount !== rows.length) {
            expect(isGrave).toBe(true);
            return;
          }
          // Line endings inside values can split rows in a way no cell count reveals: then the body is reported as
          // damaged.
          const tears = rows.some((cells) => cells.some((text) => /[\r\n]/u.test(text)));
          const damages = new Set<string>(["ragged-rows", "ambiguous-rows", "malformed"]);
          if (tears && engine.summary.notices.some(({ code }) => damages.has(code))) return;
          expect(wrongCells(engine, rows)).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("the documented writer", () => {
  it("is read without any marks", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const body = [columnsOf(rows), ...rows].map((cells) => `${writeCsvLine(cells)}\r\n`).join("");
        const engine = openEngine(body, { contentType: "text/csv" });
        expect(engine.rows().rows.map(({ cells, mark }) => ({ cells, mark }))).toEqual(
          rows.map((cells) => ({ cells, mark: null })),
        );
        expect(engine.summary.notices).toEqual([]);
      }),
    );
  });
});
