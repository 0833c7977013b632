import { describe, expect, it } from "vitest";
import type { CsvDialect, DifferenceGroup, FormatCheck, FormatComparison } from "#shared/format-check.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { dialectPoints, groupsByKind, listed, verdictOf } from "./format-words.ts";

const documented: CsvDialect = {
  byteOrderMark: false,
  delimiter: "|",
  quote: '"',
  quoting: "all",
  quoteEscape: null,
  backslash: "doubled",
  lineEnd: "crlf",
  header: true,
};

const clean: FormatComparison = {
  compared: ["json", "xml", "csv"],
  records: 248,
  differing: 0,
  fields: 23,
  alignedBy: "contact_id",
  groups: [],
  moreGroups: 0,
};

function group(kind: DifferenceGroup["kind"], field: string | null, total: number): DifferenceGroup {
  return { kind, field, odd: "csv", total, findings: [] };
}

function check(change: Partial<FormatCheck> = {}): FormatCheck {
  return {
    checkId: "c",
    outcome: "compared",
    problem: null,
    answers: { json: sampleExchange("j"), xml: sampleExchange("x"), csv: sampleExchange("c") },
    leftOut: [],
    comparison: clean,
    dialect: documented,
    ...change,
  };
}

describe("the verdict", () => {
  it("is one sentence when nothing differs", () => {
    expect(verdictOf(check())).toEqual({
      kind: "ok",
      title: "JSON, XML and CSV say the same: 248 records, 23 fields",
      detail: "Records are matched by contact_id. 3 answers, 0 wire requests.",
    });
  });

  it("counts kinds and records", () => {
    const groups = [group("type", "a", 3), group("type", "b", 1), group("date", "c", 9)];
    expect(verdictOf(check({ comparison: { ...clean, differing: 12, groups } })).title).toBe(
      "2 kinds of difference in 12 of 248 records",
    );
    const order = { ...clean, groups: [group("record-order", null, 1)] };
    expect(verdictOf(check({ comparison: order })).title).toBe("1 kind of difference in the order only");
  });

  it("does not report agreement for a partial comparison, or for CSV in another dialect", () => {
    const leftOut = [{ format: "csv", reason: "" } as const];
    const two = verdictOf(check({ leftOut, comparison: { ...clean, compared: ["json", "xml"] } }));
    expect(two.kind).toBe("caution");
    expect(two.title).toBe("JSON and XML say the same: 248 records, 23 fields");
    expect(two.detail).toContain("CSV could not be compared.");
    const other = verdictOf(check({ dialect: { ...documented, lineEnd: "lf" } }));
    expect([other.kind, other.detail.split(".")[0]]).toEqual(["caution", "CSV is not written as documented"]);
  });

  it("says why there is none", () => {
    const none = { comparison: null, dialect: null };
    const one = { json: sampleExchange("j"), xml: null, csv: null };
    expect(verdictOf(check({ ...none, outcome: "no-data" })).kind).toBe("ok");
    expect(verdictOf(check({ ...none, outcome: "not-comparable" })).kind).toBe("danger");
    expect(verdictOf(check({ ...none, outcome: "stopped", problem: "No connection.", answers: one })).detail).toBe(
      "No connection. 1 answer, 0 wire requests.",
    );
    expect(verdictOf(check({ ...none, outcome: "cancelled", answers: one })).title).toBe("Cancelled");
  });
});

it("the dialect point by point: agrees, differs, or nothing shows it", () => {
  const points = dialectPoints({ ...documented, quoting: "none", quote: null, lineEnd: "mixed", delimiter: "\t" });
  expect(points.filter(({ agrees }) => agrees === false).map(({ name, found }) => [name, found])).toEqual([
    ["Delimiter", "tab"],
    ["Values in quotes", "none"],
    ["Line end", "mixed"],
  ]);
  expect(points.filter(({ agrees }) => agrees === null).map(({ name }) => name)).toEqual([
    "Quote",
    "Quote within a value",
  ]);
});

it("groups of one kind are adjacent, and their numbers add up", () => {
  const groups = [group("type", "a", 3), group("date", "c", 9), group("type", "b", 1)];
  expect(groupsByKind(groups).map(({ kind, total }) => [kind, total])).toEqual([
    ["type", 4],
    ["date", 9],
  ]);
});

it("lists names as an English sentence does", () => {
  expect([listed([]), listed(["csv"]), listed(["json", "csv"])]).toEqual(["", "CSV", "JSON and CSV"]);
});
