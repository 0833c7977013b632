import { beforeEach, expect, it } from "vitest";
import type { Connection } from "#shared/connection.ts";
import { ApiError } from "../../api.ts";
import { useDoctor } from "../../state/doctor.ts";
import { chooseDesignator } from "./tested-designator.ts";
import { createVerdictRuns, type AskedRun, type RunReport } from "./verdict-runs.ts";

// Only the parts that a run uses.
const oak = { connectionId: "oak" } as unknown as Connection;
const ash = { connectionId: "ash" } as unknown as Connection;

interface Asked {
  readonly run: AskedRun;
  readonly signal: AbortSignal;
  readonly answer: (code: string | null) => void;
  readonly refuse: (error: unknown) => void;
}

function doubles() {
  const asked: Asked[] = [];
  const runs = createVerdictRuns<{ readonly name: string; readonly words: string }, RunReport>({
    tool: "login",
    waiting: [
      { name: "first", words: "" },
      { name: "second", words: "" },
    ],
    ask: (run, signal) =>
      new Promise((resolve, reject) => {
        const answer = (code: string | null): void =>
          resolve({ ...run, startedAt: 1, totalMs: 2, wireRequests: 0, verdict: code === null ? null : { code } });
        asked.push({ run, signal, answer, refuse: reject });
      }),
    stepsOf: () => [],
    isGood: ({ code }) => code === "right",
  });
  const at = (index: number): Asked => {
    const one = asked[index];
    if (!one) throw new Error("nothing was asked");
    return one;
  };
  return { runs, asked, at, now: () => runs.useRuns.getState() };
}

beforeEach(() => useDoctor.setState({ tool: "login", verdictId: null, earlier: [] }));

it.each([
  ["right", true],
  ["wrong", false],
])("a verdict is kept, listed and shown: %s", async (code, good) => {
  const { runs, at, now } = doubles();
  const run = runs.begin(oak, "contacts");
  const { runId } = at(0).run;
  expect(at(0).run).toMatchObject({ connectionId: "oak", designator: "contacts" });
  at(0).answer(code);
  await run;
  expect(now()).toMatchObject({ running: null, cancelled: null });
  expect(now().reports.get(runId)?.verdict?.code).toBe(code);
  expect(useDoctor.getState()).toMatchObject({ verdictId: runId, earlier: [{ tool: "login", code, good, at: 3 }] });
});

it("a second run of the same connection is not started; a run of another connection ends the first", async () => {
  const { runs, asked, at, now } = doubles();
  const begun = [runs.begin(oak, "contacts"), runs.begin(oak, "contacts")];
  expect(asked).toHaveLength(1);
  begun.push(runs.begin(ash, "contacts"));
  expect(asked.map(({ run, signal }) => [run.connectionId, signal.aborted])).toEqual([
    ["oak", true],
    ["ash", false],
  ]);
  at(0).answer(null);
  await begun[0];
  expect(now()).toMatchObject({ running: { connectionId: "ash" }, cancelled: null });
  at(1).answer(null);
  await begun[2];
  expect(now()).toMatchObject({ running: null, cancelled: { connectionId: "ash" } });
});

it("steps are added only while their run is active", async () => {
  const { runs, at, now } = doubles();
  const run = runs.begin(oak, "contacts");
  runs.takeStep("another", { name: "first", words: "not ours" }, 7);
  runs.takeStep(at(0).run.runId, { name: "second", words: "taken" }, 2);
  expect(now().running).toMatchObject({
    wireRequests: 2,
    steps: [
      { name: "first", words: "" },
      { name: "second", words: "taken" },
    ],
  });
  at(0).answer("right");
  await run;
  runs.takeStep(at(0).run.runId, { name: "first", words: "late" }, 3);
  expect(now().running).toBeNull();
});

it("the reason why a run could not start is kept with its connection, until another resource is chosen", async () => {
  const { runs, at, now } = doubles();
  const run = runs.begin(oak, "contacts");
  at(0).refuse(new ApiError("password-needed", "Enter the password first."));
  await run;
  expect(now()).toMatchObject({ running: null, problem: { code: "password-needed", connectionId: "oak" } });
  chooseDesignator("groups");
  expect(now().problem).toBeNull();
});
