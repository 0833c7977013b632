import { describe, expect, test } from "vitest";
import type { Cell } from "#shared/documents.ts";
import { compareRecords, type ReadRecords } from "./compare-records.ts";

function records(columns: readonly string[], ...rows: readonly (readonly Cell[])[]): ReadRecords {
  return { columns, rows: rows.map((cells, record) => ({ record, cells: [...cells], mark: null })) };
}

const missing: Cell = { kind: "missing" };

describe("records", () => {
  test("are matched by their identifier, in whatever order they come", () => {
    const left = records(["id", "name"], ["1", "Ann"], ["2", "Bob"], ["3", "Cy"]);
    const right = records(["name", "id"], ["Bea", "2"], ["Ann", "1"], ["Di", "4"]);
    expect(compareRecords(left, right, "id", null)).toEqual({
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
  ])("are matched by their place where %s", (_why, left, right) => {
    expect(compareRecords(left, right, "id", null)).toMatchObject({
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
  test.each(pairs)("%s", (_what, one, other, equal) => {
    const found = compareRecords(records(["id", "a"], ["1", one]), records(["id", "a"], ["1", other]), "id", null);
    expect([found.same, found.differing]).toEqual(equal ? [1, 0] : [0, 1]);
  });

  test("of a field that one side alone has differ, and fields are told the most often first", () => {
    const left = records(["id", "a", "b"], ["1", "x", "y"], ["2", "x", "y"]);
    const right = records(["id", "b"], ["1", "y"], ["2", "z"]);
    const found = compareRecords(left, right, "id", 2_000);
    expect(found.fields).toEqual([
      { name: "a", count: 2 },
      { name: "b", count: 1 },
    ]);
    expect(found.values[0]).toEqual({ id: "1", field: "a", left: "x", right: null });
    expect(found.limit).toBe(2_000);
  });

  test("are listed up to a bound, and counted beyond it", () => {
    const rows = Array.from({ length: 300 }, (_, index) => String(index));
    const side = (value: string) => records(["id", "a"], ...rows.map((id) => [id, value]));
    const found = compareRecords(side("x"), side("y".repeat(500)), "id", null);
    expect([found.differing, found.values.length, found.values[0]?.right?.length]).toEqual([300, 200, 201]);
  });
});
