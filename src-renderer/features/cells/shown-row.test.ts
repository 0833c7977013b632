import { expect, test } from "vitest";
import type { Draft } from "#shared/edits.ts";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { withPending, withStored } from "./shown-row.ts";

const columns = ["contact_id", "contact_email"];
const row = { record: 3, cells: ["1", "old@x.example"], mark: null };
const fields = new Map(resourceAt("contacts/ID").methods.PUT.requestFields.map((field) => [field.name, field]));

function edited(email: string): Draft {
  return {
    draftId: "c contacts/1",
    connectionId: "c",
    change: {
      kind: "update",
      designator: "contacts/1",
      title: "",
      base: [["contact_email", "old@x.example"]],
      fields: [["contact_email", email]],
      bodyFormat: "json",
    },
    unread: null,
    savedAt: 0,
  };
}

test("a value that was read back after the fetch replaces the fetched one; an earlier one does not", () => {
  const stored = new Map([["contact_email", { value: "new@x.example", at: 20 }]]);
  expect(withStored(row, columns, stored, 10).cells).toEqual(["1", "new@x.example"]);
  expect(withStored(row, columns, stored, 20)).toBe(row);
  expect(withStored(row, columns, undefined, 10)).toBe(row);
  expect(withStored(row, columns, new Map([["contact_email", { value: null, at: 20 }]]), 10).cells[1]).toEqual({
    kind: "missing",
  });
});

test("a pending value is shown in its cell, with the previous value", () => {
  const shown = withPending(row, columns, edited("new@x.example"), fields);
  expect(shown.cells).toEqual(["1", "new@x.example"]);
  expect([...(shown.pending ?? [])]).toEqual([["contact_email", { was: "old@x.example", problem: null }]]);
  expect(shown.served).toBe(row);
});

test("an invalid value shows what is wrong", () => {
  expect(withPending(row, columns, edited("new"), fields).pending?.get("contact_email")?.problem).toBe(
    "An e-mail address has an @ with a name before it.",
  );
});

test("a row without edits stays the same object, so it is not rendered again", () => {
  expect(withPending(row, columns, undefined, fields)).toBe(row);
  expect(withPending(row, columns, edited("old@x.example"), fields)).toBe(row);
});

test("a long value is cut to the length that a window holds", () => {
  const shown = withPending(row, columns, edited("x".repeat(3_000)), fields);
  expect(shown.cells[1]).toMatchObject({ kind: "cut", length: 3_000 });
});

test("a record with a pending deletion is marked, and its values stay", () => {
  const draft = edited("");
  const change = { ...draft.change, kind: "delete" as const, fields: [] };
  expect(withPending(row, columns, { ...draft, change }, fields)).toEqual({ ...row, goes: true });
});
