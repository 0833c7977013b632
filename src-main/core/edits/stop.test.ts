import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Run } from "#shared/edits.ts";
import { Backstop } from "../backstop.ts";
import { createApiDouble, openLogBench, plannedRun, plannedUpdate, type ApiDouble } from "./edit-doubles.ts";
import type { RecordApi } from "./record-api.ts";
import { createRuns, type Runs } from "./runs.ts";

let bench: Awaited<ReturnType<typeof openLogBench>>;
let double: ApiDouble;
let api: RecordApi;
let runs: Runs;
let backstop: Backstop;
let updates: Run[];
let logged: string[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  double = createApiDouble(new Map(["a", "b", "c"].map((id) => [id, new Map([["name", `old ${id}`]])])));
  ({ api } = double);
  await open();
});
afterEach(async () => {
  vi.useRealTimers();
  bench.answers = Number.POSITIVE_INFINITY;
  bench.respond();
  await bench.log.close();
  await rm(bench.folder, { recursive: true, force: true });
});

async function open(folder?: string): Promise<void> {
  bench = await openLogBench(folder);
  updates = [];
  logged = [];
  const diary = { info: () => undefined, error: (message: string) => void logged.push(message) };
  backstop = new Backstop(diary, () => 0);
  const emit = (_name: string, run: unknown): void => void updates.push(run as Run);
  const sound: RecordApi = {
    ...double.api,
    read: (...given) => api.read(...given),
    write: (...given) => api.write(...given),
  };
  runs = createRuns({ api: sound, log: bench.log, clock: bench.clock, emit, diary, backstop });
}

const never = new Promise<never>(() => {});

/** Three changes, `gapMs` apart. */
function plan(runId = "run", gapMs = 0) {
  const items = ["a", "b", "c"].map((id) => plannedUpdate(id, `old ${id}`, `new ${id}`));
  return { ...plannedRun(runId, items), gapMs };
}

const states = ({ items }: Run) => items.map(({ outcome }) => outcome.state);

/** Waits for enough turns of the event loop that nothing more happens; the disk is real. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    const before = updates.length;
    await new Promise((resolve) => setImmediate(resolve));
    if (updates.length > before) turn = 0;
  }
}

/** Waits until the run is stuck: `isThere` returns true when it has reached that step. */
function stuck(isThere: () => boolean): Promise<void> {
  return vi.waitFor(() => {
    if (!isThere()) throw new Error("not there yet");
  });
}

interface Place {
  /** Brings the run to where it is stuck. */
  readonly arrange: () => Promise<void>;
  /** The expected state of each item afterwards. */
  readonly states: readonly string[];
  readonly sent: number;
  readonly isDiskStuck?: true;
  /** Everything is done, only the entry about it is missing. */
  readonly isDone?: true;
}

async function begin(answers = Number.POSITIVE_INFINITY, gapMs = 0): Promise<void> {
  bench.answers = answers;
  await runs.begin(plan("run", gapMs));
}

/** A step that counts how often it is reached and hangs. */
function hangAt(): { reached: number; hang: () => Promise<never> } {
  const at = {
    reached: 0,
    hang: () => {
      at.reached++;
      return never;
    },
  };
  return at;
}

const untilDiskHangs = (): Promise<void> => stuck(() => bench.isStuck);

