import { describe, expect, test } from "vitest";
import type { ReviewItem } from "#shared/edits.ts";
import { discardLabel, fieldsText, openedAtFirst } from "./review-rows.ts";

function item(
  part: Partial<ReviewItem> = {},
  fields: Readonly<Record<string, ReviewItem["fields"][number]["state"]>> = {},
) {
  const found: ReviewItem = {
    draftId: "d",
    kind: "update",
    method: "PUT",
    designator: "contacts/123449",
    title: "Harper Lindgren",
    state: "ready",
    reason: "",
    fields: Object.entries(fields).map(([name, state]) => ({ name, base: "", server: "", mine: "x", state })),
    bytes: "",
    bodyBytes: 0,
    losses: [],
    undo: { kind: "exact", message: "" },
    wipe: null,
    ...part,
  };
  return found;
}

describe("what is open initially", () => {
  const many = (count: number): ReviewItem[] => Array.from({ length: count }, () => item());
  test.each([
    ["one", many(1), [0]],
    ["three", many(3), [0, 1, 2]],
    ["four", many(4), [0]],
    ["a conflict among many", [...many(4), item({ state: "moved" }, { a: "conflict" })], [4]],
    ["a moved one without a conflict", [...many(4), item({ state: "moved" }, { a: "theirs" })], [0]],
    ["a refused and a gone one", [item({ state: "refused" }), ...many(3), item({ state: "gone" })], [0, 4]],
    [
      "a collection to be emptied",
      [...many(4), item({ wipe: { removes: 1, stays: 0, staysBecause: "", name: "Open House, June" } })],
      [4],
    ],
    ["none", [], []],
  ])("%s", (_, items, open) => {
    expect([...openedAtFirst(items)]).toEqual(open);
  });

  test("only one of 100,000 is open", () => {
    expect([...openedAtFirst(many(100_000))]).toEqual([0]);
  });
});

describe("the fields of a row", () => {
  test.each([
    ["one", item({}, { contact_email: "edit" }), "email"],
    ["two", item({}, { contact_email: "edit", contact_type: "edit" }), "email, type"],
    ["one that somebody else changed does not count", item({}, { contact_a: "edit", contact_b: "theirs" }), "a"],
    [
      "more than there is room for",
      item({ title: "x".repeat(40) }, { contact_email: "edit", contact_type: "edit" }),
      "2 fields",
    ],
    ["a deletion", item({ kind: "delete" }, { contact_email: "edit" }), "delete"],
  ])("%s", (_, found, words) => {
    expect(fieldsText(found)).toBe(words);
  });
});

test("the button that discards names the record", () => {
  expect(discardLabel(item())).toBe("Discard Harper Lindgren");
  expect(discardLabel(item({ title: "" }))).toBe("Discard contacts/123449");
});
