import { expect, it } from "vitest";
import { lineText } from "./code-tokens.ts";
import { foldedJson, jsonRecordLines } from "./write-json.ts";

const fields = [
  { key: "contact_id", value: "123468" },
  { key: "contact_name", value: 'Siobhán "S" \u{d800}' },
  { key: "count", value: { kind: "literal", text: "1.10" } },
  { key: "none", value: { kind: "null", text: "null" } },
] as const;

it("lays a record out as the API does", () => {
  expect(jsonRecordLines(fields, "json", false).map(lineText)).toEqual([
    " {",
    '  "contact_id":"123468",',
    '  "contact_name":"Siobhán \\"S\\" \\ud800",',
    '  "count":1.10,',
    '  "none":null',
    " },",
  ]);
  expect(jsonRecordLines([], "json", true).map(lineText)).toEqual([" {}"]);
});

it("folds a record to its first field, the closing token last", () => {
  const line = foldedJson(fields, "json", false);
  expect(lineText(line)).toBe(' { "contact_id":"123468",  },');
  expect(line.at(-1)).toEqual(["punct", " },"]);
});
