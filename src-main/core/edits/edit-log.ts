import type { Draft, ItemOutcome, Run } from "#shared/edits.ts";
import { CallError } from "../call-error.ts";
import { openAppendLog } from "../storage/append-log.ts";
import type { StorageContext } from "../storage/storage-context.ts";
import type { StoredFormat } from "../storage/stored-format.ts";
import { createUnsavedNotice } from "../storage/unsaved-notice.ts";
import { editEntry, type EditEntry } from "./edit-entries.ts";
import { EditState, isFailure, isUnfinished, type KeptRun } from "./edit-state.ts";

/** A log with more bytes than this is compacted at the next start. */
const compactAbove = 8_388_608;

/** Drafts, runs and their outcomes: in memory as they are on disk. */
export interface EditLog {
  readonly drafts: ReadonlyMap<string, Draft>;
  /** Oldest first. */
  readonly runs: ReadonlyMap<string, KeptRun>;
  /** Takes effect once it is on disk. Throws `storage-failed` and changes nothing if it cannot be written. */
  write(...entries: readonly EditEntry[]): Promise<void>;
  /** The same for a draft. If it cannot be written, it is kept in memory and written later. */
  saveDraft(draft: Draft): Promise<void>;
  /**
   * Takes effect in memory, and resolves when no file of the edits contains them any more. Throws `storage-failed` if
   * one still does; they are removed from it once the folder is writable.
   */
  discardDrafts(draftIds: readonly string[]): Promise<void>;
  /** The same for all edits of a connection. Never throws: a failure is reported like a failed save. */
  forget(connectionId: string): Promise<void>;
  /** Forgets the finished runs of a connection, on disk as well. Unfinished runs and drafts stay. */
  clearJournal(connectionId: string): Promise<void>;
  /** For this session only and not written to disk, because a later start reaches the same result. */
  note(runId: string, state: Run["state"], reason: string): void;
  /** The same for the outcome of one item. */
  noteOutcome(runId: string, item: number, outcome: ItemOutcome): void;
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
  // A run that was active when the application ended waits for the user, or stays stopped where it failed.
  for (const [runId, run] of state.runs) {
    if (run.state !== "running") continue;
    const hasFailed = run.outcomes.some((outcome) => isFailure(outcome.state));
    state.take({ entry: "run-state", runId, state: hasFailed ? "stopped" : "paused", reason: interrupted });
  }
  log.recoverWith(() => [...state.entries()]);
  /** Memory is ahead of the disk: the next write writes everything. */
  let isBehind = false;
  /** Ids that still have to be removed from files that were set aside. */
  const erased = new Set<string>();
  const unsaved = createUnsavedNotice(
    {
      kind: "edits",
      title: "The drafts and the journal of writes could not be saved.",
      kept: "What was saved before is whole. Your changes are kept until you close the application, and what you discarded or removed is still on the disk. Saving is tried again.",
      savedAgain: "The drafts and the journal of writes are saved again.",
    },
    storage,
    () => void catchUp().catch(() => undefined),
  );
  const isForgetting = entries.some(({ entry }) => entry === "forgotten");
  if (isForgetting || log.byteLength > compactAbove) {
    await log
      .rewrite([...state.entries()])
      .catch((error: unknown) => storage.log.error("edits.log not made smaller", error));
  }
  /** Writes in progress: a rewrite must not leave out what one of them adds. */
  const writing = new Set<Promise<unknown>>();
  let clearing: Promise<void> | null = null;

  async function append(added: readonly EditEntry[]): Promise<void> {
    try {
      await Promise.all(added.map((entry) => log.append(entry)));
    } catch (error) {
      unsaved.failed(error);
      throw notSaved("an edit could not be written down", error);
    }
    unsaved.succeeded();
    for (const entry of added) state.take(entry);
  }

  async function rewriteWithout(connectionId: string): Promise<void> {
    while (writing.size > 0) await Promise.allSettled(writing);
    const over = [...state.runs.values()].filter((run) => run.plan.connectionId === connectionId && !isUnfinished(run));
    const runIds = new Set(over.map(({ plan }) => plan.runId));
    try {
      await log.rewrite([...state.entries()].filter((entry) => !runIds.has(runIdOf(entry) ?? "")));
      await log.removeEarlierLogs();
      await log.removeFromSetAside([connectionId, ...runIds]);
    } catch (error) {
      throw notSaved("the journal could not be cleared", error);
    }
    state.dropRuns(runIds);
  }

