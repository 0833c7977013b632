import { create } from "zustand";
import type { Draft, Review, Run } from "#shared/edits.ts";
import type { FailureCode } from "#shared/reply.ts";
import { ApiError, call, onEvent } from "../api.ts";
import { editedRecordKey, journalKey, queryClient } from "../query.ts";
import { committed, put, saveNow } from "./edits.ts";
import { observe } from "./observing.ts";
import { answerCommit, askForCommit, endOwnCommit } from "./own-commits.ts";
import { report } from "./report.ts";
import { useShell, type Page } from "./shell.ts";
import { isProven, observationsOfRun } from "./observed.ts";

/** What Review is about: drafts of one connection, or the undoing of a commit (by its run) or one write (by its entry). */
export type ReviewSubject =
  | {
      readonly kind: "drafts";
      readonly connectionId: string;
      readonly draftIds: readonly string[];
      /** A deletion that was only looked at is no draft that somebody would want back. */
      readonly dropsWhenClosed?: true;
      /** The change of that record that the deletion took the place of, and that comes back then. */
      readonly replaced?: Draft;
    }
  | { readonly kind: "undo"; readonly connectionId: string; readonly entryId: string };

/** The person's answers, by item and field. */
export type Choices = ReadonlyMap<string, "server" | "mine">;

export type OpenReview =
  | { readonly state: "reading"; readonly subject: ReviewSubject; readonly startedAt: number }
  | { readonly state: "failed"; readonly subject: ReviewSubject; readonly message: string }
  | {
      readonly state: "shown";
      readonly subject: ReviewSubject;
      readonly review: Review;
      readonly choices: Choices;
      readonly typedName: string;
      /** Why the commit did not begin; null when nothing stood in the way. */
      readonly problem: string | null;
      /** Of what the main process replied; absent where nothing came from it. */
      readonly problemCode?: FailureCode | undefined;
    }
  | { readonly state: "committed"; readonly subject: ReviewSubject; readonly runId: string };

interface ReviewState {
  readonly open: OpenReview | null;
  /** The page it was opened on; the sheet stays beside what it is about. */
  readonly page: Page;
  /** Runs of this session and those an earlier one left, by their id. */
  readonly runs: ReadonlyMap<string, Run>;
}

/** The Review sheet and the commits that came of it. */
export const useReview = create<ReviewState>()(() => ({ open: null, page: "explore", runs: new Map() }));

let reading: AbortController | null = null;
/** The review whose commit was asked for and not answered yet: a second press asks for nothing. */
let committing: string | null = null;

export function choiceKey(item: number, field: string): string {
  return `${String(item)} ${field}`;
}

/** Reads everything again and shows what a commit would do. Sends no write. */
export async function openReview(subject: ReviewSubject): Promise<void> {
  reading?.abort();
  const controller = new AbortController();
  reading = controller;
  useReview.setState({ open: { state: "reading", subject, startedAt: Date.now() }, page: useShell.getState().page });
  try {
    const review = await read(subject, controller.signal);
    if (controller.signal.aborted) return;
    const open = { state: "shown", subject, review, choices: new Map(), typedName: "", problem: null } as const;
    useReview.setState({ open });
  } catch (error) {
    if (controller.signal.aborted) return;
    useReview.setState({ open: { state: "failed", subject, message: sentence(error) } });
  }
}

async function read(subject: ReviewSubject, signal: AbortSignal): Promise<Review> {
  if (subject.kind === "undo") return call("reviewUndo", { entryId: subject.entryId }, signal);
  await saveNow(subject.draftIds);
  const { connectionId, draftIds } = subject;
  return call("reviewChanges", { connectionId, draftIds: [...draftIds] }, signal);
}

/** Closes the sheet; a commit that runs goes on. */
export function closeReview(): void {
  reading?.abort();
  const { open } = useReview.getState();
  useReview.setState({ open: null });
  if (open?.subject.kind === "drafts" && open.subject.dropsWhenClosed && open.state !== "committed") {
    const { draftIds, replaced = null } = open.subject;
    put(draftIds.map((draftId) => ({ draftId, draft: replaced?.draftId === draftId ? replaced : null })));
  }
}

/**
 * Takes drafts out of what the sheet shows, without reading the others again. The returned function puts them back as
 * long as the sheet shows nothing else.
 */
export async function leaveOut(draftIds: readonly string[]): Promise<() => void> {
  const { open } = useReview.getState();
  const without = new Set<string | null>(draftIds);
  if (open?.state !== "shown") return () => undefined;
  if (open.review.items.every(({ draftId }) => without.has(draftId))) {
    closeReview();
    return () => undefined;
  }
  const before = open.review;
  const review = await call("narrowReview", { reviewId: before.reviewId, leaveOut: [...draftIds] });
  const answered = open.choices;
  const showInstead = (shown: Review, next: Review, known: Choices): void =>
    show(shown.reviewId, (latest) => ({
      ...latest,
      review: next,
      choices: new Map([...known, ...choicesFor(next, latest.review, latest.choices)]),
      problem: null,
    }));
  showInstead(before, review, new Map());
  return () => showInstead(review, before, answered);
}

