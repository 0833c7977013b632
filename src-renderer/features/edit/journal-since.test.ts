import { expect, test } from "vitest";
import type { JournalEntry } from "#shared/edits.ts";
import { applyObserved, nothingObserved, type Observation } from "../../state/observed.ts";
import { journalSince } from "./journal-since.ts";

const entry = (change: Partial<JournalEntry>): JournalEntry => ({
  entryId: "r/0",
  connectionId: "one",
  at: 10,
  kind: "update",
  method: "PUT",
  designator: "contacts/1",
  title: "Jane Smith",
  state: "stored",
  message: "",
  changes: [],
  undo: { kind: "exact", message: "" },
  undone: false,
  undoes: null,
  ...change,
});
const deletion = entry({ entryId: "r/1", kind: "delete", method: "DELETE", at: 20 });
const seen = (observation: Observation["seen"], at = 20): Observation => ({
  connectionId: "one",
  designator: "contacts/1",
  at,
  seen: observation,
});

test.each<readonly [string, JournalEntry, readonly JournalEntry[], readonly Observation[], string]>([
  ["nothing later", entry({}), [], [], ""],
  ["a deletion later", entry({}), [deletion], [], ", not there any more"],
  ["a deletion that was refused", entry({}), [{ ...deletion, state: "refused" }], [], ""],
  ["a deletion before it", entry({ at: 30 }), [deletion], [], ""],
  ["a deletion of another record", entry({}), [{ ...deletion, designator: "contacts/2" }], [], ""],
  ["a record that a fetch did not find", entry({}), [], [seen({ kind: "gone" })], ", not there any more"],
  ["another name", entry({}), [], [seen({ kind: "named", title: "Janet Smith" })], ", now Janet Smith"],
  ["the same name", entry({}), [], [seen({ kind: "named", title: "Jane Smith" })], ""],
  ["a name of before", entry({ at: 30 }), [], [seen({ kind: "named", title: "Janet Smith" })], ""],
  ["the deletion itself", deletion, [deletion], [seen({ kind: "gone" })], ""],
])("after %s", (_case, of, later, observations, words) => {
  const observed = applyObserved(nothingObserved, observations);
  expect(journalSince(of, [of, ...later], observed)).toBe(words);
});
