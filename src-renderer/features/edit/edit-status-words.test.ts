import { expect, test } from "vitest";
import type { ChangeKind, ItemState, Run } from "#shared/edits.ts";
import { editWords, lastCommitOf, type EditState } from "./edit-status-words.ts";

const at = Date.UTC(2026, 0, 5, 14, 6, 2);
const state = (given: Partial<EditState> & { readonly item?: ItemState; readonly run?: Run["state"] }): EditState => {
  const { item, run = "finished", ...rest } = given;
  return { kind: "update", draftAt: null, last: item === undefined ? null : { run, item, at }, ...rest };
};
const done = (kind: ChangeKind, item: ItemState): EditState => state({ kind, item });

test.each([
  ["nothing typed", state({}), "Not sent", "Nothing was changed."],
  ["a draft", state({ draftAt: at }), "Not sent", "A draft. No write has been made."],
  ["a write in the queue", state({ run: "running", item: "waiting" }), "Waiting", "this write is next"],
  ["a write on its way", state({ run: "running", item: "sending" }), "Committing", "on its way"],
  ["a paused commit", state({ draftAt: at, run: "paused", item: "waiting" }), "Not sent", "paused before this write"],
  [
    "a stopped commit",
    state({ draftAt: at, run: "stopped", item: "waiting" }),
    "Not sent",
    "stopped before this write",
  ],
  ["a write that was cut off", state({ run: "paused", item: "sending" }), "Not known", "cut off on its way"],
  ["an update", done("update", "stored"), "Stored as sent", "Read back at 14:06 UTC."],
  ["an update the server changed", done("update", "altered"), "Stored, with values the server changed", "14:06 UTC"],
  ["a creation", done("create", "stored"), "Created", "Read back at 14:06 UTC."],
  ["a deletion", done("delete", "stored"), "Deleted", "Read back at 14:06 UTC."],
  ["a wipe", done("delete-all", "stored"), "Emptied", "Read back at 14:06 UTC."],
  ["a wipe that left some", done("delete-all", "altered"), "Emptied in part", "Read back at 14:06 UTC."],
  ["an update and newer typing", state({ draftAt: at + 1, item: "stored" }), "Not sent", "Stored as sent before it"],
  ["a refusal", state({ draftAt: at, item: "refused" }), "Refused", "The draft is kept."],
  ["a refusal and a discard", state({ item: "refused" }), "Refused", "The draft was discarded."],
  ["a record that moved", state({ draftAt: at, item: "moved" }), "Not sent", "has changed since Review"],
  ["a write that did nothing", state({ draftAt: at, item: "not-executed" }), "Not carried out", "nothing was changed"],
  ["an open outcome", state({ draftAt: at, item: "unknown" }), "Not known", "It is not known"],
])("the status bar of %s", (_case, given, outcome, meaning) => {
  const words = editWords(given);
  expect(words.outcome).toBe(outcome);
  expect(words.meaning).toContain(meaning);
});

test("a write that was carried out is never said not to have been sent, and the other way round", () => {
  const items = ["waiting", "sending", "stored", "altered", "refused", "moved", "unknown", "not-executed"] as const;
  for (const kind of ["update", "create", "delete", "delete-all"] as const) {
    for (const run of ["running", "paused", "stopped", "finished"] as const) {
      for (const item of items) {
        const { outcome, meaning } = editWords(state({ kind, run, item }));
        const isDone = item === "stored" || item === "altered";
        expect(/read back at/iu.test(meaning)).toBe(isDone);
        if (isDone || item === "unknown" || item === "sending") expect(outcome).not.toBe("Not sent");
      }
    }
  }
});

test("the last commit of a draft is the one that was begun last", () => {
  const run = (startedAt: number, item: ItemState, draftId: string): Run => ({
    runId: String(startedAt),
    revision: 1,
    connectionId: "one",
    startedAt,
    state: "finished",
    reason: "",
    items: [
      {
        draftId,
        kind: "update",
        method: "PUT",
        designator: "contacts/1",
        title: "",
        outcome: { state: item, message: "", status: 200, proof: [], designator: "contacts/1", at: startedAt },
      },
    ],
    undoes: null,
  });
  const runs = [run(20, "stored", "a"), run(10, "refused", "a"), run(30, "unknown", "b")];
  expect(lastCommitOf(runs, "a")).toEqual({ run: "finished", item: "stored", at: 20 });
  expect(lastCommitOf(runs, "c")).toBeNull();
});
