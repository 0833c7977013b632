import { describe, expect, test } from "vitest";
import type { Change, Draft } from "#shared/edits.ts";
import { leftGroups } from "./waiting.ts";
import { pendingChanges } from "./pending-changes.ts";
import { idNames, isSameRows, rowsWithChanges } from "./rows-with-changes.ts";

function draft(kind: Change["kind"], designator: string, connectionId = "c"): Draft {
  const fields: Change["fields"] = kind === "update" || kind === "create" ? [["contact_name", "New"]] : [];
  const change: Change = { kind, designator, title: "", base: null, fields, bodyFormat: "json" };
  return { draftId: `${connectionId} ${kind} ${designator}`, connectionId, change, unread: null, savedAt: 0 };
}

const columns = ["contact_id", "contact_name"];

describe("rows with pending changes", () => {
  const drafts = [
    draft("update", "contacts/1"),
    draft("delete", "contacts/2"),
    draft("create", "contacts"),
    draft("delete-all", "contacts"),
    draft("update", "contacts/3", "other"),
    draft("delete", "lists/43/contacts/4"),
    draft("update", "contacts/a%20b"),
  ];
  test.each([
    ["of a table", "contacts", columns, { column: "contact_id", values: ["1", "2", "a b"] }],
    ["of a membership", "lists/43/contacts", ["list_id", "contact_id"], { column: "contact_id", values: ["4"] }],
    ["of a table without ids", "contacts", ["contact_name"], null],
    ["of another collection", "lists", ["list_id"], null],
    ["of one record", "contacts/1", columns, null],
    ["of what the catalogue does not know", "strange", columns, null],
  ])("%s", (_, designator, names, rows) => {
    expect(rowsWithChanges(drafts, "c", designator, names)).toEqual(rows);
  });

  test("the catalogue names the column before the table is there", () => {
    expect(rowsWithChanges(drafts, "c", "contacts", idNames("contacts"))?.column).toBe("contact_id");
    expect(rowsWithChanges(drafts, "c", "lists/43/contacts", idNames("lists/43/contacts"))?.column).toBe("contact_id");
    expect(idNames("strange")).toEqual([]);
  });

  test("two are the same when they name the same ids", () => {
    const one = { column: "a", values: ["1", "2"] };
    expect(isSameRows(one, { column: "a", values: ["1", "2"] })).toBe(true);
    expect(isSameRows(one, { column: "a", values: ["1"] })).toBe(false);
    expect(isSameRows(one, { column: "b", values: ["1", "2"] })).toBe(false);
    expect(isSameRows(one, null)).toBe(false);
    expect(isSameRows(null, null)).toBe(true);
  });
});

test("the strip at the start only concerns drafts of an earlier session", () => {
  const old = draft("update", "contacts/1");
  const { groups } = pendingChanges([old, draft("delete", "lists/43/contacts/4")]);
  expect(leftGroups(groups, new Set([old.draftId])).map(({ collection }) => collection)).toEqual(["contacts"]);
  expect(leftGroups(groups, new Set())).toEqual([]);
});
