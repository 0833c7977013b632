import { expect, test } from "vitest";
import type { ImportEntry } from "#shared/connection.ts";
import { addWords, entryNote, importSummary } from "./import-words.ts";

const fresh: ImportEntry = { state: "new", name: "Oak", baseUrl: "https://a", userName: "oak" };
const known: ImportEntry = { ...fresh, state: "duplicate", of: "Harbour & Oak", where: "list" };
const unfit: ImportEntry = { state: "unfit", name: "Elm", reason: "The base URL is missing." };

test.each([
  [[], "The file has no connections."],
  [[fresh], "1 new."],
  [[fresh, fresh, known], "2 new, 1 already here or twice in the file."],
  [[unfit], "1 that cannot be added."],
  [[fresh, known, unfit], "1 new, 1 already here or twice in the file, 1 that cannot be added."],
])("a file is summed up: %#", (entries, words) => {
  expect(importSummary(entries)).toBe(words);
});

test("an entry that is not new says why", () => {
  expect(entryNote(fresh)).toBe("");
  expect(entryNote(known)).toBe("Already here as “Harbour & Oak”: same base URL, version and user name.");
  expect(entryNote({ ...known, where: "file" })).toBe("The same login as “Harbour & Oak” in this file.");
  expect(entryNote(unfit)).toBe("The base URL is missing.");
});

test("the button says how many it adds", () => {
  expect([0, 1, 1_200].map(addWords)).toEqual(["Add connections", "Add 1 connection", "Add 1,200 connections"]);
});
