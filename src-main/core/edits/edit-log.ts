import type { Draft, ItemOutcome, Run } from "#shared/edits.ts";
import { CallError } from "../call-error.ts";
import { openAppendLog } from "../storage/append-log.ts";
import type { StorageContext } from "../storage/durable-file.ts";
import { editEntry, type EditEntry, type PlannedRun } from "./edit-entries.ts";

/** Above so many bytes what is no longer needed goes at the next start. */
const compactAbove = 8_388_608;

/** Runs that are over and stay in the journal. */
const keptRuns = 500;

export interface KeptRun {
  readonly plan: PlannedRun;
  readonly revision: number;
  readonly outcomes: readonly ItemOutcome[];
  readonly state: Run["state"];
  readonly reason: string;
}

/** Drafts, runs and their outcomes: in memory as they stand on the disk. */
export interface EditLog {
  readonly drafts: ReadonlyMap<string, Draft>;
  /** Oldest first. */
  readonly runs: ReadonlyMap<string, KeptRun>;
  /** Takes effect once it is on the disk. Throws `storage-failed` and changes nothing when it cannot be written. */
  write(...entries: readonly EditEntry[]): Promise<void>;
  close(): Promise<void>;
}

export async function openEditLog(folder: string, storage: StorageContext): Promise<EditLog> {
  const { log, entries } = await openAppendLog<EditEntry>(
    { folder, kind: "edits", version: 1, title: "drafts and the journal of writes", parse: parseEntry },
    storage,
  );
  const state = new EditState();
  for (const entry of entries) state.take(entry);
  // A run that was on its way when the application ended waits for the person.
  for (const [runId, run] of state.runs) {
    if (run.state === "running") state.take({ entry: "run-state", runId, state: "paused", reason: interrupted });
  }
  if (log.byteLength > compactAbove) {
    await log
      .rewrite(state.entries())
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
    close: () => log.close(),
  };
}

const interrupted = "The application ended while this was running.";

function parseEntry(entry: unknown): EditEntry | undefined {
  const parsed = editEntry.safeParse(entry);
  return parsed.success ? parsed.data : undefined;
}

class EditState {
  readonly drafts = new Map<string, Draft>();
  readonly runs = new Map<string, KeptRun>();

  take(entry: EditEntry): void {
    switch (entry.entry) {
      case "draft":
        this.drafts.set(entry.draft.draftId, entry.draft);
        return;
      case "discarded":
        this.drafts.delete(entry.draftId);
        return;
      case "run": {
        const { run } = entry;
        const outcomes = run.items.map(({ designator }) => waitingOutcome(designator, run.startedAt));
        this.runs.set(run.runId, { plan: run, revision: 0, outcomes, state: "running", reason: "" });
        return;
      }
      case "sending":
        this.change(entry.runId, (run) => ({
          ...run,
          outcomes: run.outcomes.map((outcome, item) =>
            item === entry.item ? { ...outcome, state: "sending", at: entry.at } : outcome,
          ),
        }));
        return;
      case "ended":
        this.change(entry.runId, (run) => ({
          ...run,
          outcomes: run.outcomes.map((outcome, item) => (item === entry.item ? entry.outcome : outcome)),
        }));
        return;
      case "run-state":
        this.change(entry.runId, (run) => ({ ...run, state: entry.state, reason: entry.reason }));
        return;
    }
  }

  private change(runId: string, how: (run: KeptRun) => KeptRun): void {
    const run = this.runs.get(runId);
    if (run !== undefined) this.runs.set(runId, { ...how(run), revision: run.revision + 1 });
  }

  /** The same state in as few entries as it takes; of runs that are over only the latest. */
  *entriesOf(): Generator<EditEntry> {
    for (const draft of this.drafts.values()) yield { entry: "draft", draft };
    const isOver = ({ state }: KeptRun): boolean => state === "finished" || state === "stopped";
    let surplus = [...this.runs.values()].filter(isOver).length - keptRuns;
    for (const [runId, run] of this.runs) {
      if (isOver(run) && surplus-- > 0) continue;
      yield { entry: "run", run: run.plan };
      for (const [item, outcome] of run.outcomes.entries()) {
        if (outcome.state === "sending") yield { entry: "sending", runId, item, at: outcome.at };
        else if (outcome.state !== "waiting") yield { entry: "ended", runId, item, outcome };
      }
      yield { entry: "run-state", runId, state: run.state, reason: run.reason };
    }
  }

  entries(): EditEntry[] {
    return [...this.entriesOf()];
  }
}

/** Of what was not sent yet. */
export function waitingOutcome(designator: string, at: number): ItemOutcome {
  return { state: "waiting", message: "", status: null, proof: [], designator, at };
}