const places: Readonly<Record<string, Place>> = {
  "the read before a write hangs": {
    async arrange() {
      const at = hangAt();
      api = { ...double.api, read: at.hang };
      await begin();
      await stuck(() => at.reached === 1);
    },
    states: ["waiting", "waiting", "waiting"],
    sent: 0,
  },
  "the disk does not store that a write is about to be sent": {
    async arrange() {
      await begin(1);
      await untilDiskHangs();
    },
    states: ["waiting", "waiting", "waiting"],
    sent: 0,
    isDiskStuck: true,
  },
  "the write hangs and cannot be cancelled": {
    async arrange() {
      const at = hangAt();
      api = { ...double.api, write: at.hang };
      await begin();
      await stuck(() => at.reached === 1);
    },
    states: ["unknown", "waiting", "waiting"],
    sent: 0,
  },
  "the write hangs on the wire": {
    async arrange() {
      let reached = false;
      const cancelled = { state: "unanswered", status: null, message: "Cancelled.", mayComeLater: false } as const;
      api = {
        ...double.api,
        write: (_connectionId, _write, signal) => {
          reached = true;
          return new Promise((resolve) => signal.addEventListener("abort", () => resolve(cancelled)));
        },
      };
      await begin();
      await stuck(() => reached);
    },
    states: ["unknown", "waiting", "waiting"],
    sent: 0,
  },
  "the write hangs before it leaves": {
    async arrange() {
      let reached = false;
      api = {
        ...double.api,
        write: (_connectionId, _write, signal) => {
          reached = true;
          return new Promise((resolve) =>
            signal.addEventListener("abort", () => resolve({ state: "not-sent", message: "Cancelled." })),
          );
        },
      };
      await begin();
      await stuck(() => reached);
    },
    states: ["waiting", "waiting", "waiting"],
    sent: 0,
  },
  "the read-back hangs": {
    async arrange() {
      let reads = 0;
      api = {
        ...double.api,
        read: (...given) => (++reads % 2 === 1 ? double.api.read(...given) : never),
      };
      await begin();
      await stuck(() => reads === 2);
    },
    states: ["unknown", "waiting", "waiting"],
    sent: 1,
  },
  "the disk does not store the outcome of a write": {
    async arrange() {
      await begin(2);
      await untilDiskHangs();
    },
    states: ["stored", "waiting", "waiting"],
    sent: 1,
    isDiskStuck: true,
  },
  "the gap between two writes is long": {
    async arrange() {
      await begin(Number.POSITIVE_INFINITY, 2 ** 31 - 1);
      await stuck(() => double.writes.length === 1 && updates.at(-1)?.items[0]?.outcome.state === "stored");
    },
    states: ["stored", "waiting", "waiting"],
    sent: 1,
  },
  "the disk does not store that the run is finished": {
    async arrange() {
      await begin(7);
      await untilDiskHangs();
    },
    states: ["stored", "stored", "stored"],
    sent: 3,
    isDone: true,
    isDiskStuck: true,
  },
};

async function expectSecondCommit({ isDiskStuck }: Place): Promise<void> {
  ({ api } = double);
  const second = runs.begin(plan("second"));
  if (isDiskStuck === true) {
    const refused = expect(second).rejects.toThrow(
      "The disk with the data folder does not respond, so nothing was sent.",
    );
    await vi.advanceTimersByTimeAsync(15_000);
    await refused;
    expect(runs.isBusy("one")).toBe(false);
    bench.answers = Number.POSITIVE_INFINITY;
    bench.respond();
    // The entry that the disk stored late was revoked: it is not shown as a waiting commit.
    await vi.waitFor(() => expect(bench.log.runs.get("second")?.state).toBe("stopped"));
    await expect(runs.begin(plan("third"))).resolves.toMatchObject({ state: "running" });
  } else await expect(second).resolves.toMatchObject({ state: "running" });
  await vi.waitFor(() => expect(runs.isBusy("one")).toBe(false));
}

async function expectTruth(place: Place): Promise<void> {
  await vi.waitFor(() => expect(runs.isRunning("run")).toBe(false));
  await vi.waitFor(() => expect(runs.view("run").state).toBe(place.isDone === true ? "finished" : "stopped"));
  const run = runs.view("run");
  expect(states(run)).toEqual(place.states);
  expect(run.stopping).toBeUndefined();
  // The disk works in real time while this test's clock is fake, so only the last event counts.
  expect(updates.at(-1)).toMatchObject({ state: run.state, items: run.items });
  expect(double.writes).toHaveLength(place.sent);
  // The commit ended by its own rules: the backstop had nothing to do.
  expect(backstop.acts).toEqual([]);
  expect(backstop.size).toBe(0);
}