/** The answers of one review under the places that its items have in another one. */
function choicesFor(review: Review, before: Review, choices: Choices): Choices {
  const places = new Map(before.items.map(({ draftId }, item) => [draftId, item]));
  const moved = new Map<string, "server" | "mine">();
  for (const [item, { draftId, fields }] of review.items.entries()) {
    const from = places.get(draftId);
    for (const { name } of fields) {
      const winner = from === undefined ? undefined : choices.get(choiceKey(from, name));
      if (winner !== undefined) moved.set(choiceKey(item, name), winner);
    }
  }
  return moved;
}

export function choose(item: number, field: string, winner: "server" | "mine"): void {
  useReview.setState(({ open }) =>
    open?.state === "shown"
      ? { open: { ...open, choices: new Map(open.choices).set(choiceKey(item, field), winner) } }
      : {},
  );
}

export function typeName(typedName: string): void {
  useReview.setState(({ open }) => (open?.state === "shown" ? { open: { ...open, typedName } } : {}));
}

/** Sends what the sheet shows, once. */
export async function commit(): Promise<void> {
  const { open } = useReview.getState();
  if (open?.state !== "shown" || committing === open.review.reviewId) return;
  committing = open.review.reviewId;
  const { review, subject, choices, typedName } = open;
  const answers = review.items.flatMap(({ fields }, item) =>
    fields.flatMap(({ name }) => {
      const winner = choices.get(choiceKey(item, name));
      return winner === undefined ? [] : [{ item, field: name, winner }];
    }),
  );
  askForCommit(review.connectionId);
  try {
    const run = await call("commitReview", { reviewId: review.reviewId, choices: answers, typedName });
    answerCommit(review.connectionId, run.runId);
    takeRun(run);
    show(review.reviewId, () => ({ state: "committed", subject, runId: run.runId }));
  } catch (error) {
    answerCommit(review.connectionId, null);
    show(review.reviewId, (latest) => ({
      ...latest,
      problem: sentence(error),
      problemCode: error instanceof ApiError ? error.code : undefined,
    }));
  } finally {
    committing = null;
  }
}

/** Only while that review is still what the sheet shows: it may have been closed, or another one opened. */
function show(reviewId: string, next: (latest: Extract<OpenReview, { state: "shown" }>) => OpenReview): void {
  useReview.setState(({ open }) =>
    open?.state === "shown" && open.review.reviewId === reviewId ? { open: next(open) } : {},
  );
}

export function pauseRun(runId: string): void {
  report(call("pauseRun", { runId }).then(takeRun));
}

export function stopRun(runId: string): void {
  report(call("stopRun", { runId }).then(takeRun));
}

export function resumeRun(runId: string): void {
  report(call("resumeRun", { runId }).then(takeRun));
}

/** Keeps a note with a commit, in the journal. */
export async function noteCommit(runId: string, note: string): Promise<void> {
  takeRun(await call("noteCommit", { runId, note }));
}

/** Looks up, from the journal, what became of a write whose outcome is not known, and shows it. */
export function lookAgain(runId: string): void {
  const looking = call("resumeRun", { runId }).then((run) => {
    takeRun(run);
    showRun(run);
  });
  report(looking);
}

/** Shows how a commit goes, or went. */
export function showRun({ runId, connectionId, items, undoes }: Run): void {
  const subject: ReviewSubject =
    undoes === null
      ? { kind: "drafts", connectionId, draftIds: items.flatMap(({ draftId }) => draftId ?? []) }
      : { kind: "undo", connectionId, entryId: undoes };
  useReview.setState({ open: { state: "committed", subject, runId }, page: useShell.getState().page });
}

/** Takes up the commits that the main process knows. */
export function rereadRuns(): Promise<void> {
  return call("listRuns", {}).then((runs) => runs.forEach(takeRun));
}

let onOwnEnd = (_run: Run): void => {};

/**
 * Takes up what an earlier session left, and follows what runs; the returned function ends it. `onEnd` is called when a
 * commit that was begun in this window is over.
 */
export function watchRuns(onEnd: (run: Run) => void): () => void {
  onOwnEnd = onEnd;
  report(rereadRuns());
  return onEvent("runChanged", takeRun);
}

function takeRun(run: Run): void {
  const known = useReview.getState().runs.get(run.runId);
  if (known !== undefined && known.revision > run.revision) return endIfOver(known);
  // Only what is new: a user who edits one of the others again has begun another draft.
  const stored = run.items.filter(
    ({ outcome }, index) => isProven(outcome.state) && !isProven(known?.items[index]?.outcome.state),
  );
  committed(
    stored.flatMap(({ draftId }) => draftId ?? []),
    run.startedAt,
  );
  observe(observationsOfRun(run));
  // Not with every row: a commit of a thousand would read the journal a thousand times.
  if (known?.state !== run.state || known.note !== run.note) {
    void queryClient.invalidateQueries({ queryKey: journalKey(run.connectionId) });
  }
  // Whoever edits one of these again starts from what the server has now.
  for (const { outcome } of stored) {
    void queryClient.invalidateQueries({ queryKey: editedRecordKey(run.connectionId, outcome.designator) });
  }
  useReview.setState(({ runs }) => ({ runs: new Map(runs).set(run.runId, run) }));
  endIfOver(run);
}

function endIfOver(run: Run): void {
  const isOver = run.state === "finished" || run.state === "stopped";
  if (isOver && endOwnCommit(run.runId)) onOwnEnd(run);
}

function sentence(error: unknown): string {
  return error instanceof ApiError ? error.message : "Something in the application failed.";
}
