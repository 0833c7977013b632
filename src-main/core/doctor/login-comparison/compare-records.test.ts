import { describe, expect, test } from "vitest";
import type { Cell } from "#shared/documents.ts";
import { maxShownDifferences } from "#shared/login-comparison.ts";
import { compareRecords, type RecordSource } from "./compare-records.ts";

interface Counted extends RecordSource {
  /** The maximum number of records read at a time. */
  largest: number;
}

function sourceOf(
  columns: readonly string[],
  count: number,
  cellsOf: (record: number) => readonly Cell[],
  texts: Readonly<Record<string, string>> = {},
): Counted {
  const source: Counted = {
    columns,
    count,
    largest: 0,
    read(offset, limit) {
      source.largest = Math.max(source.largest, limit);
      const rows = Array.from({ length: Math.min(limit, count - offset) }, (_, index) => ({
        record: offset + index,
        cells: [...cellsOf(offset + index)],
        mark: null,
      }));
      // As from a worker: with a turn of the event loop in between.
      return new Promise((resolve) => setImmediate(() => resolve(rows)));
    },
    readText: (_record, column, from, limit) => Promise.resolve((texts[column] ?? "").slice(from, from + limit)),
  };
  return source;
}

function records(columns: readonly string[], ...rows: readonly (readonly Cell[])[]): Counted {
  return sourceOf(columns, rows.length, (record) => rows[record] ?? []);
}

const missing: Cell = { kind: "missing" };

describe("records", () => {
  test("are matched by their identifier, in whatever order they come", async () => {
    const left = records(["id", "name"], ["1", "Ann"], ["2", "Bob"], ["3", "Cy"]);
    const right = records(["name", "id"], ["Bea", "2"], ["Ann", "1"], ["Di", "4"]);
    expect(await compareRecords(left, right, "id")).toEqual({
      matchedBy: "id",
      same: 1,
      differing: 1,
      onlyLeft: 1,
      onlyRight: 1,
      examples: { left: ["3"], right: ["4"] },
      fields: [{ name: "name", count: 1 }],
      values: [{ id: "2", field: "name", left: "Bob", right: "Bea" }],
      limit: null,
    });
  });

  test.each([
    ["the field is not there", records(["name"], ["Ann"]), records(["name"], ["Ann"], ["Bob"])],
    ["it names two alike", records(["id"], ["7"]), records(["id"], ["7"], ["7"])],
    ["it is missing once", records(["id"], ["7"]), records(["id"], ["7"], [missing])],
  ])("are matched by their position where %s", async (_why, left, right) => {
    expect(await compareRecords(left, right, "id")).toMatchObject({
      matchedBy: null,
      same: 1,
      onlyLeft: 0,
      onlyRight: 1,
      examples: { left: [], right: ["2"] },
    });
  });
});

describe("values", () => {
  const pairs: readonly (readonly [string, Cell, Cell, boolean])[] = [
    ["a text and itself", "a", "a", true],
    ["a null and the text null", { kind: "null", text: "null" }, "null", false],
    ["a number and its digits", { kind: "literal", text: "1" }, "1", false],
    ["an empty value and none", "", missing, false],
    ["two long values alike", { kind: "cut", text: "x", length: 9 }, { kind: "cut", text: "x", length: 9 }, true],
    ["two of other lengths", { kind: "cut", text: "x", length: 9 }, { kind: "cut", text: "x", length: 8 }, false],
  ];
  test.each(pairs)("%s", async (_what, one, other, equal) => {
    const found = await compareRecords(records(["id", "a"], ["1", one]), records(["id", "a"], ["1", other]), "id");
    expect([found.same, found.differing]).toEqual(equal ? [1, 0] : [0, 1]);
  });

  test("that are long and begin alike are read to the end", async () => {
    const cell: Cell = { kind: "cut", text: "x".repeat(2_000), length: 600_001 };
    const text = `${"x".repeat(600_000)}y`;
    const source = (own: string) => sourceOf(["id", "note"], 1, () => ["1", cell], { note: own });
    expect(await compareRecords(source(text), source(text), "id")).toMatchObject({ same: 1, differing: 0 });
    const found = await compareRecords(source(text), source(text.replace("y", "z")), "id");
    expect(found).toMatchObject({ same: 0, differing: 1, fields: [{ name: "note", count: 1 }] });
    expect(found.values).toEqual([
      { id: "1", field: "note", left: `…${"x".repeat(40)}y…`, right: `…${"x".repeat(40)}z…` },
    ]);
  });

  test("of a field that only one side has differ, and fields are listed by frequency", async () => {
    const left = records(["id", "a", "b"], ["1", "x", "y"], ["2", "x", "y"]);
    const right = records(["id", "b"], ["1", "y"], ["2", "z"]);
    const found = await compareRecords(left, right, "id");
    expect(found.fields).toEqual([
      { name: "a", count: 2 },
      { name: "b", count: 1 },
    ]);
    expect(found.values[0]).toEqual({ id: "1", field: "a", left: "x", right: null });
  });
});

describe("at any size", () => {
  const count = 100_000;
  const side = (cellsOf: (record: number) => readonly Cell[], of = count) => sourceOf(["id", "a", "b"], of, cellsOf);
  const idOf = (record: number): string => String(100_000 + record);

  test("all differences are counted, the first are listed, and no more than one window is read at a time", async () => {
    const left = side((record) => [idOf(record), "x", String(record)]);
    const right = side((record) => [idOf(record), record % 7 === 0 ? "y" : "x", String(record)]);
    const found = await compareRecords(left, right, "id");
    expect(found).toMatchObject({ matchedBy: "id", same: 85_714, differing: 14_286, limit: null });
    expect(found.fields).toEqual([{ name: "a", count: 14_286 }]);
    expect(found.values).toHaveLength(maxShownDifferences);
    expect(found.values.at(-1)?.id).toBe(idOf(7 * (maxShownDifferences - 1)));
    expect(Math.max(left.largest, right.largest)).toBe(500);
  });

  test("in a different order, and with records that only one side has", async () => {
    const left = side((record) => [idOf(record), "x", ""]);
    const right = side((record) => [idOf(count + 9 - record), "x", ""]);
    const found = await compareRecords(left, right, "id");
    expect(found).toMatchObject({ matchedBy: "id", same: count - 10, onlyLeft: 10, onlyRight: 10, limit: null });
    expect(found.examples.left).toEqual(Array.from({ length: 10 }, (_, record) => idOf(record)));
  });

  test("it reports after how many records it stopped when memory would not suffice", async () => {
    const left = side((record) => [idOf(record), "x", ""], 3_000);
    const right = side((record) => [idOf(3_000 - record), "x", ""], 3_000);
    const found = await compareRecords(left, right, "id", 10_000);
    expect(found.limit).toBe(500);
    expect([found.same, found.onlyLeft, found.onlyRight]).toEqual([0, 500, 500]);
    // What was read to the end was compared to the end.
    expect(
      (
        await compareRecords(
          side(() => ["1", "", ""], 1),
          records(["id"], ["2"]),
          "id",
          0,
        )
      ).limit,
    ).toBe(null);
  });
});
