import type { CommitRequest, Draft, JournalEntry, RecordReading, Review, Run } from "#shared/edits.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { CallError } from "../call-error.ts";
import type { Connections } from "../connections/connections.ts";
import type { MeterStore } from "../exchanges/meter.ts";
import type { Ports } from "../ports.ts";
import type { StorageContext } from "../storage/durable-file.ts";
import { forecastRequests, prepareItem, prepareWipe, type PreparedItem } from "./build-review.ts";
import { resolveFields } from "./compare.ts";
import type { PlannedItem } from "./edit-entries.ts";
import { openEditLog, type KeptRun } from "./edit-log.ts";
import { executeRun } from "./execute.ts";
import type { Intended } from "./intended.ts";
import { inverseOf, listJournal } from "./journal.ts";
import { readForReview, readForWipe } from "./read-for-review.ts";
import type { RecordApi } from "./record-api.ts";

/** Reviews that were shown and can still be committed. */
const keptReviews = 20;

export interface Edits {
  /** One fresh GET, which is what editing starts from. */
  readRecord(connectionId: string, designator: string, signal: AbortSignal): Promise<RecordReading>;
  listDrafts(): Draft[];
  /** Resolves when the draft is on the disk. */
  saveDraft(draft: Omit<Draft, "savedAt">): Promise<Draft>;
  discardDrafts(draftIds: readonly string[]): Promise<void>;
  /** Reads everything that is to be changed, now, and says what a commit would do. Sends no write. */
  review(connectionId: string, draftIds: readonly string[], signal: AbortSignal): Promise<Review>;
  /** The review of taking back one write. */
  reviewUndo(entryId: string, signal: AbortSignal): Promise<Review>;
  /** Starts what a review showed and answers at once; news comes as `runChanged`. A review is committed once. */
  commit(request: CommitRequest): Promise<Run>;
  pause(runId: string): Run;
  stop(runId: string): Promise<Run>;
  /** Goes on with a run, after looking up what was cut off. */
  resume(runId: string): Promise<Run>;
  /** Those that are not over, oldest first. */
  listRuns(): Run[];
  listJournal(connectionId: string, limit: number): JournalEntry[];
  /** Pauses what is running, waits for the write that is on its way, and closes the files. */
  close(): Promise<void>;
}

export interface EditParts {
  readonly ports: Pick<Ports, "dataFolder" | "clock" | "random" | "emit" | "log">;
  readonly storage: StorageContext;
  readonly connections: Connections;
  readonly meter: MeterStore;
  readonly api: RecordApi;
}

interface ShownReview {
  readonly review: Review;
  readonly items: readonly PreparedItem[];
}

interface Execution {
  readonly controller: AbortController;
  readonly over: Promise<void>;
}

