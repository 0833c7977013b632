import { expect, test } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { problemOf } from "./field-problem.ts";

const contact = new Map(resourceAt("contacts/ID").methods.PUT.requestFields.map((field) => [field.name, field]));
const list = resourceAt("lists").methods.POST.requestFields[0];

function said(name: string, value: string): string | null {
  const field = contact.get(name);
  if (field === undefined) throw new Error(name);
  return problemOf(field, value);
}

test.each([
  ["jane@company.com", null],
  ["siobhan@orourke", "No domain ending, such as .com, after the @"],
  ["jane", "An e-mail address has an @ with a name before it."],
  ["@company.com", "An e-mail address has an @ with a name before it."],
  ["jane@", "No domain after the @."],
  ["jane smith@company.com", "An e-mail address has no blanks in it."],
  ["", null],
])("e-mail %s", (value, problem) => {
  expect(said("contact_email", value)).toBe(problem);
});

test("allowed values, and required fields", () => {
  expect(said("contact_type", "Hot")).toBeNull();
  expect(said("contact_type", "")).toBeNull();
  expect(said("contact_type", "Cold")).toBe("One of Hot, Active, Inactive, none.");
  expect(list && problemOf(list, " ")).toBe("list_name must not be empty.");
});
