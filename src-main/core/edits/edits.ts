import { isDeepStrictEqual } from "node:util";
import type { Connection } from "#shared/connection.ts";
import type {
  CommitRequest,
  Draft,
  JournalChange,
  JournalCommit,
  JournalEntry,
  RecordReading,
  Review,
  Run,
} from "#shared/edits.ts";
import type { Backstop } from "../backstop.ts";
import { CallError } from "../call-error.ts";
import type { Connections } from "../connections/connections.ts";
import type { MeterStore } from "../exchanges/meter.ts";
import type { Ports } from "../ports.ts";
import type { StorageContext } from "../storage/storage-context.ts";
import { forecastRequests, prepareItem, prepareWipe, type PreparedItem } from "./build-review.ts";
import { planItems } from "./plan-items.ts";
import { openEditLog, type EditLog } from "./edit-log.ts";
import { isUnfinished } from "./edit-state.ts";
import type { Intended } from "./intended.ts";
import { getJournalChanges, listCommits, listJournal } from "./journal.ts";
import { readForReview, readForWipe } from "./read-for-review.ts";
import type { RecordApi } from "./record-api.ts";
import { createRuns } from "./runs.ts";
import { inverseOf, writesAt } from "./undo.ts";
import { takesBack } from "./undone.ts";

/** How many shown reviews can still be committed. */
const keptReviews = 20;

export interface Edits {
  /** Reads the record by one fresh GET, as the basis for editing. */
  readRecord(connectionId: string, designator: string, signal: AbortSignal): Promise<RecordReading>;
  listDrafts(): Draft[];
  /** Resolves when the draft is on disk. */
  saveDraft(draft: Omit<Draft, "savedAt">): Promise<Draft>;
  discardDrafts(draftIds: readonly string[]): Promise<void>;
  /** Reads everything that is to be changed and reports what a commit would do. Sends no write. */
  review(connectionId: string, draftIds: readonly string[], signal: AbortSignal): Promise<Review>;
  /** The review of undoing a whole commit, by its run id, or one of its writes, by its entry id. */
  reviewUndo(id: string, signal: AbortSignal): Promise<Review>;
  /** Derives a review from an earlier one without some of its drafts. Reads nothing. */
  narrowReview(reviewId: string, leaveOut: readonly string[]): Review;
  /** Starts the commit of a review and returns immediately; `runChanged` events follow. Each review commits once. */
  commit(request: CommitRequest): Promise<Run>;
  pause(runId: string): Run;
  stop(runId: string): Promise<Run>;
  /**
   * Resumes a paused run after looking up interrupted writes. For a stopped run it only looks up unknown outcomes and
   * sends nothing.
   */
  resume(runId: string): Promise<Run>;
  /** Unfinished runs, oldest first. */
  listRuns(): Run[];
  /** Single writes, latest commit first; those of one commit in the order of sending. */
  listJournal(connectionId: string, limit: number, runId?: string): JournalEntry[];
  listCommits(connectionId: string, limit: number): JournalCommit[];
  noteCommit(runId: string, note: string): Promise<Run>;
  getJournalChanges(entryId: string): JournalChange[];
  /** Forgets the finished writes of a connection. They can no longer be undone. */
  clearJournal(connectionId: string): Promise<void>;
  /** Throws while a commit runs on this connection, because it must not be removed then. */
  checkIdle(connectionId: string): void;
  /** Drops the drafts and the journal of a connection that was removed. */
  forget(connectionId: string): Promise<void>;
  /** Pauses running commits, waits for writes in flight, and closes the files. */
  close(): Promise<void>;
}

export interface EditParts {
  readonly ports: Pick<Ports, "dataFolder" | "clock" | "random" | "emit" | "log">;
  readonly storage: StorageContext;
  readonly connections: Connections;
  readonly meter: MeterStore;
  readonly api: RecordApi;
  readonly backstop: Backstop;
}

interface ShownReview {
  readonly review: Review;
  readonly account: string;
  readonly items: readonly PreparedItem[];
}

