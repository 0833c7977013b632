import { expect, test } from "vitest";
import { maxPastedRows, pasteIntoAreas, pasteTargets } from "./paste-targets.ts";

const size = { rows: 10, columns: 4 };
const at = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });

test("lines go down from the cell, cells go to its right", () => {
  const lines = [["a", "b"], ["c"]];
  expect(pasteTargets(lines, at(3, 1), size)).toEqual({
    targets: [
      { row: 3, column: 1, value: "a" },
      { row: 3, column: 2, value: "b" },
      { row: 4, column: 1, value: "c" },
    ],
    linesLeft: 0,
    columnsLeft: 0,
  });
});

test("what does not fit into the table is left out and counted", () => {
  const { targets, linesLeft, columnsLeft } = pasteTargets(
    [
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
    ],
    at(8, 3),
    size,
  );
  expect(targets.map(({ value }) => value)).toEqual(["a", "c"]);
  expect({ linesLeft, columnsLeft }).toEqual({ linesLeft: 1, columnsLeft: 1 });
});

test("one value fills every selected cell", () => {
  const { targets } = pasteTargets([["x"]], at(2, 1, 3, 2), size);
  expect(targets).toHaveLength(6);
  expect(new Set(targets.map(({ row }) => row))).toEqual(new Set([2, 3, 4]));
});

test("the size of one paste is limited", () => {
  const lines = Array.from({ length: maxPastedRows + 5 }, () => ["x"]);
  const { targets, linesLeft } = pasteTargets(lines, at(0, 0), { rows: 5_000, columns: 1 });
  expect(targets).toHaveLength(maxPastedRows);
  expect(linesLeft).toBe(5);
});

test("one value fills rows that are not adjacent, and none of those between them", () => {
  const areas = [at(1, 1), at(4, 1, 2)];
  const { targets, linesLeft } = pasteIntoAreas([["a"]], areas, size);
  expect(targets.map(({ row }) => row)).toEqual([1, 4, 5]);
  expect(linesLeft).toBe(0);
});

test("a paste into many areas stops at the same number of rows, and counts the others", () => {
  const many = { rows: 10_000, columns: 1 };
  const areas = [at(0, 0, 900), at(2_000, 0, 300)];
  const { targets, linesLeft } = pasteIntoAreas([["a"]], areas, many);
  expect(targets).toHaveLength(maxPastedRows);
  expect(linesLeft).toBe(200);
});
