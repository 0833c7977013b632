import { expect, test } from "vitest";
import type { Draft } from "#shared/edits.ts";
import { resourceAt, type ResourcePath } from "#shared/rezora/catalog.ts";
import { designatorOfRow, editableTable, whyNotEditable, type EditableTable } from "./editability.ts";

function tableOf(path: ResourcePath, columns: readonly string[]): EditableTable {
  const table = editableTable(resourceAt(path), columns);
  if (table === null) throw new Error(`${path} can be edited`);
  return table;
}

const lists = tableOf("lists", ["list_id", "list_name", "list_date", "list_type"]);
const row = (...cells: string[]) => ({ record: 0, cells, mark: null });
const openHouse = row("7", "Open House", "2010-07-16 22:34:01", "0");

function draft(kind: Draft["change"]["kind"], unread: Draft["unread"] = null): Draft {
  const change = { kind, designator: "lists/7", title: "", base: null, fields: [], bodyFormat: "json" } as const;
  return { draftId: "c lists/7", connectionId: "c", change, unread, savedAt: 0 };
}

test("records that take a PUT can be edited, from their collection and alone; others cannot", () => {
  expect([...lists.fields.keys()]).toEqual(["list_name"]);
  expect(editableTable(resourceAt("groups/ID"), ["group_id"])?.record.path).toBe("groups/ID");
  expect(editableTable(resourceAt("agents"), ["user_id"])).toBeNull();
  expect(editableTable(resourceAt("groups/ID/agents"), ["user_id"])).toBeNull();
  expect(editableTable(null, ["a"])).toBeNull();
});

test("a row leads to its own record", () => {
  expect(designatorOfRow(lists, openHouse)).toBe("lists/7");
});

test("a field of the PUT can be edited, whatever else is drafted for the record", () => {
  expect(whyNotEditable(lists, openHouse, "list_name", undefined)).toBeNull();
  expect(whyNotEditable(lists, openHouse, "list_name", draft("update"))).toBeNull();
});

test.each([
  ["list_date", openHouse, undefined, "list_date cannot be changed: the server sets it."],
  [
    "list_name",
    row("1", "Primary Sphere", "", "1"),
    undefined,
    "The Primary Sphere can be neither updated nor deleted.",
  ],
  ["list_name", row("", "x", "", "0"), undefined, "This row has no id, so its record cannot be found again."],
  ["list_name", openHouse, draft("delete"), "This record is to be deleted. Discard that first."],
  [
    "list_name",
    openHouse,
    draft("update", { format: "xml", text: "<" }),
    "A draft of this record cannot be read. Mend it in its form first.",
  ],
] as const)("%s is refused with the reason", (column, given, known, reason) => {
  expect(whyNotEditable(lists, { ...given, cells: [...given.cells] }, column, known)).toBe(reason);
});

test("a table that lacks a field of the PUT would empty it", () => {
  const contacts = tableOf("contacts", ["contact_id", "contact_name"]);
  expect(whyNotEditable(contacts, row("1", "Jane"), "contact_name", undefined)).toMatch(/^A change sends contact_/u);
});