export async function openEdits({ ports, storage, connections, meter, api, backstop }: EditParts): Promise<Edits> {
  const { clock, random, emit } = ports;
  const log = await openEditLog(ports.dataFolder, storage);
  const shown = new Map<string, ShownReview>();
  const runs = createRuns({ api, log, clock, emit, diary: ports.log, backstop });

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
      ...(undoes === null ? {} : { redoes: isTakingBack(log, undoes) }),
    };
    return keep({ review, account: accountOf(connection), items });
  }

  function keep(latest: ShownReview): Review {
    shown.set(latest.review.reviewId, latest);
    const [oldest] = shown.keys();
    if (shown.size > keptReviews && oldest !== undefined) shown.delete(oldest);
    return latest.review;
  }

  function keptReview(reviewId: string): ShownReview {
    const kept = shown.get(reviewId);
    if (kept === undefined) throw new CallError("not-found", "This review is over. Review the changes again.");
    return kept;
  }

  /** Nothing begins while writes are locked, so nothing is recorded as begun. */
  function checkUnlocked(connectionId: string): void {
    if (connections.get(connectionId).unlockedUntil === null) {
      throw new CallError("writes-locked", "This connection is read-only. Unlock writes to commit.");
    }
  }

  function checkAccount(connectionId: string, account: string): void {
    if (accountOf(connections.get(connectionId)) === account) return;
    const message = "This connection leads to another server or account now. Review the changes again.";
    throw new CallError("invalid-input", message);
  }

  /** Refuses drafts that wait in another commit or have changed since the review. */
  function checkDrafts(items: readonly PreparedItem[]): void {
    const waiting = new Set(
      [...log.runs.values()].filter(isUnfinished).flatMap(({ plan }) => plan.items.map(({ draftId }) => draftId)),
    );
    for (const { intended } of items) {
      const { draftId, change } = intended;
      if (draftId === null) continue;
      if (waiting.has(draftId)) {
        const message = "This change waits in a commit that was interrupted. Go on with that one, or stop it.";
        throw new CallError("invalid-input", message);
      }
      if (!isDeepStrictEqual(log.drafts.get(draftId)?.change, change)) {
        throw new CallError("invalid-input", "A change is not as it was reviewed any more. Review the changes again.");
      }
    }
  }

  /** Nothing is undone twice, even if two Reviews of the same undo are open. */
  function checkUndo(undoes: string, items: readonly PreparedItem[]): void {
    const { all } = inverseOf(log, undoes);
    if (
      isDeepStrictEqual(
        all,
        items.map(({ intended }) => intended),
      )
    )
      return;
    throw new CallError("invalid-input", "Part of it was undone since this Review. Review the undo again.");
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
      await log.saveDraft(draft);
      return draft;
    },

    async discardDrafts(draftIds) {
      await log.discardDrafts(draftIds);
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

    reviewUndo(id, signal) {
      const { connectionId, all } = inverseOf(log, id);
      return makeReview(connectionId, all, id, signal);
    },

    narrowReview(reviewId, leaveOut) {
      const kept = keptReview(reviewId);
      const without = new Set(leaveOut);
      const items = kept.items.filter(({ item: { draftId } }) => draftId === null || !without.has(draftId));
      const shownItems = items.map(({ item }) => item);
      const wireRequests = forecastRequests(shownItems);
      return keep({
        ...kept,
        items,
        review: { ...kept.review, reviewId: random.uuid(), items: shownItems, wireRequests },
      });
    },

    async commit(request) {
      const kept = keptReview(request.reviewId);
      const { review, items, account } = kept;
      const { connectionId } = review;
      checkUnlocked(connectionId);
      checkAccount(connectionId, account);
      checkDrafts(items);
      if (review.undoes !== null) checkUndo(review.undoes, items);
      const planned = planItems(items, request);
      const runId = random.uuid();
      const { gapMs, undoes } = review;
      const plan = { runId, connectionId, account, startedAt: clock.now(), gapMs, undoes, items: planned };
      const run = await runs.begin(plan);
      shown.delete(request.reviewId);
      return run;
    },

    pause: (runId) => runs.pause(runId),
    stop: (runId) => runs.stop(runId),

    async resume(runId) {
      const { plan, state, outcomes } = runs.get(runId);
      if (runs.isRunning(runId)) return runs.view(runId);
      if (state === "paused") {
        checkUnlocked(plan.connectionId);
        checkAccount(plan.connectionId, plan.account);
        return runs.goOn(runId);
      }
      if (outcomes.some((outcome) => outcome.state === "unknown" || outcome.state === "sending")) {
        checkAccount(plan.connectionId, plan.account);
        return runs.look(runId);
      }
      throw new CallError("invalid-input", "This run is over. Review the changes that are left again.");
    },

    listRuns: () => [...log.runs.values()].filter(isUnfinished).map(({ plan }) => runs.view(plan.runId)),

    listJournal: (connectionId, limit, runId) => listJournal(log, connectionId, limit, runId),
    listCommits: (connectionId, limit) => listCommits(log, connectionId, limit),
    noteCommit: (runId, note) => runs.note(runId, note.trim()),
    getJournalChanges: (entryId) => getJournalChanges(log, entryId),

    async clearJournal(connectionId) {
      await log.clearJournal(connections.get(connectionId).connectionId);
      // A review that undoes a write that is now forgotten must not be committed.
      for (const [reviewId, { review }] of shown) {
        if (review.connectionId === connectionId && review.undoes !== null) shown.delete(reviewId);
      }
    },

    checkIdle(connectionId) {
      if (runs.isBusy(connectionId)) {
        throw new CallError("invalid-input", "A commit is running on this connection. Pause or stop it first.");
      }
    },

    async forget(connectionId) {
      for (const [reviewId, { review }] of shown) if (review.connectionId === connectionId) shown.delete(reviewId);
      await log.forget(connectionId);
    },

    async close() {
      await runs.close();
      await log.close();
    },
  };
}

/** Whether the commit or write to undo is itself an undo. */
function isTakingBack(log: EditLog, id: string): boolean {
  const [write] = writesAt(log, id);
  return write !== undefined && takesBack(log, write.run);
}

/** Identifies the server and account of a review. The practice server's address changes at each start. */
function accountOf({ practice, baseUrl, apiVersion, userName }: Connection): string {
  return JSON.stringify([practice ?? baseUrl, apiVersion, userName]);
}
