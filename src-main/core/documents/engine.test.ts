import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openEngine } from "./test-engine.ts";
import { stores, tableAsCsv, tableAsJson, tableAsXml, tables, type Layout, type TestTable } from "./test-tables.ts";

const packetSizes = fc.array(fc.integer({ min: 1, max: 70_000 }));
const layouts = fc.constantFrom<Layout>("compact", "pretty");
const bodies: readonly (readonly [string, (table: TestTable, layout: Layout) => string])[] = [
  ["JSON", tableAsJson],
  ["XML", tableAsXml],
  ["CSV", tableAsCsv],
];

describe.each(bodies)("a table in %s", (name, serialise) => {
  it("is returned by windows, with any packets", () => {
    fc.assert(
      fc.property(tables, layouts, packetSizes, stores, (table, layout, packets, windows) => {
        // Padding makes the body longer than the detection window, so packets matter.
        const filler = Array.from({ length: 100 }, () => table.columns.map(() => "padding ".repeat(100)));
        const long = { columns: table.columns, rows: packets.length > 0 ? [...table.rows, ...filler] : table.rows };
        // A single header cell is also valid JSON, and nothing declares the format.
        fc.pre(name !== "CSV" || long.rows.length > 0 || table.columns.length > 1);
        const engine = openEngine(serialise(long, layout), { packets, windows });
        // An empty list in JSON or XML does not show its columns.
        const knowsColumns = long.rows.length > 0 || name === "CSV";
        expect(engine.summary.table).toEqual({
          recordCount: long.rows.length,
          columns: knowsColumns ? table.columns : [],
        });
        expect(engine.summary.notices).toEqual([]);
        expect(engine.rows().rows.map((row) => row.cells)).toEqual(long.rows.slice(0, 500));
      }),
      { numRuns: 50 },
    );
  });

  it("agrees with its bytes in every view", () => {
    fc.assert(
      fc.property(tables, layouts, stores, (table, layout, windows) => {
        const engine = openEngine(serialise(table, layout), { windows });
        const compared = table.rows.length * table.columns.length;
        for (const as of ["table", "json", "xml", "csv"] as const) {
          const verified = engine.verify(as);
          // Without records there are lines to compare.
          if (compared > 0) expect(verified.compared).toBe(compared);
          expect(verified).toMatchObject({ agreeing: verified.compared, firstDifference: null });
        }
      }),
    );
  });

  it("is exported to every format and read back", () => {
    fc.assert(
      fc.property(tables, layouts, stores, (table, layout, windows) => {
        fc.pre(table.rows.length > 0);
        const engine = openEngine(serialise(table, layout), { windows });
        for (const as of ["json", "xml", "csv"] as const) {
          const again = openEngine(engine.exported(as));
          expect(again.summary.format).toBe(as);
          expect(again.summary.table?.columns).toEqual(table.columns);
          expect(again.rows().rows.map((row) => row.cells)).toEqual(table.rows);
        }
      }),
    );
  });
});

describe("records that differ in their fields", () => {
  // Names of the same length differ only in their letters.
  const record = fc.uniqueArray(fc.constantFrom("aa", "ab", "ba", "bb"), { minLength: 1 });
  const list = fc.array(record, { minLength: 1, maxLength: 6 });

  it.each([
    [
      "JSON",
      "json",
      (records: string[][]) =>
        JSON.stringify(records.map((keys) => Object.fromEntries(keys.map((key, at) => [key, `${key}${at}`])))),
    ],
    [
      "XML",
      "xml",
      (records: string[][]) =>
        `<r>${records.map((keys) => `<c>${keys.map((key, at) => `<${key}>${key}${at}</${key}>`).join("")}</c>`).join("")}</r>`,
    ],
  ] as const)("keep each value in its column, in %s", (_, as, serialise) => {
    fc.assert(
      fc.property(list, stores, (records, windows) => {
        const engine = openEngine(serialise(records), { windows });
        const columns = [...new Set(records.flat())];
        expect(engine.summary.table).toEqual({ recordCount: records.length, columns });
        expect(engine.rows().rows.map((row) => row.cells)).toEqual(
          records.map((keys) =>
            columns.map((key) => (keys.includes(key) ? key + keys.indexOf(key) : { kind: "missing" })),
          ),
        );
        const compared = records.flat().length;
        expect(engine.verify(as)).toEqual({ compared, agreeing: compared, firstDifference: null });
        for (const column of columns) {
          const { rows } = engine.rows({ filters: [{ column, operator: "starts", value: column }] });
          expect(rows.map((row) => row.record)).toEqual(
            records.flatMap((keys, index) => (keys.includes(column) ? [index] : [])),
          );
        }
      }),
    );
  });
});

describe("arbitrary bytes", () => {
  const scraps = fc.array(
    fc.constantFrom(
      ..."[]{}:,\\|<>&;/=!-?\r\n\t a1".split(""),
      '"',
      '[{"a":"1"}',
      '"a":',
      "null",
      "<?xml ",
      "<a>",
      "</a>",
      "<![CDATA[",
      "<!DOCTYPE a [",
      '"a"|"b"\r\n',
      "<br />\n<b>Warning</b>: x\n",
      "\u{feff}",
      "\u{ff}",
      "\0",
    ),
    { maxLength: 30 },
  );
  const anyBody = fc.oneof(
    scraps.map((pieces) => new Uint8Array(Buffer.from(pieces.join("")))),
    scraps.map((pieces) => new Uint8Array(Buffer.from(pieces.join(""), "latin1"))),
    fc.uint8Array({ maxLength: 200 }),
  );
  const types = fc.constantFrom(
    null,
    "application/json",
    "application/xml; charset=iso-8859-1",
    "text/csv",
    "text/html; charset=nonsense",
  );

  it("never crash the engine, in any view", () => {
    fc.assert(
      fc.property(anyBody, types, fc.boolean(), stores, (body, contentType, complete, windows) => {
        const engine = openEngine(body, { contentType, complete, windows });
        for (const as of ["json", "xml", "csv", "raw"] as const) {
          engine.text(as);
          engine.lines(as, { folded: "all", except: [0], groups: [], nodes: [] });
          const found = engine.find({ as, query: "a", matchCase: false, regularExpression: false, index: 0 });
          expect(found.count).toBe(engine.source(as).match(/a/gi)?.length ?? 0);
        }
        for (const as of ["table", "json", "xml", "csv", "raw"] as const) engine.verify(as);
        if (engine.summary.table !== null) {
          engine.rows({
            search: "a",
            sort: [{ column: engine.summary.table.columns[0] ?? "", direction: "ascending" }],
          });
          engine.exported("spreadsheet");
        }
      }),
      { numRuns: 600 },
    );
  });
});
