import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { draftOf, openLogBench, plannedRun, plannedUpdate } from "./edit-doubles.ts";
import type { EditEntry } from "./edit-entries.ts";
import { waitingOutcome } from "./edit-state.ts";

let folder: string | undefined;
afterEach(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  folder = undefined;
});

async function open() {
  const bench = await openLogBench(folder);
  folder = bench.folder;
  return bench;
}

function stored(runId: string, item: number, designator: string): EditEntry {
  return { entry: "ended", runId, item, outcome: { ...waitingOutcome(designator, 5), state: "stored" } };
}

function finished(runId: string, draftId: string | null = null): EditEntry[] {
  return [
    { entry: "run", run: plannedRun(runId, [plannedUpdate(runId, "old", "new", draftId)]) },
    { entry: "sending", runId, item: 0, at: 4 },
    stored(runId, 0, runId),
    { entry: "run-state", runId, state: "finished", reason: "" },
  ];
}

test("a draft ends in the same step as its write; what was typed since then is kept", async () => {
  const { log } = await open();
  await log.write({ entry: "draft", draft: draftOf("a", "new") }, { entry: "draft", draft: draftOf("b", "new") });
  await log.write(...finished("first", "a").slice(0, 2), ...finished("second", "b").slice(0, 2));
  await log.write({ entry: "draft", draft: draftOf("b", "newer") });
  await log.write(stored("first", 0, "a"), stored("second", 0, "b"));
  expect([...log.drafts.values()].map(({ change }) => change.fields[0]?.[1])).toEqual(["newer"]);
  await log.close();
  const again = await open();
  expect([...again.log.drafts.keys()]).toEqual(["b"]);
  await again.log.close();
});

test.each(["refused", "moved", "not-executed", "unknown"] as const)(
  "a run that was interrupted right after a write was %s is stopped and does not send it again",
  async (state) => {
    const { log } = await open();
    const items = [plannedUpdate("a", "old", "new"), plannedUpdate("b", "old", "new")];
    const outcome = { ...waitingOutcome("a", 5), state };
    await log.write(
      { entry: "run", run: plannedRun("run", items) },
      { entry: "sending", runId: "run", item: 0, at: 4 },
    );
    await log.write({ entry: "ended", runId: "run", item: 0, outcome });
    await log.close();
    const again = await open();
    expect(again.log.runs.get("run")?.state).toBe("stopped");
    await again.log.close();
  },
);

test("a large log is compacted at a start, and has the same content as before", async () => {
  const { log } = await open();
  await log.write({ entry: "draft", draft: draftOf("committed", "new") });
  await log.write({ entry: "draft", draft: draftOf("edited since", "new") });
  // More than the 8 MB above which the log is compacted; all but the last of these are no longer needed.
  const long = "x".repeat(1_000_000);
  for (let round = 0; round < 10; round += 1) {
    await log.write({ entry: "draft", draft: draftOf("kept", `${long}${String(round)}`) });
  }
  await log.write(...Array.from({ length: 510 }, (_, index) => finished(`run ${String(index)}`)).flat());
  const items = [
    plannedUpdate("a", "old", "new", "committed"),
    plannedUpdate("b", "old", "new", "edited since"),
    plannedUpdate("c", "old", "new"),
  ];
  await log.write({ entry: "run", run: plannedRun("cut off", items) });
  await log.write({ entry: "sending", runId: "cut off", item: 0, at: 7 });
  await log.write({ entry: "draft", draft: draftOf("edited since", "newer") });
  await log.close();
  const path = join(folder ?? "", "edits.log");
  expect((await stat(path)).size).toBeGreaterThan(10_000_000);

  for (const start of ["the one that makes it smaller", "the one that reads the smaller one"]) {
    const again = await open();
    expect([...again.log.drafts.keys()].toSorted(), start).toEqual(["committed", "edited since", "kept"]);
    expect(again.log.drafts.get("kept")?.change.fields[0]?.[1], start).toBe(`${long}9`);
    const left = again.log.runs.get("cut off");
    expect(
      left?.outcomes.map(({ state }) => state),
      start,
    ).toEqual(["sending", "waiting", "waiting"]);
    expect([left?.state, left?.outcomes[0]?.at, [...(left?.sent ?? [])]], start).toEqual(["paused", 7, [0]]);
    await again.log.close();
  }
  expect((await stat(path)).size).toBeLessThan(2_000_000);

  const last = await open();
  const over = [...last.log.runs.values()].filter(({ state }) => state === "finished");
  expect(over).toHaveLength(500);
  expect(over.at(-1)).toMatchObject({ plan: { runId: "run 509" }, outcomes: [{ state: "stored", at: 5 }] });
  await last.log.write(stored("cut off", 0, "a"), stored("cut off", 1, "b"));
  expect([...last.log.drafts.keys()].toSorted()).toEqual(["edited since", "kept"]);
  await last.log.close();
});

test("clearing the journal forgets finished commits, in the file too, and keeps drafts and unfinished commits", async () => {
  const { log } = await open();
  await log.write({ entry: "draft", draft: draftOf("kept", "a draft") });
  await log.write(...finished("over"), {
    entry: "run",
    run: plannedRun("paused", [plannedUpdate("paused", "old", "waiting")]),
  });
  const other = plannedRun("elsewhere", [plannedUpdate("elsewhere", "old", "other")]);
  await log.write(
    { entry: "run", run: { ...other, connectionId: "another" } },
    { entry: "run-state", runId: "elsewhere", state: "stopped", reason: "" },
  );
  const { connectionId } = plannedRun("over", []);

  // Written while the journal is being cleared: none of it may be lost.
  const clearing = log.clearJournal(connectionId);
  const writing = log.write({ entry: "draft", draft: draftOf("meanwhile", "another draft") });
  await Promise.all([clearing, writing]);
  expect([...log.runs.keys()]).toEqual(["paused", "elsewhere"]);
  await log.close();

  expect(await readFile(join(folder ?? "", "edits.log"), "utf8")).not.toContain("over");
  const again = await open();
  expect([...again.log.runs.keys()]).toEqual(["paused", "elsewhere"]);
  expect([...again.log.drafts.keys()]).toEqual(["kept", "meanwhile"]);
  await again.log.close();
});

test("a write that is in flight when the journal is cleared is kept", async () => {
  const { log } = await open();
  const { connectionId } = plannedRun("over", []);
  for (let round = 0; round < 20; round += 1) {
    const writing = log.write({ entry: "draft", draft: draftOf(`draft ${String(round)}`, "new") });
    await Promise.all([writing, log.clearJournal(connectionId)]);
  }
  await log.close();
  const again = await open();
  expect(again.log.drafts.size).toBe(20);
  await again.log.close();
});
