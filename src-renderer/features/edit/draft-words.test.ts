import { expect, test } from "vitest";
import { changeKind, itemState, run as runShape, type ItemState, type Run } from "#shared/edits.ts";
import { draftOutcome, draftStatus, pendingWords, type DraftOutcome } from "./draft-words.ts";

const states = itemState.options;
const runStates = runShape.shape.state.options;

/** Each state of a write combined with each state of its commit, sent or not, and without a commit. */
const outcomes: readonly (DraftOutcome | null)[] = [
  null,
  ...states.flatMap((state) =>
    runStates.flatMap((runState) => [undefined, false, true].map((wasSent) => ({ state, runState, wasSent }))),
  ),
];

/** A write was sent, or may have been. */
function mayHaveLeft(outcome: DraftOutcome | null): boolean {
  if (outcome === null) return false;
  const { state, wasSent } = outcome;
  return (
    state === "sending" || state === "unknown" || state === "refused" || (state === "not-executed" && wasSent !== false)
  );
}

test("the pending bar says that nothing has been sent only while nothing has, in every state", () => {
  expect(outcomes).toHaveLength(1 + 8 * 4 * 3);
  for (const outcome of outcomes) {
    // Changes that were carried out are no longer pending.
    if (outcome?.state === "stored" || outcome?.state === "altered") continue;
    const { text, isProblem } = pendingWords({ isOnDisk: true, wrong: 0, outcomes: [null, outcome] });
    const label = JSON.stringify(outcome);
    expect(isProblem, label).toBe(false);
    if (mayHaveLeft(outcome) || outcome?.runState === "running")
      expect(text, label).not.toContain("Nothing has been sent");
    if (outcome === null) expect(text).toBe("Nothing has been sent.");
    expect(text.includes("A commit is running"), label).toBe(outcome?.runState === "running");
  }
});

test("unsaved drafts and wrong values are mentioned first", () => {
  const running: DraftOutcome = { state: "sending", runState: "running", wasSent: true };
  const facts = { isOnDisk: true, wrong: 0, outcomes: [running] };
  expect(pendingWords({ ...facts, isOnDisk: false, wrong: 2 })).toEqual({
    text: "Not saved on the disk.",
    isProblem: true,
  });
  expect(pendingWords({ ...facts, wrong: 2 })).toEqual({ text: "2 fields are wrong.", isProblem: true });
  expect(pendingWords({ ...facts, wrong: 1 }).text).toBe("1 field is wrong.");
});

test.each<[readonly (DraftOutcome | null)[], string]>([
  [
    [
      { state: "sending", runState: "running", wasSent: true },
      { state: "waiting", runState: "running", wasSent: false },
      { state: "waiting", runState: "running", wasSent: false },
      null,
    ],
    "A commit is running: 1 is on its way, 2 wait.",
  ],
  [[{ state: "waiting", runState: "running", wasSent: false }], "A commit is running: 1 waits."],
  [[{ state: "moved", runState: "running", wasSent: false }], "A commit is running."],
  [[{ state: "unknown", runState: "stopped", wasSent: true }], "1 was sent. Its outcome is not known."],
  [
    [
      { state: "unknown", runState: "stopped", wasSent: true },
      { state: "sending", runState: "paused", wasSent: true },
    ],
    "2 were sent. Their outcome is not known.",
  ],
  [[{ state: "refused", runState: "stopped", wasSent: true }, null], "1 was sent and refused by the server."],
  [[{ state: "not-executed", runState: "stopped", wasSent: true }], "1 was sent and not carried out."],
  [[{ state: "not-executed", runState: "stopped", wasSent: false }], "Nothing has been sent."],
  [[{ state: "waiting", runState: "paused", wasSent: false }], "A commit of them is paused."],
  [[{ state: "moved", runState: "stopped", wasSent: false }], "Nothing has been sent."],
])("%#", (given, said) => expect(pendingWords({ isOnDisk: true, wrong: 0, outcomes: given }).text).toBe(said));

test("the status bar of a change says that it is not sent only while that is true, in every state", () => {
  for (const kind of changeKind.options) {
    for (const hasDraft of [false, true]) {
      for (const outcome of outcomes) {
        const { title, detail, lamp } = draftStatus({ kind, designator: "contacts/1", hasDraft, outcome });
        const label = JSON.stringify([kind, hasDraft, outcome]);
        const isCarriedOut = outcome?.state === "stored" || outcome?.state === "altered";
        if (mayHaveLeft(outcome) || isCarriedOut) {
          expect(title, label).not.toBe("Not sent");
          expect(detail, label).not.toMatch(/Nothing was changed|No write has been made/u);
        }
        expect(lamp === "good", label).toBe(outcome?.state === "stored");
        if (outcome === null) expect(title).toBe("Not sent");
      }
    }
  }
});

test("the outcome of a draft is that of its latest commit, until it is changed again", () => {
  const run = (startedAt: number, state: ItemState, more: Partial<Run> = {}): Run => ({
    runId: String(startedAt),
    revision: 1,
    connectionId: "one",
    startedAt,
    state: "stopped",
    reason: "",
    items: [
      {
        draftId: "a",
        kind: "update",
        method: "PUT",
        designator: "contacts/1",
        title: "",
        wasSent: true,
        outcome: { state, message: "", status: null, proof: [], designator: "contacts/1", at: startedAt },
      },
    ],
    undoes: null,
    ...more,
  });
  const runs = [run(20, "unknown"), run(10, "refused")];
  expect(draftOutcome("a", { savedAt: 5 }, false, runs)).toEqual({
    state: "unknown",
    wasSent: true,
    runState: "stopped",
  });
  expect(draftOutcome("a", { savedAt: 20 }, false, runs)?.state).toBe("unknown");
  expect(draftOutcome("a", { savedAt: 21 }, false, runs)).toBe(null);
  // Typed, but not yet saved to the disk.
  expect(draftOutcome("a", { savedAt: 5 }, true, runs)).toBe(null);
  // Carried out, so the draft no longer exists.
  expect(draftOutcome("a", null, true, [run(10, "stored")])?.state).toBe("stored");
  expect(draftOutcome("b", { savedAt: 5 }, false, runs)).toBe(null);
});
