import { expect, test } from "vitest";
import { draftIdOf } from "#shared/edits.ts";
import { foldCase } from "#shared/canonical-text.ts";
import { findRecordsNow } from "./records-now.ts";

const people = [
  ["5", "Jane Smith", "jane@company.example"],
  ["6", "Janet Jones", "janet@company.example"],
] as const;
const records = new Map(
  people.map(([id, title, email], record) => [
    id,
    { id, record, title, email, foldedTitle: foldCase(title), foldedEmail: foldCase(email) },
  ]),
);
const fetched = {
  connectionId: "c",
  collection: "contacts",
  fetchedAt: 10,
  index: { state: "whole", records },
} as const;
const nothing = { records: new Map(), presence: new Map(), emptied: new Map() };
const five = draftIdOf("c", "contacts/5");

const found = (typed: string, observed: Partial<Parameters<typeof findRecordsNow>[1]> = {}) =>
  findRecordsNow(fetched, { ...nothing, ...observed }, typed, 8).map(({ title }) => title);

test("fetched records are found while nothing else is known", () => {
  expect(found("jan")).toEqual(["Jane Smith", "Janet Jones"]);
});

test("a record that has since been found to be gone is not offered", () => {
  expect(found("jan", { presence: new Map([[five, { exists: false, at: 20 }]]) })).toEqual(["Janet Jones"]);
  expect(found("jan", { presence: new Map([[five, { exists: false, at: 5 }]]) })).toHaveLength(2);
});

test("a collection that was emptied offers nothing", () => {
  expect(found("jan", { emptied: new Map([[draftIdOf("c", "contacts"), 20]]) })).toEqual([]);
});

test("a record is found by the values read back since, and not by the earlier ones", () => {
  const values = (at: number) =>
    new Map([
      [
        five,
        new Map([
          ["contact_name", { value: "Maria Brown", at }],
          ["contact_email", { value: "maria@company.example", at }],
        ]),
      ],
    ]);
  expect(found("maria", { records: values(20) })).toEqual(["Maria Brown"]);
  expect(found("maria@", { records: values(20) })).toEqual(["Maria Brown"]);
  expect(found("jane smith", { records: values(20) })).toEqual([]);
  expect(found("jane smith", { records: values(5) })).toEqual(["Jane Smith"]);
});