export async function openEdits({ ports, storage, connections, meter, api }: EditParts): Promise<Edits> {
  const { clock, random, emit } = ports;
  const log = await openEditLog(ports.dataFolder, storage);
  const shown = new Map<string, ShownReview>();
  const executions = new Map<string, Execution>();

  function runOf(runId: string): Run {
    const run = log.runs.get(runId);
    if (run === undefined) throw new CallError("not-found", "There is no such run.");
    return viewOf(run);
  }

  async function makeReview(
    connectionId: string,
    all: readonly Intended[],
    undoes: string | null,
    signal: AbortSignal,
  ): Promise<Review> {
    const connection = await connections.prepare(connectionId);
    meter.action(connectionId);
    const parts = { api, connectionId, gapMs: connection.gapMs, signal };
    const reads = await readForReview(parts, all);
    const items: PreparedItem[] = [];
    for (const [index, intended] of all.entries()) {
      const { change } = intended;
      const prepared =
        change.kind === "delete-all"
          ? prepareWipe(connection, intended, await readForWipe(parts, change.designator))
          : prepareItem(connection, intended, reads[index] ?? null);
      items.push(prepared);
    }
    const review: Review = {
      reviewId: random.uuid(),
      connectionId,
      readAt: clock.now(),
      items: items.map(({ item }) => item),
      wireRequests: forecastRequests(items.map(({ item }) => item)),
      gapMs: connection.gapMs,
      undoes,
    };
    shown.set(review.reviewId, { review, items });
    const [oldest] = shown.keys();
    if (shown.size > keptReviews && oldest !== undefined) shown.delete(oldest);
    return review;
  }

  function execute(runId: string): void {
    const controller = new AbortController();
    const halt = (): { state: "paused" | "stopped"; reason: string } =>
      controller.signal.reason === "stop"
        ? { state: "stopped", reason: "Stopped." }
        : { state: "paused", reason: "Paused." };
    const changed = (): void => emit("runChanged", runOf(runId));
    const over = executeRun({ api, log, clock, changed }, runId, { signal: controller.signal, halt })
      .catch((error: unknown) => {
        ports.log.error("a run of writes broke off", error);
      })
      .finally(() => executions.delete(runId));
    executions.set(runId, { controller, over });
  }

  /** While locked nothing begins, so that nothing is written down as begun. */
  function checkUnlocked(connectionId: string): void {
    if (connections.get(connectionId).unlockedUntil === null) {
      throw new CallError("writes-locked", "This connection is read-only. Unlock writes to commit.");
    }
  }

  return {
    readRecord(connectionId, designator, signal) {
      meter.action(connectionId);
      return api.read(connectionId, designator, signal);
    },

    listDrafts: () => [...log.drafts.values()],

    async saveDraft(given) {
      connections.get(given.connectionId);
      const draft = { ...given, savedAt: clock.now() };
      await log.write({ entry: "draft", draft });
      return draft;
    },

    async discardDrafts(draftIds) {
      const known = draftIds.filter((draftId) => log.drafts.has(draftId));
      await log.write(...known.map((draftId) => ({ entry: "discarded" as const, draftId })));
    },

    review(connectionId, draftIds, signal) {
      const all = draftIds.map((draftId): Intended => {
        const draft = log.drafts.get(draftId);
        if (draft === undefined || draft.connectionId !== connectionId) {
          throw new CallError("not-found", "There is no such draft.");
        }
        if (draft.unread !== null) {
          throw new CallError(
            "invalid-input",
            `${draft.change.designator}: the ${draft.unread.format} cannot be read.`,
          );
        }
        return { draftId, change: draft.change };
      });
      return makeReview(connectionId, all, null, signal);
    },

    reviewUndo(entryId, signal) {
      const { connectionId, changes } = inverseOf(log, entryId);
      const all = changes.map((change): Intended => ({ draftId: null, change }));
      return makeReview(connectionId, all, entryId, signal);
    },

    async commit(request) {
      const kept = shown.get(request.reviewId);
      if (kept === undefined) throw new CallError("not-found", "This review is over. Review the changes again.");
      const { review, items } = kept;
      const { connectionId } = review;
      checkUnlocked(connectionId);
      const planned = planItems(items, request);
      const runId = random.uuid();
      shown.delete(request.reviewId);
      const { gapMs, undoes } = review;
      const plan = { runId, connectionId, startedAt: clock.now(), gapMs, undoes, items: planned };
      await log.write({ entry: "run", run: plan });
      execute(runId);
      return runOf(runId);
    },

    pause(runId) {
      executions.get(runId)?.controller.abort("pause");
      return runOf(runId);
    },

    async stop(runId) {
      const running = executions.get(runId);
      if (running !== undefined) running.controller.abort("stop");
      else if (log.runs.get(runId)?.state === "paused") {
        await log.write({ entry: "run-state", runId, state: "stopped", reason: "Stopped." });
        emit("runChanged", runOf(runId));
      }
      return runOf(runId);
    },

    async resume(runId) {
      const { connectionId, state, items } = runOf(runId);
      if (executions.has(runId)) return runOf(runId);
      const settledBadly = items.some(({ outcome }) => ["refused", "moved", "not-executed"].includes(outcome.state));
      if (state === "finished" || settledBadly) {
        throw new CallError("invalid-input", "This run is over. Review the changes that are left again.");
      }
      checkUnlocked(connectionId);
      await log.write({ entry: "run-state", runId, state: "running", reason: "" });
      execute(runId);
      return runOf(runId);
    },

    listRuns: () => [...log.runs.values()].filter(({ state }) => state === "running" || state === "paused").map(viewOf),

    listJournal: (connectionId, limit) => listJournal(log, connectionId, limit),

    async close() {
      for (const { controller } of executions.values()) controller.abort("pause");
      await Promise.all([...executions.values()].map(({ over }) => over));
      await log.close();
    },
  };
}

function viewOf({ plan, revision, outcomes, state, reason }: KeptRun): Run {
  return {
    runId: plan.runId,
    revision,
    connectionId: plan.connectionId,
    startedAt: plan.startedAt,
    state,
    reason,
    items: plan.items.flatMap(({ draftId, kind, method, designator, title }, index) => {
      const outcome = outcomes[index];
      return outcome === undefined ? [] : [{ draftId, kind, method, designator, title, outcome }];
    }),
    undoes: plan.undoes,
  };
}

/** What a review's items become with the person's answers. Throws when an answer is missing: nothing is begun then. */
function planItems(items: readonly PreparedItem[], { choices, typedName }: CommitRequest): PlannedItem[] {
  const planned: PlannedItem[] = [];
  for (const [index, { item, intended, before, removed }] of items.entries()) {
    if (item.state !== "ready" && item.state !== "moved") continue;
    if (item.kind === "delete-all" && typedName !== item.designator) {
      throw new CallError("invalid-input", `Type ${item.designator} to delete everything in it.`);
    }
    const winners = new Map(
      choices.filter((choice) => choice.item === index).map(({ field, winner }) => [field, winner]),
    );
    const { fields, bodyFormat } = intended.change;
    const sent: readonly FieldPair[] | null =
      item.kind === "update" ? resolveFields(fields, item.fields, winners) : fields;
    if (sent === null)
      throw new CallError("invalid-input", "A field was changed by two people: choose which value wins.");
    const { draftId, kind, method, designator, title, undo } = item;
    planned.push({ draftId, kind, method, designator, title, bodyFormat, sent, before, removed, undo });
  }
  if (planned.length === 0) throw new CallError("invalid-input", "There is nothing to send.");
  return planned;
}
