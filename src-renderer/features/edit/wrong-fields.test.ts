import { expect, test } from "vitest";
import type { Change, Draft } from "#shared/edits.ts";
import { wrongFields } from "./wrong-fields.ts";

function draft(change: Partial<Change>): Draft {
  const whole = {
    kind: "update",
    designator: "contacts/1",
    title: "",
    base: [],
    fields: [],
    bodyFormat: "json",
  } as const;
  return { draftId: "c contacts/1", connectionId: "c", change: { ...whole, ...change }, unread: null, savedAt: 0 };
}

test("changed values that are wrong are counted, those that were wrong before are not", () => {
  const fields = [
    ["contact_email", "jane"],
    ["contact_type", "Cold"],
    ["contact_name", "Jane"],
  ] as const;
  expect(wrongFields(draft({ fields }))).toBe(2);
  expect(wrongFields(draft({ fields, base: [["contact_email", "jane"]] }))).toBe(1);
  expect(wrongFields(draft({ kind: "create", designator: "contacts", base: null, fields }))).toBe(2);
});

test("deletions and addresses the catalogue lacks have nothing wrong", () => {
  expect(wrongFields(draft({ kind: "delete" }))).toBe(0);
  expect(wrongFields(draft({ designator: "elsewhere/1", fields: [["contact_email", "jane"]] }))).toBe(0);
});