describe.each(Object.entries(places))("%s", (_name, place) => {
  test("Stop ends it after its grace period, with the true state of each item, and another commit can begin", async () => {
    await place.arrange();
    const stopping = await runs.stop("run");
    if (stopping.state === "running") expect(stopping.stopping).toBe(true);
    await rest();
    await vi.advanceTimersByTimeAsync(12_000);
    await expectTruth(place);
    await expectSecondCommit(place);
  });

  test("pressing Stop twice ends it without the grace period", async () => {
    await place.arrange();
    await runs.stop("run");
    await runs.stop("run");
    await rest();
    await vi.advanceTimersByTimeAsync(2_000);
    await expectTruth(place);
  });

  test("Pause and then Stop ends it", async () => {
    await place.arrange();
    runs.pause("run");
    await rest();
    await runs.stop("run");
    await rest();
    if (runs.isRunning("run")) await runs.stop("run");
    await rest();
    await vi.advanceTimersByTimeAsync(2_000);
    await expectTruth(place);
  });

  test("quitting the application ends it within 4 s, and the next start shows the true state", async () => {
    await place.arrange();
    const closed = runs.close();
    await rest();
    await vi.advanceTimersByTimeAsync(4_000);
    await closed;
    expect(backstop.acts).toEqual([]);
    const { folder } = bench;
    // As at the end of the process: only what is on disk by then remains.
    const after = await openLogBench(folder);
    const kept = after.log.runs.get("run");
    await after.log.close();
    if (kept?.state === "finished") expect(place.states).toEqual(["stored", "stored", "stored"]);
    else expect(kept?.state).toBe("paused");
    const told = kept?.outcomes.map(({ state }) => state) ?? [];
    place.states.forEach((state, item) => {
      // A write that was or may have been sent is never shown as waiting. An unsent one is never shown as stored.
      if (state === "waiting") expect(["waiting", "sending"]).toContain(told[item]);
      else expect(["sending", "unknown", state]).toContain(told[item]);
    });
  });
});

test("a commit can be stopped wherever it is stuck, with the true state of each item [security: commit-always-stops]", async () => {
  for (const place of Object.values(places)) {
    await place.arrange();
    await runs.stop("run");
    await runs.stop("run");
    await rest();
    await vi.advanceTimersByTimeAsync(2_000);
    await expectTruth(place);
    bench.answers = Number.POSITIVE_INFINITY;
    bench.respond();
    await bench.log.close();
    await rm(bench.folder, { recursive: true, force: true });
    double = createApiDouble(new Map(["a", "b", "c"].map((id) => [id, new Map([["name", `old ${id}`]])])));
    ({ api } = double);
    await open();
  }
});

test("a paused run can be stopped although the disk does not respond, and reports what the next start will show", async () => {
  api = { ...double.api, write: () => Promise.reject(new TypeError("a mistake of ours")) };
  await begin();
  await vi.waitFor(() => expect(runs.isRunning("run")).toBe(false));
  expect(runs.view("run").state).toBe("paused");
  bench.answers = 0;
  const stopped = runs.stop("run");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await stopped).toMatchObject({ state: "stopped", reason: expect.stringContaining("next start") as unknown });
  expect(states(runs.view("run"))).toEqual(["sending", "waiting", "waiting"]);
});

test("a repeated look-up is stopped in the same way", async () => {
  double.onWrite = () => ({ state: "unanswered", status: null, message: "No answer for 30 s.", mayComeLater: true });
  await begin();
  await vi.waitFor(() => expect(runs.isRunning("run")).toBe(false));
  expect(states(runs.view("run"))).toEqual(["unknown", "waiting", "waiting"]);
  const at = hangAt();
  api = { ...double.api, read: at.hang };
  runs.look("run");
  await stuck(() => at.reached === 1);
  await runs.stop("run");
  await runs.stop("run");
  await vi.advanceTimersByTimeAsync(2_000);
  await vi.waitFor(() => expect(runs.isRunning("run")).toBe(false));
  expect(runs.view("run").state).toBe("stopped");
  expect(states(runs.view("run"))).toEqual(["unknown", "waiting", "waiting"]);
});
