import { describe, expect, test } from "vitest";
import type { LoginAnswer, LoginComparison, RecordComparison } from "#shared/login-comparison.ts";
import { swapped, twinWords } from "./twin-words.ts";

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

describe("two answers in words", () => {
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
    ["cancelled", { cancelled: true, right: null }, "Cancelled before both had answered"],
  ];
  test.each(cases)("%s of %o", (code, change, title) => {
    expect(twinWords(found(change), ["Oak", "Elm"])).toMatchObject({ code, title });
  });

  test("count the records, and say how they were matched", () => {
    const records = { ...same, differing: 1, onlyLeft: 3, matchedBy: null, limit: 2_000 };
    expect(twinWords(found({ records }), ["Oak", "Elm"]).explanation).toBe(
      "2 records are the same, 1 differs, 3 come to Oak alone. Matched by their place. Only the first 2,000 records of each were compared: one alone may be matched further down.",
    );
  });
});

test("swapped, left is right and twice swapped is as before", () => {
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
