import { expect, it } from "vitest";
import { editTargetOf } from "./edit-target.ts";
import { formGroups, startsFolded } from "./form-groups.ts";

const groupsOf = (method: "POST" | "PUT", designator: string) => {
  const target = editTargetOf("one", method, designator);
  return target === null ? [] : formGroups(target).map(({ title, fields }) => [title, fields.length]);
};

it("a new record has required fields first, and each field once", () => {
  expect(groupsOf("POST", "contacts")).toEqual([
    ["Required", 2],
    ["Person", 3],
    ["Phones", 4],
    ["Home address", 5],
    ["Business address", 5],
  ]);
  expect(groupsOf("POST", "lists")).toEqual([["Required", 1]]);
});

it("an existing record keeps the groups of the catalogue", () => {
  expect(groupsOf("PUT", "contacts/7")[0]).toEqual(["Person", 5]);
});

it.each([
  ["a new record's empty address", true, ["a_street", "a_street2", "a_city", "a_state", "a_zip"], true, true],
  ["an address that a copy brought", true, ["a_street", "a_street2", "a_city", "a_state", "a_zip"], false, false],
  ["a new record's phones", true, ["a_phone_home", "a_phone_work", "a_phone_mobile", "a_phone_fax"], true, false],
  ["a record's empty phones", false, ["a_phone_home", "a_phone_work", "a_phone_mobile", "a_phone_fax"], true, true],
  ["a record's two empty fields", false, ["a", "b"], true, false],
] as const)("%s is folded or not", (_, isNew, fields, isEmpty, folded) => {
  expect(startsFolded(isNew, fields, isEmpty)).toBe(folded);
});
