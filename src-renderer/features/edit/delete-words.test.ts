import { expect, test } from "vitest";
import type { Review, ReviewItem } from "#shared/edits.ts";
import { deleteWords, isDeletionReview } from "./delete-words.ts";

function item(designator: string, more: Partial<ReviewItem> = {}): ReviewItem {
  const field = (name: string, value: string) => ({
    name,
    base: value,
    server: value,
    mine: null,
    state: "edit" as const,
  });
  return {
    draftId: designator,
    kind: "delete",
    method: "DELETE",
    designator,
    title: "",
    state: "ready",
    reason: "",
    fields: [field("contact_id", "5"), field("contact_name", "Jane"), field("contact_unsubscribe", "0")],
    bytes: "",
    bodyBytes: 0,
    losses: [],
    undo: { kind: "new-id", message: "" },
    wipe: null,
    ...more,
  };
}

function wipe(designator: string, removes: number, more: Partial<NonNullable<ReviewItem["wipe"]>> = {}): ReviewItem {
  return item(designator, {
    kind: "delete-all",
    fields: [],
    undo: { kind: removes > 500 ? "not" : "new-id", message: "" },
    wipe: { removes, stays: 0, staysBecause: "", name: designator, ...more },
  });
}

function review(...items: ReviewItem[]): Review {
  return {
    reviewId: "r",
    connectionId: "one",
    readAt: 0,
    items,
    wireRequests: { least: 3, most: 4 },
    gapMs: 0,
    undoes: null,
  };
}

const nobody = () => "";
const words = (...items: ReviewItem[]) => deleteWords(review(...items), nobody);

test("a contact: the consequence with its name, what is deleted and what stays, and what Undo can restore", () => {
  expect(words(item("contacts/5", { title: "Jane Smith" }))).toEqual({
    title: "Delete 1 contact",
    headline: "Jane Smith will be deleted.",
    detail: "The API cannot restore a deleted contact. The contact also leaves every list it is on.",
    deleted: [{ text: "The contact", code: "5", more: "3 values" }, { text: "Its place on every list" }],
    kept: [
      { text: "The lists", more: "with all other members" },
      { text: "The 3 values, in the journal", more: "on this computer" },
    ],
    undoTitle: "What Undo can do",
    undo: "Undo creates the contact again with its 1 editable value. The server gives it a new id and a new date, and it is on no list. Anything that refers to 5 is not updated.",
    caution: null,
    copy: "1 record, all 3 fields",
    keep: "Keep the contact",
    proof: "Then one GET proves that it is gone.",
    typed: null,
  });
});

test("an unsubscribed contact: Undo cannot restore the mark", () => {
  const mark = { name: "contact_unsubscribe", base: "1", server: "1", mine: null, state: "edit" } as const;
  expect(words(item("contacts/5", { fields: [mark] })).caution).toBe(
    "This contact is unsubscribed. Undo cannot restore the unsubscribe mark.",
  );
});

test("all members of a list: the name of the list is given, and no undo above the journal's limit", () => {
  expect(words(wipe("lists/43/contacts", 846, { name: "Open House, June" }))).toMatchObject({
    title: "Delete 846 memberships",
    headline: "Open House, June will have no members.",
    detail: "One request deletes all 846 memberships of this list. Once it is sent, it cannot be cancelled.",
    deleted: [{ text: "846 memberships", more: "who is on this list, and since when" }],
    kept: [
      { text: "All contacts", more: "with their fields and other lists" },
      { text: "The list itself", code: "lists/43" },
    ],
    undoTitle: "Undo is not possible",
    undo: "The journal keeps at most 500 records of one request. An export is the only copy.",
    keep: "Keep the members",
    proof: "Then one GET proves that it is empty.",
    typed: { name: "Open House, June", of: "the list" },
  });
});

test.each([
  [wipe("groups", 9), "Delete 9 groups", "9 groups will be deleted.", "Keep the groups", "the collection"],
  [
    wipe("groups/7/agents", 1, { name: "East" }),
    "Delete 1 membership",
    "East will have no members.",
    "Keep the members",
    "the group",
  ],
  [
    wipe("groups/7/agents", 3),
    "Delete 3 memberships",
    "groups/7/agents will have no members.",
    "Keep the members",
    "the collection",
  ],
])("%#", (wiped, title, headline, keep, of) => {
  const told = words(wiped);
  expect([told.title, told.headline, told.keep, told.typed?.of]).toEqual([title, headline, keep, of]);
});

test("what stays of a collection is counted, with the reason", () => {
  const told = words(wipe("contacts", 247, { stays: 1, staysBecause: "The self contact cannot be deleted." }));
  expect(told.kept[0]).toEqual({ text: "1 contact", more: "The self contact cannot be deleted." });
  expect(told.proof).toBe("Then one GET proves what is left.");
  expect(told.undo).toContain("one by one");
});

test("deleting one membership keeps both of its sides", () => {
  const told = words(item("lists/43/contacts/5", { title: "Jane Smith" }));
  expect(told).toMatchObject({
    title: "Delete 1 membership",
    headline: "Jane Smith is removed from the list.",
    keep: "Keep the member",
  });
  expect(told.kept.slice(0, 2)).toEqual([
    { text: "The contact itself", more: "with its fields and other lists" },
    { text: "The list itself", code: "lists/43" },
  ]);
});

test("fetched names are used for memberships and for several records", () => {
  const nameOf = (designator: string) => ({ "groups/3": "East", "groups/3/agents/7": "Ann" })[designator] ?? "";
  expect(deleteWords(review(item("groups/3/agents/7")), nameOf).headline).toBe("Ann is removed from the group East.");
  expect(deleteWords(review(item("groups/3/agents/8")), nameOf).headline).toBe(
    "The membership 8 is removed from the group East.",
  );
  expect(deleteWords(review(item("groups/3/agents/7"), item("groups/3/agents/8")), nameOf).detail).toMatch(
    /^Ann, groups\/3\/agents\/8\. /u,
  );
});

test("several deletions are counted by their kind, and named", () => {
  const several = [
    item("contacts/1", { title: "A" }),
    item("contacts/2", { title: "B" }),
    item("contacts/3"),
    item("contacts/4"),
  ];
  expect(words(...several)).toMatchObject({
    title: "Delete 4 contacts",
    headline: "4 contacts will be deleted.",
    detail: "A, B, contacts/3 and 1 more. One request for each, one after the other. What is sent cannot be cancelled.",
    copy: "4 records, all fields",
    keep: "Keep the contacts",
  });
  expect(words(item("contacts/1"), item("groups/2"))).toMatchObject({ title: "Delete 2 records", copy: "" });
});

test("only a deletion that can be sent and is not an undo is described as one", () => {
  expect(isDeletionReview(review(item("contacts/1"), item("contacts/2")))).toBe(true);
  expect(isDeletionReview(review())).toBe(false);
  expect(isDeletionReview(review(item("contacts/1"), item("contacts/2", { kind: "update" })))).toBe(false);
  expect(isDeletionReview(review(item("contacts/1", { state: "refused" })))).toBe(false);
  expect(isDeletionReview({ ...review(item("contacts/1")), undoes: "earlier" })).toBe(false);
});
