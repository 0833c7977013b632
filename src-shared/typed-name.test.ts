import { expect, test } from "vitest";
import { isSameName } from "./typed-name.ts";

test.each([
  ["Open House, June", "Open House, June", true],
  [" Open House, June ", "Open House, June", true],
  ["Open House, June", "Open\u00A0House,  June", true],
  ["Cafe\u0301", "Café", true],
  ["open house, june", "Open House, June", false],
  ["Open House", "Open House, June", false],
  ["", "groups", false],
  ["lists/43/contacts", "Open House, June", false],
])("%j typed for %j: %s", (typed, name, isSame) => {
  expect(isSameName(typed, name)).toBe(isSame);
});
