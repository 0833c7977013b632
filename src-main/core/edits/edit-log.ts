import type { Draft, Run } from "#shared/edits.ts";
import { CallError } from "../call-error.ts";
import { openAppendLog } from "../storage/append-log.ts";
import type { StorageContext } from "../storage/durable-file.ts";
import type { StoredFormat } from "../storage/stored-format.ts";
import { editEntry, type EditEntry } from "./edit-entries.ts";
import { EditState, isFailure, type KeptRun } from "./edit-state.ts";

/** Above so many bytes what is no longer needed goes at the next start. */
const compactAbove = 8_388_608;

/** Drafts, runs and their outcomes: in memory as they stand on the disk. */
export interface EditLog {
  readonly drafts: ReadonlyMap<string, Draft>;
  /** Oldest first. */
  readonly runs: ReadonlyMap<string, KeptRun>;
  /** Takes effect once it is on the disk. Throws `storage-failed` and changes nothing when it cannot be written. */
  write(...entries: readonly EditEntry[]): Promise<void>;
  /** For this session only, and without a word on the disk: a later start comes to the same by itself. */
  note(runId: string, state: Run["state"], reason: string): void;
  close(): Promise<void>;
}

export const editsFormat: StoredFormat<EditEntry> = { kind: "edits", migrations: [], parse: parseEntry };

export async function openEditLog(folder: string, storage: StorageContext): Promise<EditLog> {
  const { log, entries } = await openAppendLog<EditEntry>(
    { ...editsFormat, folder, title: "drafts and the journal of writes" },
    storage,
  );
  const state = new EditState();
  for (const entry of entries) state.take(entry);
  // A run that was on its way when the application ended waits for the person, or stops where it failed.
  for (const [runId, run] of state.runs) {
    if (run.state !== "running") continue;
    const hasFailed = run.outcomes.some((outcome) => isFailure(outcome.state));
    state.take({ entry: "run-state", runId, state: hasFailed ? "stopped" : "paused", reason: interrupted });
  }
  const isForgetting = entries.some(({ entry }) => entry === "forgotten");
  if (isForgetting || log.byteLength > compactAbove) {
    await log
      .rewrite([...state.entries()])
      .catch((error: unknown) => storage.log.error("edits.log not made smaller", error));
  }
  return {
    drafts: state.drafts,
    runs: state.runs,
    async write(...added) {
      try {
        await Promise.all(added.map((entry) => log.append(entry)));
      } catch (error) {
        storage.log.error("an edit could not be written down", error);
        const message = "This could not be saved on the disk, so nothing was done. Make room and try again.";
        throw new CallError("storage-failed", message);
      }
      for (const entry of added) state.take(entry);
    },
    note: (runId, runState, reason) => state.take({ entry: "run-state", runId, state: runState, reason }),
    close: () => log.close(),
  };
}

const interrupted = "The application ended while this was running.";

function parseEntry(entry: unknown): EditEntry | undefined {
  const parsed = editEntry.safeParse(entry);
  return parsed.success ? parsed.data : undefined;
}
