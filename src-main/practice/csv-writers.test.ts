import { expect, test } from "vitest";
import { answerOf } from "./answer.ts";
import { csvFaults, writeCsvAs, type CsvWriterName } from "./csv-writers.ts";

const fields = ["contact_id", "contact_name", "contact_notes"];

function bodyOf(writer: CsvWriterName, records: readonly Readonly<Record<string, string>>[]): string {
  const answer = answerOf({ kind: "records", fields, records }, "csv", null);
  return [...(writeCsvAs(writer, answer).body ?? [])].join("");
}

const nasty = { contact_id: "1", contact_name: 'a"b\\', contact_notes: "p|q;r\r\ns" };

test.each<[CsvWriterName, string]>([
  ["quotes-only", '"contact_id"|"contact_name"|"contact_notes"\r\n"1"|"a\\"b\\"|"p|q;r\r\ns"\r\n'],
  ["doubled-quotes", '"contact_id"|"contact_name"|"contact_notes"\r\n"1"|"a""b\\"|"p|q;r\r\ns"\r\n'],
  ["no-header", '"1"|"a\\"b\\\\"|"p|q;r\r\ns"\r\n'],
  ["semicolons", 'contact_id;contact_name;contact_notes\r\n1;"a""b\\";"p|q;r\r\ns"\r\n'],
])("%s writes difficult values as described", (writer, expected) => {
  expect(bodyOf(writer, [nasty])).toBe(expected);
});

test("other formats stay unchanged", () => {
  for (const fault of Object.values(csvFaults)) {
    const answer = answerOf({ kind: "records", fields, records: [nasty] }, "json", null);
    expect(fault.spoil(answer, { bytesPerSecond: 1, baseUrl: "", target: "" })).toBe(answer);
  }
});
