import { expect, test } from "vitest";
import { countSecurityRows } from "./count-rows.ts";
import type { SecurityGroup } from "./rows.ts";
import { readTag, type TaggedTest } from "./tagged-tests.ts";

const groups: readonly SecurityGroup[] = [
  {
    title: "Ways in",
    rows: [
      { id: "one", claim: "One holds.", provenIn: ["unit"] },
      { id: "two", claim: "Two holds.", provenIn: ["browser", "electron"] },
    ],
  },
];

const passed = (id: string, place: TaggedTest["place"]): TaggedTest => ({ id, place, outcome: "passed" });
const both = [passed("two", "browser"), passed("two", "electron")];

test("a row counts when a test passed in each of its places", () => {
  expect(countSecurityRows(groups, [passed("one", "unit"), ...both], true)).toEqual({
    rows: 2,
    proven: 2,
    untried: [],
    gaps: [],
  });
});

test("a failed and a missing test each leave a named gap; a row that was only skipped is named and is not a gap", () => {
  const outcomes = (outcome: TaggedTest["outcome"]): readonly TaggedTest[] => [
    { id: "one", place: "unit", outcome },
    ...both,
  ];
  const gap = (tests: readonly TaggedTest[]): readonly string[] => countSecurityRows(groups, tests, true).gaps;
  expect(gap([...outcomes("failed"), passed("one", "unit")])).toEqual(["security row one: a test failed (unit)"]);
  expect(gap(both)).toEqual(["security row one: no test ran (unit)"]);
  expect(countSecurityRows(groups, outcomes("skipped"), true)).toMatchObject({
    proven: 1,
    untried: ["security row one: its tests were skipped (unit)"],
    gaps: [],
  });
  expect(gap([...outcomes("skipped"), passed("two", "browser")].filter(({ place }) => place !== "electron"))).toEqual([
    "security row two: no test ran (electron)",
  ]);
  expect(gap([passed("one", "unit"), passed("two", "browser")])).toEqual(["security row two: no test ran (electron)"]);
});

test("without a runtime no test is expected to pass in Electron", () => {
  const tests = [passed("one", "unit"), passed("two", "browser")];
  expect(countSecurityRows(groups, tests, false)).toMatchObject({ proven: 2, gaps: [] });
});

test("a test of a row that the table does not have is a gap", () => {
  const tests = [passed("one", "unit"), ...both, passed("three", "unit")];
  expect(countSecurityRows(groups, tests, true).gaps).toEqual([
    "security row three: a test names it, and the table has no such row",
  ]);
});

test.each([
  ["a stolen cookie reaches nothing [security: stolen-cookie]", "stolen-cookie"],
  ["[security: stolen-cookie] in front", undefined],
  ["nothing", undefined],
])("the tag is the end of a title: %s", (title, id) => {
  expect(readTag(title)).toBe(id);
});
