import { expect, test } from "vitest";
import type { JournalCommit } from "#shared/edits.ts";
import { nextRedo, nextUndo } from "./undo-order.ts";

function commitOf(runId: string, startedAt: number, more: Partial<JournalCommit> = {}): JournalCommit {
  return {
    runId,
    startedAt,
    connectionId: "one",
    state: "finished",
    note: "",
    undoes: null,
    takesBack: false,
    writes: 2,
    stored: 2,
    undone: 0,
    undoable: 2,
    isOpen: false,
    only: null,
    kinds: { update: 2 },
    first: { method: "PUT", designator: "contacts/1", title: "" },
    undo: { kind: "exact", message: "" },
    ...more,
  };
}

const undone = { undone: 2, undoable: 0 };
const commit = (runId: string) => ({ kind: "commit", connectionId: "one", runId });
const past = (...commits: JournalCommit[]) => ({ commits, sessionStart: 100 });

test.each([
  ["nothing was done", past(), null, { kind: "nothing" }],
  ["only an edit", past(), 150, { kind: "edit" }],
  ["only a commit", past(commitOf("a", 200)), null, commit("a")],
  ["an edit after the commit comes first", past(commitOf("a", 200)), 250, { kind: "edit" }],
  ["an edit that waited before the commit comes after it", past(commitOf("a", 200)), 150, commit("a")],
  ["the latest commit first", past(commitOf("b", 300), commitOf("a", 200)), null, commit("b")],
  [
    "what was undone is passed over, and so is its undo",
    past(commitOf("undo of b", 400, { undoes: "b", takesBack: true }), commitOf("b", 300, undone), commitOf("a", 200)),
    null,
    commit("a"),
  ],
  [
    "a redo is undone like a commit",
    past(
      commitOf("redo", 500, { undoes: "undo" }),
      commitOf("undo", 400, { undoes: "b", takesBack: true, ...undone }),
      commitOf("b", 300, undone),
    ),
    null,
    commit("redo"),
  ],
  ["of one that was undone in part the rest", past(commitOf("a", 200, { undone: 1, undoable: 1 })), null, commit("a")],
  [
    "of which nothing is stored: passed over",
    past(commitOf("b", 300, { stored: 0, undoable: 0 })),
    150,
    { kind: "edit" },
  ],
  [
    "one that cannot be undone blocks what is older",
    past(commitOf("b", 300, { undoable: 0, undo: { kind: "not", message: "Too many." } }), commitOf("a", 200)),
    150,
    { kind: "blocked", reason: "Too many." },
  ],
  ["an earlier session is left to the journal", past(commitOf("a", 50)), null, { kind: "nothing" }],
] as const)("undo: %s", (_name, { commits, sessionStart }, editedAt, step) => {
  expect(nextUndo({ commits, sessionStart, editedAt })).toEqual(step);
});

const undo = commitOf("undo of b", 400, { undoes: "b", takesBack: true });
test.each([
  ["nothing was undone", past(commitOf("b", 300)), false, { kind: "nothing" }],
  ["an edit that was undone", past(undo), true, { kind: "edit" }],
  ["the latest undo", past(undo, commitOf("b", 300, undone)), false, commit("undo of b")],
  [
    "two undos are redone one after the other",
    past(
      commitOf("redo of a", 600, { undoes: "undo of a" }),
      commitOf("undo of a", 500, { undoes: "a", takesBack: true, ...undone }),
      undo,
      commitOf("b", 300, undone),
      commitOf("a", 200, undone),
    ),
    false,
    commit("undo of b"),
  ],
  ["a new commit ends it", past(commitOf("c", 500), undo, commitOf("b", 300, undone)), false, { kind: "nothing" }],
] as const)("redo: %s", (_name, { commits, sessionStart }, canRedoEdit, step) => {
  expect(nextRedo({ commits, sessionStart, canRedoEdit })).toEqual(step);
});
