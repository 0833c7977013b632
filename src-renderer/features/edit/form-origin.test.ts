import { expect, it } from "vitest";
import { leftOutWords, originWords } from "./form-origin.ts";

const copy = { kind: "copy", designator: "contacts/7", title: "Jane Smith", leftOut: [] } as const;

it.each([
  [false, undefined, "Empty form"],
  [false, { kind: "empty" }, "Empty form"],
  // Discarded: nothing is left of the copy.
  [false, copy, "Empty form"],
  [true, undefined, "Draft of an earlier session"],
  [true, { kind: "empty" }, "Empty form"],
  [true, copy, "Jane Smith"],
] as const)("a form says what it began as (draft %s, %o)", (hasDraft, origin, words) => {
  expect(originWords(hasDraft, origin)).toBe(words);
});

it("says what a copy leaves out, without the prefix that all fields share", () => {
  const fields = ["contact_id", "contact_date", "contact_self", "contact_unsubscribe"];
  expect(leftOutWords("contact", fields)).toBe("Not copied: id, date, self, unsubscribe, lists");
  expect(leftOutWords("group", ["group_id", "group_timestamp"])).toBe("Not copied: id, timestamp, members");
  expect(leftOutWords("agent", ["user_id"])).toBe("Not copied: user_id");
});
