import { expect, test } from "vitest";
import { everyRecord } from "#shared/every-record.ts";
import { applyObserved, nothingObserved, type Observation } from "./observed.ts";
import { countSince, maxLeftOut, sinceFetched, withoutGone } from "./since-fetched.ts";

const seen = (kind: "made" | "gone" | "there" | "emptied", designator: string, at = 20): Observation => ({
  connectionId: "one",
  designator,
  at,
  seen: { kind },
});

function since(observations: readonly Observation[], designator: string, fetchedAt = 10, connectionId = "one") {
  return sinceFetched(applyObserved(nothingObserved, observations), connectionId, designator, fetchedAt);
}

test.each([
  ["the table of a record that is gone", [seen("gone", "contacts/5")], "contacts", ["5"], 1],
  ["a list that a deleted contact may be on", [seen("gone", "contacts/5")], "lists/7/contacts", ["5"], 0],
  ["a contact taken off a list, in the list", [seen("gone", "lists/7/contacts/5")], "lists/7/contacts", ["5"], 1],
  ["a contact taken off a list, among all contacts", [seen("gone", "lists/7/contacts/5")], "contacts", [], 0],
  ["a contact taken off another list", [seen("gone", "lists/8/contacts/5")], "lists/7/contacts", [], 0],
  ["an agent that is gone, in a group", [seen("gone", "agents/5")], "groups/3/agents", ["5"], 0],
  ["a list that is gone, among contacts", [seen("gone", "lists/5")], "contacts", [], 0],
  ["another resource", [seen("gone", "contacts/5")], "something/else", [], 0],
  ["a record that came back", [seen("gone", "contacts/5"), seen("there", "contacts/5", 30)], "contacts", [], 0],
  [
    "a record that was made since and deleted",
    [seen("made", "contacts/5"), seen("gone", "contacts/5", 30)],
    "contacts",
    ["5"],
    0,
  ],
])("since it was fetched: %s", (_case, observations, designator, ids, lessBy) => {
  const result = since(observations, designator);
  expect(result.gone.ids).toEqual(ids);
  expect(result.lessBy).toBe(lessBy);
});

test("observations before a fetch, or on another connection, do not affect it", () => {
  const observations = [seen("gone", "contacts/5"), seen("emptied", "contacts")];
  expect(since(observations, "contacts", 20)).toMatchObject({ gone: { ids: [] }, emptiedAt: null });
  expect(since(observations, "contacts", 10, "two")).toMatchObject({ gone: { ids: [] }, emptiedAt: null });
});

test("records created since are counted; those of an emptied collection are not", () => {
  const made = since([seen("made", "contacts/9"), seen("gone", "contacts/5")], "contacts");
  expect(made.added).toBe(1);
  expect(countSince(100, made)).toBe(100);
  expect(countSince(100, since([seen("gone", "contacts/5")], "contacts"))).toBe(99);
  expect(countSince(100, since([seen("emptied", "contacts")], "contacts"))).toBeUndefined();
});

test("the records of a deleted list or an emptied collection are marked as outdated", () => {
  const gone = since([seen("gone", "lists/7")], "lists/7/contacts");
  expect(gone.owner).toEqual({ designator: "lists/7", at: 20 });
  expect(since([seen("gone", "contacts/5")], "contacts/5").owner).toEqual({ designator: "contacts/5", at: 20 });
  expect(since([seen("emptied", "lists")], "lists/7/contacts").emptiedAt).toBe(20);
  expect(since([seen("emptied", "lists")], "contacts").emptiedAt).toBeNull();
});

test("a table leaves out deleted records by their ids, up to a maximum", () => {
  const result = since([seen("gone", "contacts/5")], "contacts");
  const query = withoutGone(everyRecord, result, ["contact_id", "contact_name"]);
  expect(query.filters).toEqual([{ column: "contact_id", operator: "not-equals", value: "5" }]);
  expect(withoutGone(everyRecord, result, ["contact_name"])).toBe(everyRecord);
  const many = Array.from({ length: maxLeftOut + 1 }, (_, id) => seen("gone", `contacts/${String(id)}`));
  expect(withoutGone(everyRecord, since(many, "contacts"), ["contact_id"])).toBe(everyRecord);
});
