import { expect, test } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { begunValue } from "./begun-value.ts";

const fields = resourceAt("contacts/ID").methods.PUT.requestFields;

test.each([
  ["contact_name", "Jane", null, "Jane"],
  ["contact_name", "Jane", "x", "x"],
  ["contact_type", "Hot", null, "Hot"],
  ["contact_type", "Hot", "i", "Inactive"],
  ["contact_type", "Hot", "z", "Hot"],
])("%s with %s, typed %s", (name, present, typed, value) => {
  const field = fields.find((each) => each.name === name);
  expect(field && begunValue(field, present, typed)).toBe(value);
});
