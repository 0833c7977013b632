import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FilledCounts, FoundRows, WidestValues } from "#shared/column-facts.ts";
import { everyRecord } from "#shared/every-record.ts";
import { openEngine } from "./test-engine.ts";
import { stores, tableAsCsv, tableAsJson, tableAsXml, tables } from "./test-tables.ts";

const bodies = [
  [tableAsJson, "application/json"],
  [tableAsXml, "text/xml"],
  [tableAsCsv, "text/csv"],
] as const;

describe("the widest values of a column", () => {
  const widest = (body: string, records = 1_000) =>
    (openEngine(body, { contentType: "application/json" }).ask("widest", { records }) as WidestValues).columns;

  it("include the longest one and the one with the widest letters, each once", () => {
    const names = ["iiiiiiiiiiiiiii", "MMMMMMMMMMMM", "a", "a", "bb", "ccc", "dddd", "eeeee", "ffffff"];
    const [column = []] = widest(JSON.stringify(names.map((name) => ({ name }))));
    expect(column).toContain("iiiiiiiiiiiiiii");
    expect(column[0]).toBe("MMMMMMMMMMMM");
    expect(new Set(column).size).toBe(column.length);
    expect(column.length).toBeLessThanOrEqual(8);
  });

  it("come from the first records only, and are truncated where no column is as wide", () => {
    const body = JSON.stringify([{ a: "short" }, { a: "x".repeat(400) }]);
    expect(widest(body, 1)).toEqual([["short"]]);
    expect(widest(body)[0]?.[0]).toEqual({ kind: "cut", text: "x".repeat(300), length: 400 });
  });

  it("are in the order of the columns, including missing values and values that are not text", () => {
    expect(widest('[{"a":1,"b":null},{"b":[1, 2],"c":"x"}]')).toEqual([
      [{ kind: "missing" }, { kind: "literal", text: "1" }],
      [
        { kind: "nested", text: "[1, 2]" },
        { kind: "null", text: "null" },
      ],
      [{ kind: "missing" }, "x"],
    ]);
  });
});

describe("the number of records with a value", () => {
  it("is counted for each column as by a filter, in every format", () => {
    fc.assert(
      fc.property(tables, stores, fc.constantFrom(...bodies), (table, windows, [write, contentType]) => {
        const engine = openEngine(write(table, "compact"), { contentType, windows });
        if (engine.summary.table === null) return;
        const { records, filled } = engine.ask("filled", {}) as FilledCounts;
        const columns = engine.summary.table.columns;
        const expected = columns.map(
          (column) => engine.rows({ filters: [{ column, operator: "not-empty", value: "" }] }).matched,
        );
        expect(filled).toEqual(expected);
        expect(records).toBe(engine.summary.table.recordCount);
      }),
      { numRuns: 40 },
    );
  });

  it("treats null, an empty text and a missing field as no value", () => {
    const engine = openEngine('[{"a":"","b":null,"c":"x"},{"a":"1"}]', { contentType: "application/json" });
    expect(engine.ask("filled", {})).toEqual({ records: 2, filled: [1, 0, 1] });
  });
});

describe("rows found by their values", () => {
  const body = JSON.stringify([{ id: "7" }, { id: "70" }, { id: "8" }, { id: "7" }, { name: "no id" }]);
  const engine = openEngine(body, { contentType: "application/json" });
  const find = (values: readonly string[], direction: "ascending" | "descending" | null = null, column = "id") => {
    const sort = direction === null ? [] : [{ column: "id", direction }];
    return (engine.ask("find-rows", { query: { ...everyRecord, sort }, column, values }) as FoundRows).rows;
  };

  it("are the first that contain exactly that value, in the order of the query", () => {
    expect(find(["7", "8", "9"])).toEqual([{ position: 0, record: 0 }, { position: 2, record: 2 }, null]);
    expect(find(["70", "7"], "descending")).toEqual([
      { position: 0, record: 1 },
      { position: 2, record: 0 },
    ]);
  });

  it("are none for a column that does not exist", () => {
    expect(find(["7"], null, "no")).toEqual([null]);
    expect(find([])).toEqual([]);
  });
});
