import { expect, it } from "vitest";
import { asJson, table } from "./report.ts";
import { holds, median, percentile, type Row } from "./row.ts";

const fast: Row = {
  id: "P3-json-100k",
  what: "first row after the last byte",
  value: 91.23456,
  unit: "ms",
  goal: 150,
  reference: { value: 556, what: "JSON.parse with decoding" },
};
const slow: Row = { ...fast, id: "P4-typing-100k", value: 51, goal: 50, reference: null };
const steps: Row = { ...fast, id: "P9-600mb", value: 2, unit: "of 3", goal: 3 };
const nothing: Row = { ...fast, id: "P7-shown-100k", value: Number.NaN };

it("writes one member a row, with numbers and a verdict that a program can read", () => {
  const written = JSON.parse(asJson([fast, slow, nothing])) as unknown;
  expect(written).toMatchObject({
    "P3-json-100k": {
      value: 91.23,
      unit: "ms",
      goal: 150,
      reference: 556,
      referenceOf: "JSON.parse with decoding",
      holds: true,
      what: "first row after the last byte",
    },
    "P4-typing-100k": { value: 51, reference: null, referenceOf: null, holds: false },
    "P7-shown-100k": { value: null, holds: false },
  });
});

it("says which goals are met and which are not", () => {
  const lines = table([fast, slow, nothing]).split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(/^P3-json-100k .* 91 ms +150 ms +holds +556 ms: JSON\.parse with decoding$/u);
  expect(lines[2]).toMatch(/ 51 ms +50 ms +MISSED$/u);
  expect(lines[3]).toMatch(/ no figure +150 ms +MISSED /u);
});

it("treats less as better except for completed steps, and a missing figure as missed", () => {
  expect([fast, slow, steps, nothing, { ...steps, value: 3 }].map(holds)).toEqual([true, false, false, false, true]);
});

it("finds the middle and the tail of measured values in any order", () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(percentile([3, 1, 2, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10);
  expect(median([])).toBeNaN();
});
