import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Draft } from "#shared/edits.ts";
import { createNotices } from "../notices.ts";
import { createTimeDouble } from "../port-doubles.ts";
import type { StorageContext } from "../storage/storage-context.ts";
import type { PlannedItem, PlannedRun } from "./edit-entries.ts";
import { openEditLog, type EditLog } from "./edit-log.ts";
import type { RecordApi, Write, WriteAnswer } from "./record-api.ts";

/** A log of edits in its own folder, on a disk that can be full. */
export async function openLogBench(folder?: string) {
  const bench = {
    folder: folder ?? (await mkdtemp(join(tmpdir(), "rezora-edits-"))),
    /** How many writes still fit before the disk is full. */
    room: Number.POSITIVE_INFINITY,
    /** How many writes succeed before the disk hangs like a dead network share, until `respond` is called. */
    answers: Number.POSITIVE_INFINITY,
    isStuck: false,
    respond: (): void => {},
    clock: createTimeDouble(),
  };
  const storage: StorageContext = {
    notices: createNotices(() => undefined),
    log: { info: () => undefined, error: () => undefined },
    clock: bench.clock,
    async writeAt(file, bytes, position) {
      if (bench.answers <= 0) {
        bench.isStuck = true;
        await new Promise<void>((resolve) => (bench.respond = resolve));
      }
      bench.answers -= 1;
      if (bench.room <= 0) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      bench.room -= 1;
      await file.write(bytes, 0, bytes.length, position);
    },
  };
  const log: EditLog = await openEditLog(bench.folder, storage);
  return Object.assign(bench, { log, storage });
}

export interface ApiDouble {
  readonly api: RecordApi;
  readonly writes: readonly Write[];
  /** Decides the outcome of a write; `store` carries it out. */
  onWrite: (write: Write, store: () => void) => WriteAnswer;
}

/** Records by designator, and what was written to them. */
export function createApiDouble(records: Map<string, Map<string, string>>): ApiDouble {
  const writes: Write[] = [];
  const unused = (): never => {
    throw new Error("not asked here");
  };
  const double: ApiDouble = {
    writes,
    onWrite(_write, store) {
      store();
      return { state: "done", status: 200, record: null };
    },
    api: {
      read: async (_connectionId, designator) => {
        const found = records.get(designator);
        return found === undefined ? { state: "gone" } : { state: "found", fields: [...found] };
      },
      readMany: unused,
      search: unused,
      pick: unused,
      async write(_connectionId, write) {
        writes.push(write);
        return double.onWrite(write, () => records.set(write.designator, new Map(write.body?.fields)));
      },
    },
  };
  return double;
}

export function plannedUpdate(designator: string, before: string, sent: string, draftId: string | null = null) {
  return {
    draftId,
    kind: "update",
    method: "PUT",
    designator,
    title: "",
    bodyFormat: "json",
    sent: [["name", sent]],
    before: [["name", before]],
    removed: [],
    removes: 0,
    undo: { kind: "exact", message: "" },
  } satisfies PlannedItem;
}

export function plannedRun(runId: string, items: readonly PlannedItem[], connectionId = "one"): PlannedRun {
  return { runId, connectionId, account: "account", startedAt: 0, gapMs: 0, undoes: null, items };
}

export function draftOf(draftId: string, value: string, connectionId = "one"): Draft {
  const change = {
    kind: "update",
    designator: draftId,
    title: "",
    base: [["name", ""]],
    fields: [["name", value]],
    bodyFormat: "json",
  } satisfies Draft["change"];
  return { draftId, connectionId, change, unread: null, savedAt: 0 };
}
