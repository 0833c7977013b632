import { describe, expect, test } from "vitest";
import type { LoginAnswer, LoginComparison, RecordComparison } from "#shared/login-comparison.ts";
import { comparingWords, listedDifferences, swapped, loginComparisonWords } from "./login-comparison-words.ts";

const answer: LoginAnswer = {
  connectionId: "a",
  status: 200,
  reason: "OK",
  failure: null,
  totalMs: 1,
  wireRequests: 2,
  byteLength: 3,
  records: 2,
};
const refused: LoginAnswer = { ...answer, status: 401, reason: "Unauthorized", records: null };
const silent: LoginAnswer = {
  ...answer,
  status: null,
  reason: "",
  failure: { code: "refused", message: "m", advice: "a", detail: "" },
};
const same: RecordComparison = {
  matchedBy: "id",
  same: 2,
  differing: 0,
  onlyLeft: 0,
  onlyRight: 0,
  examples: { left: [], right: [] },
  fields: [],
  values: [],
  limit: null,
};

function found(change: Partial<LoginComparison>): LoginComparison {
  const both = { left: answer, right: answer, headers: [], records: null };
  return { runId: "r", designator: "contacts", startedAt: 0, cancelled: false, ...both, ...change };
}

describe("two responses in words", () => {
  const cases: readonly (readonly [string, Partial<LoginComparison>, string])[] = [
    ["same", { records: same }, "Both are served the same records."],
    ["records-differ", { records: { ...same, onlyRight: 1 } }, "Both are served, and the records differ."],
    ["one-served", { right: refused }, "Oak is served, Elm is not."],
    ["one-served", { left: refused }, "Elm is served, Oak is not."],
    ["neither-served", { left: refused, right: refused }, "Both got 401."],
    [
      "neither-served",
      { left: refused, right: { ...refused, status: 500 } },
      "Neither is served, for different reasons.",
    ],
    ["no-answer", { left: silent }, "Oak got no answer."],
    ["no-answer", { left: silent, right: silent }, "Neither got an answer."],
    ["not-comparable", {}, "Both are served; records cannot be compared."],
    [
      "no-data",
      { left: { ...answer, status: 204 }, right: { ...answer, status: 204 } },
      "Both are told that there is no data.",
    ],
    [
      "same-so-far",
      { records: { ...same, limit: 500 } },
      "Both are served the same, as far as the records were compared.",
    ],
    ["cancelled", { cancelled: true, left: null, right: null }, "Cancelled before either had answered"],
    ["cancelled", { cancelled: true, left: silent, right: null }, "Cancelled before either had answered"],
    ["cancelled", { cancelled: true, right: null }, "Cancelled before both had answered"],
    ["cancelled", { cancelled: true, right: silent }, "Cancelled before both had answered"],
    ["cancelled", { cancelled: true }, "Cancelled before the records were compared"],
  ];
  test.each(cases)("%s of %o", (code, change, title) => {
    expect(loginComparisonWords(found(change), ["Oak", "Elm"])).toMatchObject({ code, title });
  });

  test("count the records, and say how they were matched", () => {
    const records = { ...same, differing: 1, onlyLeft: 3, matchedBy: null, limit: 2_000 };
    expect(loginComparisonWords(found({ records }), ["Oak", "Elm"]).explanation).toBe(
      "2 records are the same, 1 differs, 3 come to Oak alone. Matched by their place. Counting stopped after the first 2,000 records of each, because too many waited for their counterpart: one alone may be matched further down.",
    );
  });
});

test("swapped, left becomes right, and swapping twice restores the original", () => {
  const values = [{ id: "1", field: "a", left: "x", right: null }];
  const one = found({
    right: refused,
    headers: [{ name: "Allow", left: null, right: "GET" }],
    records: { ...same, onlyLeft: 1, examples: { left: ["9"], right: [] }, values },
  });
  const turned = swapped(one);
  expect([turned.left, turned.right]).toEqual([refused, answer]);
  expect(turned.headers).toEqual([{ name: "Allow", left: "GET", right: null }]);
  expect(turned.records).toMatchObject({ onlyLeft: 0, onlyRight: 1, examples: { left: [], right: ["9"] } });
  expect(turned.records?.values).toEqual([{ id: "1", field: "a", left: null, right: "x" }]);
  expect(swapped(turned)).toEqual(one);
});

test("how many differences are listed, out of those counted", () => {
  const value = { id: "1", field: "a", left: "x", right: "y" };
  const values = (count: number) => Array.from({ length: count }, () => value);
  const fields = [
    { name: "a", count: 14_000 },
    { name: "b", count: 312 },
  ];
  expect(listedDifferences({ fields, values: values(2_000) })).toBe("2,000 of 14,312 differences are shown.");
  expect(listedDifferences({ fields: [{ name: "a", count: 1 }], values: values(1) })).toMatch(/^1 difference in /u);
});

test("the progress of a login comparison", () => {
  for (const side of ["left", "right"] as const) {
    for (const isReading of [false, true]) {
      const words = comparingWords({ side, receivedBytes: 0, isReading });
      expect(words.includes("being compared")).toBe(side === "right" && isReading);
    }
  }
  expect(comparingWords({ side: "left", receivedBytes: 2_000, isReading: false })).toMatch(
    /^The first of two, .* so far$/u,
  );
});