  /** Replaces the file by what is in memory, and removes erased edits from the files that were set aside. */
  async function writeAll(): Promise<void> {
    while (writing.size > 0) await Promise.allSettled(writing);
    isBehind = true;
    try {
      await log.rewrite([...state.entries()]);
      if (erased.size > 0) {
        await log.removeEarlierLogs();
        await log.removeFromSetAside([...erased]);
      }
    } catch (error) {
      unsaved.failed(error);
      throw error;
    }
    erased.clear();
    isBehind = false;
    unsaved.succeeded();
  }

  /** Only one runs at a time; other writes wait. */
  async function catchUp(): Promise<void> {
    while (clearing !== null) await clearing.catch(() => undefined);
    clearing = writeAll().finally(() => {
      clearing = null;
    });
    await clearing;
  }

  function notSaved(message: string, error: unknown): CallError {
    storage.log.error(message, error);
    return new CallError(
      "storage-failed",
      "This could not be saved on the disk, so nothing was done. Free some disk space, then try again.",
    );
  }

  async function write(added: readonly EditEntry[]): Promise<void> {
    if (isBehind) {
      await catchUp().catch((error: unknown) => {
        throw notSaved("an edit could not be written down", error);
      });
    }
    while (clearing !== null) await clearing.catch(() => undefined);
    const written = append(added);
    writing.add(written);
    try {
      await written;
    } finally {
      writing.delete(written);
    }
  }

  async function erase(draftIds: readonly string[]): Promise<void> {
    while (writing.size > 0) await Promise.allSettled(writing);
    state.eraseDrafts(new Set(draftIds));
    for (const draftId of draftIds) erased.add(draftId);
    await catchUp();
  }

  storage.health?.onFolderChanged(() => void catchUp().catch(() => undefined));

  return {
    drafts: state.drafts,
    runs: state.runs,
    async write(...added) {
      await write(added);
      const discarded = added.flatMap((each) => (each.entry === "run-state" ? state.discardedIn(each.runId) : []));
      if (discarded.length > 0) await erase(discarded).catch(() => undefined);
    },
    async saveDraft(draft) {
      try {
        await write([{ entry: "draft", draft }]);
      } catch (error) {
        state.take({ entry: "draft", draft });
        isBehind = true;
        if (!(error instanceof CallError)) throw error;
        throw new CallError(error.code, keptMessage);
      }
    },
    async discardDrafts(draftIds) {
      await erase(draftIds).catch(() => {
        throw new CallError("storage-failed", discardedMessage);
      });
    },
    async forget(connectionId) {
      while (writing.size > 0) await Promise.allSettled(writing);
      const gone = [...state.runs.values()].filter(({ plan }) => plan.connectionId === connectionId);
      for (const { plan } of gone) erased.add(plan.runId);
      erased.add(connectionId);
      state.take({ entry: "forgotten", connectionId });
      await catchUp().catch(() => undefined);
    },
    async clearJournal(connectionId) {
      while (clearing !== null) await clearing.catch(() => undefined);
      clearing = rewriteWithout(connectionId).finally(() => {
        clearing = null;
      });
      await clearing;
    },
    note: (runId, runState, reason) => state.take({ entry: "run-state", runId, state: runState, reason }),
    noteOutcome: (runId, item, outcome) => state.take({ entry: "ended", runId, item, outcome }),
    async close() {
      if (isBehind) await catchUp().catch(() => undefined);
      await clearing?.catch(() => undefined);
      unsaved.close();
      await log.close();
    },
  };
}

/** The run that an entry belongs to; null for drafts and for entries about a whole connection. */
function runIdOf(entry: EditEntry): string | null {
  switch (entry.entry) {
    case "run":
      return entry.run.runId;
    case "sending":
    case "ended":
    case "run-state":
    case "note":
      return entry.runId;
    case "draft":
    case "discarded":
    case "forgotten":
      return null;
  }
}

const keptMessage =
  "This could not be saved on the disk. It is kept until you close the application, and saving is tried again.";
const discardedMessage =
  "What you discarded could not be removed from the disk yet. It is removed when the folder can be written to.";
const interrupted = "The application ended while this was running.";

function parseEntry(entry: unknown): EditEntry | undefined {
  const parsed = editEntry.safeParse(entry);
  return parsed.success ? parsed.data : undefined;
}
