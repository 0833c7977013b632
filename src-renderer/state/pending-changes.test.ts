import { describe, expect, test } from "vitest";
import type { Change, Draft } from "#shared/edits.ts";
import { collectionOf, isChange, pendingChanges } from "./pending-changes.ts";

const base: Change["fields"] = [
  ["contact_id", "1"],
  ["contact_name", "Jane"],
  ["contact_email", "a@x"],
];
const same: Change["fields"] = [
  ["contact_name", "Jane"],
  ["contact_email", "a@x"],
];

function draft(part: Partial<Change>, more: Partial<Draft> = {}): Draft {
  const change: Change = {
    kind: "update",
    designator: "contacts/1",
    title: "Jane",
    base,
    fields: same,
    bodyFormat: "json",
    ...part,
  };
  const draftId = `${more.connectionId ?? "c"} ${change.kind} ${change.designator} ${JSON.stringify(part)}`;
  return { draftId, connectionId: "c", change, unread: null, savedAt: 0, ...more };
}

const oneField: Change["fields"] = [
  ["contact_name", "Jane"],
  ["contact_email", "b@x"],
];
const twoFields: Change["fields"] = [
  ["contact_name", "Janet"],
  ["contact_email", "b@x"],
];
const unread = { format: "json", text: "{" } as const;
const nothing: Partial<Change> = { base: null, fields: [] };

describe("what one draft counts as", () => {
  test.each([
    ["an unchanged record", draft({}), 0, 0, "contacts"],
    ["one field", draft({ fields: oneField }), 1, 1, "contacts"],
    ["two fields", draft({ fields: twoFields }), 1, 2, "contacts"],
    ["a body that cannot be read, of an unchanged record", draft({}, { unread }), 1, 1, "contacts"],
    ["a body that cannot be read beside two fields", draft({ fields: twoFields }, { unread }), 1, 2, "contacts"],
    ["only another body format", draft({ bodyFormat: "xml" }), 0, 0, "contacts"],
    [
      "a new record",
      draft({ kind: "create", designator: "contacts", base: null, fields: twoFields }),
      1,
      2,
      "contacts",
    ],
    [
      "a new record in which nothing is filled in",
      draft({ kind: "create", designator: "contacts", base: null, fields: [["contact_name", ""]] }),
      0,
      0,
      "contacts",
    ],
    ["a deletion", draft({ ...nothing, kind: "delete" }), 1, 0, "contacts"],
    ["a collection to be emptied", draft({ ...nothing, kind: "delete-all", designator: "contacts" }), 1, 0, "contacts"],
    [
      "a member to be added",
      draft({ kind: "create", designator: "groups/7/agents", base: null, fields: [["user_id", "3"]] }),
      1,
      1,
      "groups/7/agents",
    ],
    [
      "a member to be removed",
      draft({ ...nothing, kind: "delete", designator: "groups/7/agents/3" }),
      1,
      0,
      "groups/7/agents",
    ],
    [
      "a contact to be taken off a list",
      draft({ ...nothing, kind: "delete", designator: "lists/43/contacts/12" }),
      1,
      0,
      "lists/43/contacts",
    ],
    [
      "a list that is emptied",
      draft({ ...nothing, kind: "delete-all", designator: "lists/43/contacts" }),
      1,
      0,
      "lists/43/contacts",
    ],
    ["a group", draft({ designator: "groups/7", fields: oneField }), 1, 1, "groups"],
    ["what the catalogue does not know", draft({ designator: "strange/1", fields: oneField }), 1, 1, "strange/1"],
  ])("%s", (_, one, changes, fields, collection) => {
    const counted = pendingChanges([one]);
    expect(isChange(one)).toBe(changes === 1);
    expect(counted.total).toBe(changes);
    expect(counted.ofConnection.get("c") ?? 0).toBe(changes);
    expect(counted.groups.map((group) => group.fields)).toEqual(changes === 0 ? [] : [fields]);
    expect(collectionOf(one.change)).toBe(collection);
    expect(counted.groups.map((group) => group.collection)).toEqual(changes === 0 ? [] : [collection]);
  });
});

test("several connections and resources are counted separately and in total", () => {
  const other = { connectionId: "d" };
  const counted = pendingChanges([
    draft({ fields: oneField }, { savedAt: 5 }),
    draft({ designator: "contacts/2", fields: twoFields }, { savedAt: 9 }),
    draft({ ...nothing, kind: "delete", designator: "contacts/3" }),
    draft({ ...nothing, kind: "delete", designator: "lists/43/contacts/12" }),
    draft({ kind: "create", designator: "groups/7/agents", base: null, fields: [["user_id", "3"]] }, other),
    draft({}, other),
  ]);
  expect(counted.total).toBe(5);
  expect([...counted.ofConnection]).toEqual([
    ["c", 4],
    ["d", 1],
  ]);
  expect(counted.groups).toMatchObject([
    {
      connectionId: "c",
      collection: "contacts",
      updated: 2,
      created: 0,
      deleted: 1,
      emptied: 0,
      fields: 3,
      savedAt: 9,
    },
    { connectionId: "c", collection: "lists/43/contacts", deleted: 1 },
    { connectionId: "d", collection: "groups/7/agents", created: 1, fields: 1 },
  ]);
});

test("100,000 changes are counted without blocking the window", () => {
  const drafts = Array.from({ length: 100_000 }, (_, at) =>
    draft({ designator: `contacts/${String(at)}`, fields: oneField }),
  );
  expect(pendingChanges(drafts).total).toBe(100_000);
  expect(pendingChanges(drafts).groups[0]?.draftIds).toHaveLength(100_000);
});
