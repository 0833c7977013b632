import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Run } from "#shared/edits.ts";
import { Backstop } from "../backstop.ts";
import { CallError } from "../call-error.ts";
import { createApiDouble, draftOf, openLogBench, plannedRun, plannedUpdate } from "./edit-doubles.ts";
import { createRuns, type Runs } from "./runs.ts";

let bench: Awaited<ReturnType<typeof openLogBench>>;
let records: Map<string, Map<string, string>>;
let double: ReturnType<typeof createApiDouble>;
let runs: Runs;
let updates: Run[];

beforeEach(async () => {
  records = new Map(["a", "b", "c"].map((id) => [id, new Map([["name", `old ${id}`]])]));
  double = createApiDouble(records);
  await open();
});
afterEach(async () => {
  await bench.log.close();
  await rm(bench.folder, { recursive: true, force: true });
});

/** Reopens the log like an application that starts on the same folder. */
async function open(folder?: string): Promise<void> {
  bench = await openLogBench(folder);
  updates = [];
  const diary = { info: () => undefined, error: () => undefined };
  const emit = (_name: string, run: unknown): void => void updates.push(run as Run);
  runs = createRuns({
    api: double.api,
    log: bench.log,
    clock: bench.clock,
    emit,
    diary,
    backstop: new Backstop(diary, () => 0),
  });
}

const three = () =>
  plannedRun(
    "run",
    ["a", "b", "c"].map((id) => plannedUpdate(id, `old ${id}`, `new ${id}`, id)),
  );

function over(): Promise<Run> {
  return vi.waitFor(() => {
    const run = updates.at(-1);
    if (run === undefined || runs.isRunning("run")) throw new Error("still running");
    return run;
  });
}

const states = ({ items }: Run) => items.map(({ outcome }) => outcome.state);

test("a run that cannot be recorded does not begin", async () => {
  bench.room = 0;
  await expect(runs.begin(three())).rejects.toThrow("nothing was done");
  expect([double.writes.length, runs.isBusy("one"), bench.log.runs.size]).toEqual([0, false, 0]);
});

// 1 is the entry of the run. Each write then adds two: that it is being sent, and its outcome.
test.each([1, 2, 3, 4, 5, 6, 7])(
  "a disk with space for %i more steps: the run pauses, and nothing is sent twice or lost",
  async (room) => {
    for (const id of ["a", "b", "c"]) await bench.log.write({ entry: "draft", draft: draftOf(id, `new ${id}`) });
    bench.room = room;
    await runs.begin(three());
    const run = await over();
    // Only what was recorded as sent was sent.
    expect(double.writes).toHaveLength(Math.floor(room / 2));
    // With seven, only the entry that the run is finished does not fit.
    expect(run.state).toBe(room === 7 ? "finished" : "paused");
    if (room < 7) expect(run.reason).toContain(room % 2 === 1 ? "nothing was done" : "it is looked up first");
    expect(runs.isBusy("one")).toBe(false);

    bench.room = Number.POSITIVE_INFINITY;
    if (room % 2 === 0) {
      await bench.log.close();
      await open(bench.folder);
    }
    await runs.goOn("run");
    expect((await over()).state).toBe("finished");
    expect(double.writes.map(({ designator }) => designator)).toEqual(["a", "b", "c"]);
    expect(bench.log.drafts.size).toBe(0);
  },
);

test("a change that was discarded while its commit was paused is not sent", async () => {
  const send = double.onWrite;
  for (const id of ["a", "b", "c"]) await bench.log.write({ entry: "draft", draft: draftOf(id, `new ${id}`) });
  double.onWrite = (write, store) => {
    if (write.designator === "b") throw new CallError("writes-locked", "This connection is read-only.");
    return send(write, store);
  };
  await runs.begin(three());
  expect(states(await over())).toEqual(["stored", "waiting", "waiting"]);
  double.onWrite = send;
  await bench.log.write({ entry: "discarded", draftId: "c" });
  await runs.goOn("run");
  const run = await over();
  expect(states(run)).toEqual(["stored", "stored", "waiting"]);
  expect([run.state, run.reason]).toEqual(["stopped", expect.stringContaining("was discarded meanwhile")]);
  expect(double.writes.map(({ designator }) => designator)).not.toContain("c");
});

test("a change that was discarded after it was sent is only looked up", async () => {
  const send = double.onWrite;
  for (const id of ["a", "b", "c"]) await bench.log.write({ entry: "draft", draft: draftOf(id, `new ${id}`) });
  double.onWrite = () => {
    throw new TypeError("a mistake of ours");
  };
  await runs.begin(three());
  expect(states(await over())).toEqual(["sending", "waiting", "waiting"]);
  double.onWrite = send;
  await bench.log.write({ entry: "discarded", draftId: "a" });
  const before = double.writes.length;
  await runs.goOn("run");
  const run = await over();
  expect(states(run)).toEqual(["not-executed", "waiting", "waiting"]);
  expect(run.state).toBe("stopped");
  expect(double.writes).toHaveLength(before);
});

test("a write that was refused before it was sent waits as before", async () => {
  const send = double.onWrite;
  double.onWrite = () => {
    throw new CallError("writes-locked", "This connection is read-only.");
  };
  await runs.begin(three());
  const run = await over();
  expect([run.state, run.reason]).toEqual(["paused", "This connection is read-only."]);
  expect(states(run)).toEqual(["waiting", "waiting", "waiting"]);
  double.onWrite = send;
  await runs.goOn("run");
  expect((await over()).state).toBe("finished");
});

test("a failure of the application in the middle of a write proves nothing: it is looked up before going on", async () => {
  const send = double.onWrite;
  double.onWrite = (_write, store) => {
    store();
    throw new TypeError("a mistake of ours");
  };
  await runs.begin(three());
  const run = await over();
  expect([run.state, run.reason]).toEqual(["paused", "Something in the application failed."]);
  expect(states(run)).toEqual(["sending", "waiting", "waiting"]);
  double.onWrite = send;
  await runs.goOn("run");
  expect((await over()).state).toBe("finished");
  expect(double.writes.map(({ designator }) => designator)).toEqual(["a", "b", "c"]);
});

test("a silent server may still be working: the outcome is unknown until it is looked up again", async () => {
  let later = (): void => undefined;
  double.onWrite = (_write, store) => {
    later = store;
    return { state: "unanswered", status: null, message: "No answer for 30 s.", mayComeLater: true };
  };
  await runs.begin(three());
  const run = await over();
  expect(states(run)).toEqual(["unknown", "waiting", "waiting"]);
  expect(run.items[0]?.outcome.message).toContain("It may still be carried out");
  later();
  runs.look("run");
  const seen = await over();
  expect(states(seen)).toEqual(["stored", "waiting", "waiting"]);
  expect(seen.state).toBe("stopped");
  expect(seen.reason).toContain("waits for another Review");
  expect(double.writes).toHaveLength(1);
});

test("closing waits for the write in flight", async () => {
  await runs.begin(three());
  await runs.close();
  expect(runs.isBusy("one")).toBe(false);
  const kept = bench.log.runs.get("run");
  expect(kept?.state).toBe("paused");
  expect(kept?.outcomes.filter(({ state }) => state === "stored")).toHaveLength(double.writes.length);
  await expect(runs.goOn("run")).rejects.toThrow("closing");
});
