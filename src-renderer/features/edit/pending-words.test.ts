import { describe, expect, test } from "vitest";
import type { Change, Draft } from "#shared/edits.ts";
import {
  discardedWords,
  groupWords,
  lastEditedWords,
  pendingCountWords,
  waitingSentence,
  waitingSummary,
  waitingTitle,
} from "./pending-words.ts";

const none = { updated: 0, created: 0, deleted: 0, emptied: 0, fields: 0 };

describe("the bar counts records and fields", () => {
  test.each([
    [{ updated: 24, fields: 31 }, "24 records, 31 fields pending"],
    [{ updated: 1, fields: 1 }, "1 record, 1 field pending"],
    [{ created: 1, fields: 4 }, "1 record, 4 fields pending"],
    [{ deleted: 2 }, "2 records to delete"],
    [{ updated: 2, deleted: 1, fields: 3 }, "2 records, 3 fields pending, 1 record to delete"],
    [{ emptied: 1 }, "1 collection to empty"],
    [{}, ""],
  ])("%o", (part, words) => {
    expect(pendingCountWords([{ ...none, collection: "contacts", ...part }])).toBe(words);
  });

  test("over several collections, where a membership counts as a member and not as a record", () => {
    const contacts = { ...none, collection: "contacts", updated: 1, deleted: 1, fields: 2 };
    const members = { ...none, collection: "groups/7/agents", created: 4, deleted: 1, fields: 4 };
    expect(pendingCountWords([contacts, members])).toBe(
      "1 record, 2 fields pending, 1 record to delete, 4 members to add, 1 member to remove",
    );
    expect(pendingCountWords([members])).toBe("4 members to add, 1 member to remove");
    expect(pendingCountWords([])).toBe("");
  });
});

describe("what is pending in a collection", () => {
  test.each([
    ["contacts", { updated: 24 }, "24 changed records"],
    ["contacts", { updated: 1, created: 1, deleted: 2 }, "1 changed record, 1 new record, 2 records to delete"],
    ["lists/43/contacts", { created: 4 }, "4 people to add"],
    ["groups/7/agents", { created: 1, deleted: 3 }, "1 person to add, 3 people to remove"],
    ["contacts", { emptied: 1 }, "everything to delete"],
  ])("%s %o", (collection, part, words) => {
    expect(groupWords({ ...none, ...part, collection })).toBe(words);
  });
});

test("the sentence on the start page says how much, where and on which connection", () => {
  const group = { ...none, connectionId: "c", collection: "contacts", savedAt: 0 };
  const many = { ...group, draftIds: Array.from({ length: 28 }, (_, at) => String(at)) };
  const one = { ...group, connectionId: "d", draftIds: ["x"] };
  expect(waitingSentence(many, "Harbour & Oak")).toBe("28 changes to contacts of Harbour & Oak wait.");
  expect(waitingSentence(one, "Lakeside")).toBe("1 change to contacts of Lakeside waits.");
  expect(waitingSummary([many, one])).toBe("29 changes on 2 connections, kept on this computer");
  expect(waitingTitle([many, one])).toBe("29 changes to 2 resources wait.");
  expect(lastEditedWords(0, 5)).toBe("");
  expect(lastEditedWords(1_000, 181_000)).toBe("last edited 3 min ago");
});

describe("the toast names what was discarded", () => {
  const draft = (kind: Change["kind"], designator: string, title = ""): Draft => ({
    draftId: `${kind} ${designator}`,
    connectionId: "c",
    change: { kind, designator, title, base: null, fields: [], bodyFormat: "json" },
    unread: null,
    savedAt: 0,
  });
  test.each([
    [[draft("update", "contacts/1", "Jane Smith")], "Discarded the changes to Jane Smith."],
    [[draft("update", "contacts/1")], "Discarded the changes to contacts/1."],
    [[draft("create", "contacts")], "Discarded the new record in contacts."],
    [[draft("create", "groups/7/agents", "Ann")], "Discarded: Ann is not added to groups/7/agents."],
    [[draft("delete", "contacts/1", "Jane Smith")], "Discarded the deletion of Jane Smith."],
    [[draft("delete-all", "contacts")], "Discarded the deletion of everything in contacts."],
    [[draft("update", "contacts/1"), draft("delete", "contacts/2")], "Discarded 2 changes to contacts."],
    [[draft("update", "contacts/1"), draft("update", "lists/2")], "Discarded 2 changes."],
    [[], ""],
  ])("%#", (drafts, words) => {
    expect(discardedWords(drafts)).toBe(words);
  });
});
