import { expect, test } from "vitest";
import { commitSummary, commitWord } from "./journal-words.ts";

test.each([
  [{ update: 4 }, "4 records changed"],
  [{ create: 1 }, "1 record created"],
  [{ update: 1, create: 3, delete: 2 }, "3 records created, 1 changed, 2 deleted"],
  [{ "delete-all": 1, update: 2 }, "2 records changed, 1 collection emptied"],
])("%j: %s", (kinds, words) => {
  expect(commitSummary({ kinds })).toBe(words);
});

test.each([
  [{ writes: 4, stored: 4, undone: 0, isOpen: false }, "Stored"],
  [{ writes: 4, stored: 3, undone: 0, isOpen: false }, "3 of 4 stored"],
  [{ writes: 1, stored: 0, undone: 0, isOpen: false }, "Nothing stored"],
  [{ writes: 4, stored: 3, undone: 0, isOpen: true }, "Unknown in part"],
  [{ writes: 4, stored: 4, undone: 1, isOpen: false }, "1 of 4 undone"],
  [{ writes: 4, stored: 4, undone: 4, isOpen: false }, "Undone"],
])("%j: %s", (commit, word) => {
  expect(commitWord(commit)).toBe(word);
});
