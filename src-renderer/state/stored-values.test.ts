import { expect, test } from "vitest";
import type { ItemOutcome, Run } from "#shared/edits.ts";
import { nothingStored, withRun } from "./stored-values.ts";

function outcome(change: Partial<ItemOutcome>): ItemOutcome {
  return { state: "stored", message: "", status: 200, proof: [], designator: "", at: 10, ...change };
}

function run(items: readonly Partial<Run["items"][number]>[]): Run {
  return {
    runId: "r",
    revision: 1,
    connectionId: "c",
    startedAt: 0,
    state: "running",
    reason: "",
    items: items.map((item) => ({
      draftId: null,
      kind: "update",
      method: "PUT",
      designator: "contacts/1",
      title: "",
      outcome: outcome({}),
      ...item,
    })),
    undoes: null,
  };
}

const proof = (stored: string | null) => [{ name: "contact_email", sent: "a", stored, verdict: "stored" as const }];

test("what was read back is kept by record and field, the later one of two", () => {
  const first = withRun(nothingStored, run([{ outcome: outcome({ proof: proof("a"), at: 10 }) }]));
  expect(first.records.get("c contacts/1")?.get("contact_email")).toEqual({ value: "a", at: 10 });
  const later = withRun(first, run([{ outcome: outcome({ proof: proof("b"), at: 20 }) }]));
  expect(later.records.get("c contacts/1")?.get("contact_email")).toEqual({ value: "b", at: 20 });
  expect(withRun(later, run([{ outcome: outcome({ proof: proof("a"), at: 10 }) }]))).toBe(later);
});

test("a run that tells nothing new changes nothing", () => {
  const told = run([{ outcome: outcome({ proof: proof("a") }) }]);
  const once = withRun(nothingStored, told);
  expect(withRun(once, told)).toBe(once);
});

test("what waits, was refused or is unknown is not stored", () => {
  for (const state of ["waiting", "sending", "refused", "moved", "unknown", "not-executed"] as const) {
    expect(withRun(nothingStored, run([{ outcome: outcome({ state, proof: proof("a") }) }]))).toBe(nothingStored);
  }
});

test("members that came and went are known, and their collection as changed", () => {
  const state = withRun(
    nothingStored,
    run([
      {
        kind: "create",
        designator: "groups/7/agents",
        outcome: outcome({ designator: "groups/7/agents/1234", at: 30 }),
      },
      { kind: "delete", designator: "groups/7/agents/99", outcome: outcome({ at: 20 }) },
    ]),
  );
  expect([...state.presence]).toEqual([
    ["c groups/7/agents/1234", { exists: true, at: 30 }],
    ["c groups/7/agents/99", { exists: false, at: 20 }],
  ]);
  expect(state.collections.get("c groups/7/agents")).toBe(30);
});
