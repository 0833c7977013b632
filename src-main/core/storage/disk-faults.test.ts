import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Notice } from "#shared/contract.ts";
import { createApiDouble, draftOf, plannedRun, plannedUpdate } from "../edits/edit-doubles.ts";
import { openEditLog } from "../edits/edit-log.ts";
import { executeRun } from "../edits/execute.ts";
import { createNotices } from "../notices.ts";
import { createTimeDouble } from "../port-doubles.ts";
import { openSettingsStore } from "../settings/settings-store.ts";
import { replaceFile } from "./replace-file.ts";
import type { StorageContext } from "./storage-context.ts";
import { createStorageHealth } from "./storage-health.ts";

/** A folder on a disk that refuses every write with one system error, as long as the test wants. */
let folder: string;
let refuses: string | null;
const said: Notice[] = [];
const notices = createNotices((_name, payload) => void said.push(payload as Notice));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rezora-faults-"));
  refuses = null;
  said.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function refuse(): void {
  if (refuses !== null) throw Object.assign(new Error(refuses), { code: refuses });
}

function openStorage() {
  const health = createStorageHealth(() => undefined);
  const context: StorageContext = {
    notices,
    health,
    log: { info: () => undefined, error: () => undefined },
    clock: createTimeDouble(),
    async ensureFolder() {
      if (refuses === "EINUSE") refuse();
    },
    async replace(path, content) {
      refuse();
      await replaceFile(path, content);
    },
    async writeAt(file, bytes, position) {
      // The disk becomes full in the middle of a line.
      await file.write(bytes, 0, refuses === null ? bytes.length : Math.floor(bytes.length / 2), position);
      refuse();
    },
  };
  return { health, context };
}

const causes: readonly (readonly [string, string])[] = [
  ["ENOSPC", "The disk is full."],
  ["EDQUOT", "The disk is full."],
  ["EROFS", "The folder cannot be written to."],
  ["EACCES", "The folder cannot be written to."],
  ["EPERM", "The folder cannot be written to."],
  ["ENOENT", "The folder is missing."],
  ["ENOTDIR", "The folder is missing."],
  ["EMFILE", "Too many files are open."],
  ["EIO", "The disk refused to save it."],
  ["EINUSE", "Another Rezora Explorer now uses the folder."],
];

test("when the disk refuses a write: old data is intact, the change is kept, reported with its cause and saved later [security: disk-refuses]", async () => {
  const { health, context } = openStorage();
  const settings = await openSettingsStore(folder, context);
  const edits = await openEditLog(folder, context);
  await edits.saveDraft(draftOf("kept", "zero"));
  for (const [index, [code, cause]] of causes.entries()) {
    const width = 201 + index;
    const before = [await readFile(join(folder, "edits.log"), "utf8")];
    said.length = 0;
    refuses = code;
    await settings.update({ sidebarWidth: width });
    await expect(edits.saveDraft(draftOf("new", code)), code).rejects.toMatchObject({ code: "storage-failed" });
    await expect(
      edits.write({ entry: "run", run: plannedRun(code, [plannedUpdate("a", "", code)]) }),
    ).rejects.toThrow();
    expect(health.unsaved.toSorted(), code).toEqual(["edits", "settings"]);
    expect(
      said.map((notice) => notice.message.startsWith(cause)),
      code,
    ).toEqual([true, true]);
    expect(settings.get().sidebarWidth).toBe(width);
    expect([...edits.drafts.keys()]).toEqual(["kept", "new"]);
    // A commit that could not be recorded has not begun.
    expect(edits.runs.has(code)).toBe(false);
    expect((await readFile(join(folder, "edits.log"), "utf8")).startsWith(before[0] ?? "-")).toBe(true);

    refuses = null;
    await settings.update({ monoData: index % 2 === 0 });
    await edits.saveDraft(draftOf("new", `${code} again`));
    expect(health.unsaved, code).toEqual([]);
    const again = await openEditLog(folder, openStorage().context);
    expect(again.drafts.get("new")?.change.fields, code).toEqual([["name", `${code} again`]]);
    expect(again.drafts.get("kept")?.change.fields, code).toEqual([["name", "zero"]]);
    await again.close();
    expect(await readFile(join(folder, "settings.json"), "utf8")).toContain(String(width));
  }
  await settings.close();
  await edits.close();
});

test("a draft that could not be discarded on disk is removed from it as soon as possible [security: discarded-at-once]", async () => {
  const { health, context } = openStorage();
  const edits = await openEditLog(folder, context);
  await edits.saveDraft(draftOf("a", "Canary-4711"));
  refuses = "ENOSPC";
  await expect(edits.discardDrafts(["a"])).rejects.toThrow("could not be removed from the disk yet");
  expect([...edits.drafts.keys()]).toEqual([]);
  expect(health.unsaved).toEqual(["edits"]);
  refuses = null;
  await edits.saveDraft(draftOf("b", "other"));
  expect(await readFile(join(folder, "edits.log"), "utf8")).not.toContain("Canary-4711");
  expect(health.unsaved).toEqual([]);
  await edits.close();
});

test("a draft that is discarded while its commit is paused is removed from the commit, too [security: discarded-at-once]", async () => {
  const { context } = openStorage();
  const edits = await openEditLog(folder, context);
  await edits.saveDraft(draftOf("a", "Canary-4711"));
  await edits.saveDraft(draftOf("b", "other"));
  const items = [plannedUpdate("b", "before b", "other", "b"), plannedUpdate("a", "Canary-before", "Canary-4711", "a")];
  await edits.write({ entry: "run", run: plannedRun("run", items) });
  await edits.write({ entry: "run-state", runId: "run", state: "paused", reason: "" });
  await edits.discardDrafts(["a"]);
  const log = await readFile(join(folder, "edits.log"), "utf8");
  expect(log).not.toContain("Canary");
  expect(log).toContain("before b");
  await edits.close();
  const again = await openEditLog(folder, context);
  expect([...again.drafts.keys()]).toEqual(["b"]);
  const run = again.runs.get("run");
  expect(run?.state).toBe("paused");
  // Its values are gone, so it must never be sent, even if the same record is edited again.
  await again.saveDraft(draftOf("a", "typed again"));
  const api = createApiDouble(
    new Map([
      ["b", new Map([["name", "before b"]])],
      ["a", new Map([["name", "Canary-before"]])],
    ]),
  );
  const parts = {
    api: api.api,
    log: again,
    clock: createTimeDouble(),
    diary: context.log,
    changed: () => undefined,
    wireRequests: () => 0,
  };
  await again.write({ entry: "run-state", runId: "run", state: "running", reason: "" });
  await executeRun(parts, "run", {
    signal: new AbortController().signal,
    cut: new AbortController().signal,
    halt: () => ({ state: "paused", reason: "" }),
  });
  expect(api.writes.map(({ designator }) => designator)).toEqual(["b"]);
  expect(again.runs.get("run")).toMatchObject({ state: "stopped" });
  await again.close();
});
