import { expect, test } from "vitest";
import type { Cell } from "#shared/documents.ts";
import { recordValues } from "./record-values.ts";

const columns = ["contact_id", "contact_name"];
const row = (cells: Cell[], mark: string | null = null) => ({ record: 0, cells, mark });

test("plain values are taken as the API's JSON would give them", () => {
  expect(recordValues(columns, row(["1", "Jane"]))).toEqual({
    state: "plain",
    fields: [
      ["contact_id", "1"],
      ["contact_name", "Jane"],
    ],
  });
  expect(
    recordValues(
      columns,
      row([
        { kind: "literal", text: "1" },
        { kind: "null", text: "null" },
      ]),
    ),
  ).toEqual({
    state: "plain",
    fields: [
      ["contact_id", "1"],
      ["contact_name", ""],
    ],
  });
});

test("a field that was not sent is not a field of the record", () => {
  expect(recordValues(columns, row(["1", { kind: "missing" }]))).toEqual({
    state: "plain",
    fields: [["contact_id", "1"]],
  });
});

test("a cut value has to be read in full", () => {
  expect(recordValues(columns, row(["1", { kind: "cut", text: "x", length: 3_000 }]))).toEqual({ state: "cut" });
});

test("nested, broken and ambiguous values are refused with the reason", () => {
  expect(recordValues(columns, row(["1", { kind: "nested", text: "[]" }]))).toMatchObject({
    state: "odd",
    reason: "contact_name is not a plain value, so this record cannot be edited.",
  });
  expect(recordValues(columns, row(["1", { kind: "ambiguous", text: "a", source: '"a"b"' }]))).toMatchObject({
    state: "odd",
  });
  expect(recordValues(columns, row(["1", "a"], "Two fields too many."))).toMatchObject({
    reason: "This row is not sure: Two fields too many.",
  });
});
