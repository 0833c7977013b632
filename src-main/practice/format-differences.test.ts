import { expect, test } from "vitest";
import { writeEnvelope } from "./envelope.ts";
import { withFormatDifferences } from "./format-differences.ts";
import type { AnswerFormat } from "./target.ts";

const fields = ["contact_id", "contact_name", "contact_type", "contact_date"];
const records = Array.from({ length: 12 }, (_, index) => ({
  contact_id: String(100 + index),
  contact_name: `Jane Number${String(index)}`,
  contact_type: "",
  contact_date: "2010-07-16 22:34:01",
}));

function lines(format: AnswerFormat) {
  const body = () => writeEnvelope(format, { root: "contacts", record: "contact" }, fields, records);
  const before = [...body()].join("").split(/\r?\n/u);
  const after = [...withFormatDifferences(format, body())].join("").split(/\r?\n/u);
  return {
    gone: before.filter((line) => !after.includes(line)),
    come: after.filter((line) => !before.includes(line)),
    counts: [before.length, after.length],
  };
}

test("JSON: a number in place of text, null in place of empty", () => {
  const { come, counts } = lines("json");
  expect(come).toEqual(['  "contact_id":101,', '  "contact_type":null,', '  "contact_name":"\\"Jane\\" Number6",']);
  expect(counts[0]).toBe(counts[1]);
});

test("XML: a missing field, an extra field, spaces around a value", () => {
  const { gone, come, counts } = lines("xml");
  expect(gone).toEqual([
    "  <contact_name>Jane Number3</contact_name>",
    "  <contact_name>Jane Number5</contact_name>",
    "  <contact_name>Jane Number6</contact_name>",
  ]);
  expect(come).toEqual([
    "  <internal_note>seen</internal_note>",
    "  <contact_name> Jane Number5  </contact_name>",
    '  <contact_name>"Jane" Number6</contact_name>',
  ]);
  expect(counts[0]).toBe(counts[1]);
});

test("CSV: unescaped quotes, another date format, a missing record", () => {
  const { gone, come, counts } = lines("csv");
  expect(come).toEqual([
    '"106"|""Jane" Number6"|""|"2010-07-16 22:34:01"',
    '"107"|"Jane Number7"|""|"16/07/2010 22:34"',
  ]);
  expect(gone.map((line) => line.slice(1, 4))).toEqual(["106", "107", "108"]);
  expect(counts[1]).toBe((counts[0] ?? 0) - 1);
});

test("pieces after the first are not changed", () => {
  expect([...withFormatDifferences("csv", ["x\r\n", "a", "b"])].slice(1)).toEqual(["a", "b"]);
});
