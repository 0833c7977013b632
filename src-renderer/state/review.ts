import { create } from "zustand";
import type { ItemState, Review, Run } from "#shared/edits.ts";
import type { FailureCode } from "#shared/reply.ts";
import { ApiError, call, onEvent } from "../api.ts";
import { editedRecordKey, journalKey, queryClient } from "../query.ts";
import { committed, discard, saveNow } from "./edits.ts";
import { report } from "./report.ts";
import { useShell, type Page } from "./shell.ts";
import { takeStored } from "./stored-values.ts";

/** What Review is about: drafts of one connection, or the taking back of a write. */
export type ReviewSubject =
  | {
      readonly kind: "drafts";
      readonly connectionId: string;
      readonly draftIds: readonly string[];
      /** A deletion that was only looked at is no draft that somebody would want back. */
      readonly dropsWhenClosed?: true;
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
    discard(open.subject.draftIds);
  }
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
  try {
    const run = await call("commitReview", { reviewId: review.reviewId, choices: answers, typedName });
    takeRun(run);
    show(review.reviewId, () => ({ state: "committed", subject, runId: run.runId }));
  } catch (error) {
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

/** Takes up what an earlier session left, and follows what runs; the returned function ends it. */
export function watchRuns(): () => void {
  report(call("listRuns", {}).then((runs) => runs.forEach(takeRun)));
  return onEvent("runChanged", takeRun);
}

function takeRun(run: Run): void {
  const known = useReview.getState().runs.get(run.runId);
  if (known !== undefined && known.revision > run.revision) return;
  // Only what is news: whoever edits one of the others again has begun another draft.
  const stored = run.items.filter(
    ({ outcome }, index) => isDone(outcome.state) && !isDone(known?.items[index]?.outcome.state),
  );
  committed(
    stored.flatMap(({ draftId }) => draftId ?? []),
    run.startedAt,
  );
  takeStored(run);
  void queryClient.invalidateQueries({ queryKey: journalKey(run.connectionId) });
  // Whoever edits one of these again starts from what the server has now.
  for (const { outcome } of stored) {
    void queryClient.invalidateQueries({ queryKey: editedRecordKey(run.connectionId, outcome.designator) });
  }
  useReview.setState(({ runs }) => ({ runs: new Map(runs).set(run.runId, run) }));
}

function isDone(state: ItemState | undefined): boolean {
  return state === "stored" || state === "altered";
}

function sentence(error: unknown): string {
  return error instanceof ApiError ? error.message : "Something in the application failed.";
}
