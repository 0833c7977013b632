import { expect, test } from "vitest";
import { hiddenWords, pendingOutOfSight } from "./hidden-pending.ts";

const columns = ["contact_id", "contact_email", "contact_home_zip"];
const shown = (name: string): string => name.replace("contact_", "");

test.each([
  ["in sight", ["contact_email"], null],
  ["in a hidden column", ["contact_home_zip", "contact_email"], "Pending in hidden columns: home_zip"],
  ["not in the table", ["contact_note"], "Pending in fields that this table lacks: note"],
  [
    "both",
    ["contact_home_zip", "contact_note"],
    "Pending in hidden columns: home_zip. Pending in fields that this table lacks: note",
  ],
])("a pending field %s", (_, changed, words) => {
  const out = pendingOutOfSight(changed, columns, new Set(["contact_id", "contact_email"]));
  expect(out === null ? null : hiddenWords(out, shown)).toBe(words);
});
