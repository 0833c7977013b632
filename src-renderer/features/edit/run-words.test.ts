import { expect, test } from "vitest";
import { itemState, run as runShape, type ChangeKind, type ItemState, type Run } from "#shared/edits.ts";
import type { FailureCode } from "#shared/reply.ts";
import {
  commitProblemWords,
  runningFootWords,
  runningStripTitle,
  runSentence,
  runTitle,
  stoppingWords,
  waitingStripWords,
} from "./run-words.ts";

const states = itemState.options;
const runStates = runShape.shape.state.options;

function run(outcomes: readonly ItemState[], more: Partial<Run> = {}, kind: ChangeKind = "update"): Run {
  return {
    runId: "run",
    revision: 1,
    connectionId: "one",
    startedAt: 0,
    state: "stopped",
    reason: "",
    items: outcomes.map((state, index) => ({
      draftId: null,
      kind,
      method: kind === "update" ? ("PUT" as const) : ("DELETE" as const),
      designator: `contacts/${String(index)}`,
      title: "",
      wasSent: state !== "waiting",
      outcome: { state, message: "", status: null, proof: [], designator: "", at: 0 },
    })),
    undoes: null,
    ...more,
  };
}

const isDone = (state: ItemState): boolean => state === "stored" || state === "altered";

test("every state of a commit and of its writes: no claim beyond what the state proves", () => {
  for (const state of runStates) {
    for (const outcome of states) {
      for (const kind of ["update", "delete"] as const) {
        const label = JSON.stringify([state, outcome, kind]);
        const said = runSentence(run([outcome], { state }, kind));
        const carriedOut = kind === "update" ? "1 change stored." : "1 record deleted.";
        expect(said.includes(carriedOut), label).toBe(isDone(outcome));
        expect(said.includes("not sent"), label).toBe(
          state !== "running" && (outcome === "moved" || (outcome === "waiting" && state !== "paused")),
        );
        expect(said.includes("outcome not known"), label).toBe(
          state !== "running" && (outcome === "unknown" || outcome === "sending"),
        );
        expect(said, label).not.toBe("");
        expect(said, label).toMatch(/\.$/u);
      }
    }
  }
});

test.each<[Run, string]>([
  [run(["waiting", "waiting"], { state: "running" }), "Nothing is carried out yet."],
  [run(["stored", "sending"], { state: "running" }), "1 change stored."],
  [run(["stored", "unknown"], { state: "running", looking: true }), "Finding out what became of 1 change."],
  [
    run(["stored", "stored", "altered"], { state: "finished" }),
    "3 changes stored. 1 was stored differently by the server.",
  ],
  [run(["stored", "refused", "waiting", "waiting"]), "1 change stored. 1 refused by the server. 2 not sent."],
  [run(["sending", "waiting"], { state: "paused" }), "1 sent, outcome not known. 1 waiting."],
  [run(["not-executed"]), "1 not carried out."],
  [run(["moved"]), "1 not sent, changed elsewhere."],
  [run(["stored", "waiting"], {}, "delete"), "1 record deleted. 1 not sent."],
])("%#", (given, said) => expect(runSentence(given)).toBe(said));

test("when Stop is pressed, only a write that is being sent is waited for", () => {
  for (const outcome of states) {
    const stopping = run([outcome], { state: "running", stopping: true });
    expect([outcome, stoppingWords(stopping).includes("on its way")]).toEqual([outcome, outcome === "sending"]);
    expect(runningFootWords(stopping)).toBe(stoppingWords(stopping));
  }
  expect(runningFootWords(run(["waiting"], { state: "running" }))).toBe("Stops at the first failure");
  expect(runningFootWords(run(["unknown"], { state: "running", looking: true }))).toContain("Only reads");
});

test("looking up is not committing", () => {
  for (const state of runStates) {
    for (const looking of [false, true]) {
      for (const undoes of [null, "run/0"]) {
        const given = run(["unknown"], { state, looking, undoes });
        const isCommitting = state === "running" && !looking;
        expect(runTitle(given).startsWith("Committing")).toBe(isCommitting);
      }
    }
  }
  expect(runningStripTitle(run(["stored", "waiting"]), "Oak")).toBe("A commit on Oak is running: 1 change left.");
  expect(runningStripTitle(run(["unknown"], { looking: true }), "Oak")).not.toContain("is running");
});

test("a commit that did not start sent nothing, unless the reply to it was lost", () => {
  const isKnown = {
    "invalid-input": true,
    "unknown-call": true,
    "forbidden-sender": true,
    "not-found": true,
    cancelled: false,
    "writes-locked": true,
    "review-needed": true,
    "password-needed": true,
    "invalid-user-name": true,
    "invalid-header": true,
    "invalid-designator": true,
    "unencrypted-not-acknowledged": true,
    "link-local-not-acknowledged": true,
    "storage-failed": true,
    "does-not-fit": true,
    "document-failed": true,
    "not-on-this-host": true,
    "ended-by-application": false,
    internal: false,
  } satisfies Readonly<Record<FailureCode, boolean>>;
  for (const [code, known] of Object.entries(isKnown) as [FailureCode, boolean][]) {
    expect([code, commitProblemWords(code) === "Nothing was sent."]).toEqual([code, known]);
  }
  expect(commitProblemWords(undefined)).toContain("not known");
});

test("a commit that waits promises to look up only the interrupted write", () => {
  for (const outcome of states) {
    const said = waitingStripWords(run([outcome, "waiting"], { state: "paused", reason: "Paused." }));
    const isOpen = outcome === "sending" || outcome === "unknown";
    expect([outcome, said.includes("looked up before anything is sent")]).toEqual([outcome, isOpen]);
    expect(said.includes("1 change stored.")).toBe(isDone(outcome));
  }
});
