import { expect, test } from "vitest";
import type { ItemOutcome, Run } from "#shared/edits.ts";
import {
  applyObserved,
  nothingObserved,
  observationsOfExchange,
  observationsOfRun,
  type Observation,
} from "./observed.ts";
import { sampleExchange } from "./exchange-sample.ts";

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
const after = (...runs: readonly Run[]) =>
  runs.reduce((observed, each) => applyObserved(observed, observationsOfRun(each)), nothingObserved);

test("values read back are kept by record and field; the later one wins", () => {
  const first = run([{ outcome: outcome({ proof: proof("a"), at: 10 }) }]);
  expect(after(first).records.get("c contacts/1")?.get("contact_email")).toEqual({ value: "a", at: 10 });
  const later = after(first, run([{ outcome: outcome({ proof: proof("b"), at: 20 }) }]));
  expect(later.records.get("c contacts/1")?.get("contact_email")).toEqual({ value: "b", at: 20 });
  expect(applyObserved(later, observationsOfRun(first))).toBe(later);
});

test("a run without new information changes nothing", () => {
  const reported = run([
    { outcome: outcome({ proof: proof("a") }) },
    { kind: "create", designator: "contacts", outcome: outcome({ designator: "contacts/9" }) },
    { kind: "delete", designator: "contacts/2" },
    { kind: "delete-all", designator: "groups" },
  ]);
  const once = after(reported);
  expect(applyObserved(once, observationsOfRun(reported))).toBe(once);
});

test("writes that are waiting, refused or unknown do not count as executed", () => {
  for (const state of ["waiting", "sending", "refused", "moved", "unknown", "not-executed"] as const) {
    for (const kind of ["update", "create", "delete", "delete-all"] as const) {
      expect(after(run([{ kind, outcome: outcome({ state, proof: proof("a") }) }]))).toBe(nothingObserved);
    }
  }
});

test("created and deleted records and emptied collections are recorded", () => {
  const state = after(
    run([
      {
        kind: "create",
        designator: "groups/7/agents",
        outcome: outcome({ designator: "groups/7/agents/1234", at: 30 }),
      },
      { kind: "delete", designator: "groups/7/agents/99", outcome: outcome({ at: 20 }) },
      { kind: "delete-all", designator: "groups", outcome: outcome({ at: 40 }) },
    ]),
  );
  expect([...state.presence]).toEqual([
    ["c groups/7/agents/1234", { exists: true, at: 30, madeAt: 30 }],
    ["c groups/7/agents/99", { exists: false, at: 20 }],
  ]);
  expect([...state.emptied]).toEqual([["c groups", 40]]);
});

const jane = { connectionId: "c", designator: "contacts/1", title: "Jane Smith" };
const elsewhere = { connectionId: "d", designator: "contacts/1", title: "Jane Smith" };
const listed = { connectionId: "c", designator: "lists/7", title: "Open House" };
const known = { ...nothingObserved, recent: [jane, elsewhere, listed] };
const named = (title: string, at: number): Observation => ({
  connectionId: "c",
  designator: "contacts/1",
  at,
  seen: { kind: "named", title },
});
const renamed = run([
  {
    outcome: outcome({
      at: 20,
      proof: [{ name: "contact_name", sent: "Janet Smith", stored: "Janet Smith", verdict: "stored" }],
    }),
  },
]);
const gone = (designator: string): Observation => ({ connectionId: "c", designator, at: 20, seen: { kind: "gone" } });

test.each([
  ["a commit that renames a record", observationsOfRun(renamed), ["Janet Smith", "Jane Smith", "Open House"]],
  ["a fetch that shows another name", [named("Jane Doe", 30)], ["Jane Doe", "Jane Smith", "Open House"]],
  [
    "a fetch of before the rename",
    [...observationsOfRun(renamed), named("Jane Smith", 10)],
    ["Janet Smith", "Jane Smith", "Open House"],
  ],
  ["a record that is gone", [gone("contacts/1")], ["Jane Smith", "Open House"]],
  ["a list that is gone", [gone("lists/7")], ["Jane Smith", "Jane Smith"]],
  [
    "a collection that was emptied",
    [{ connectionId: "c", designator: "contacts", at: 20, seen: { kind: "emptied" as const } }],
    ["Jane Smith", "Open House"],
  ],
])("recent records after %s", (_name, observations: readonly Observation[], titles) => {
  expect(applyObserved(known, observations).recent.map(({ title }) => title)).toEqual(titles);
});

test("a fetch of one record shows that it exists or is gone; other responses do not", () => {
  const seen = (status: number, designator = "contacts/1", method: "GET" | "PUT" = "GET") =>
    observationsOfExchange(sampleExchange("a", { status, startedAt: 5, request: { designator, method } })).map(
      (observation) => observation.seen.kind,
    );
  expect(seen(404)).toEqual(["gone"]);
  expect(seen(200)).toEqual(["there"]);
  expect(seen(401)).toEqual([]);
  expect(seen(500)).toEqual([]);
  expect(seen(404, "contacts")).toEqual([]);
  expect(seen(404, "contacts/1", "PUT")).toEqual([]);
});

test("a record that is found again exists again", () => {
  const lost = applyObserved(known, [gone("contacts/1")]);
  const there: Observation = { connectionId: "c", designator: "contacts/1", at: 30, seen: { kind: "there" } };
  expect(applyObserved(lost, [there]).presence.get("c contacts/1")).toEqual({ exists: true, at: 30 });
  expect(applyObserved(known, [there])).toBe(known);
});
