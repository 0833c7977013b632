import { expect, test } from "vitest";
import { copySubject } from "./copy-subject.ts";

const subject = (...designators: string[]) => copySubject(designators.map((designator) => ({ designator })));

test("one record and one collection are fetched as they are", () => {
  expect(subject("contacts/5")).toEqual({ designator: "contacts/5", ids: null });
  expect(subject("lists/43/contacts")).toEqual({ designator: "lists/43/contacts", ids: null });
});

test("several records of one collection are picked from it by their ids", () => {
  expect(subject("contacts/5", "contacts/7")).toEqual({ designator: "contacts", ids: ["5", "7"] });
  expect(subject("lists/43/contacts/5", "lists/43/contacts/7")).toEqual({
    designator: "lists/43/contacts",
    ids: ["5", "7"],
  });
});

test("what no single request can fetch is not offered", () => {
  expect(subject()).toBeNull();
  expect(subject("contacts/5", "lists/43")).toBeNull();
  expect(subject("lists/43/contacts/5", "lists/44/contacts/5")).toBeNull();
  expect(subject("contacts", "lists")).toBeNull();
});
