import type { Run } from "#shared/edits.ts";
import { keysOf } from "../../commands.ts";
import { isNarrow } from "../../state/media.ts";
import { report } from "../../state/report.ts";
import { showRun, useReview } from "../../state/review.ts";
import { useShell } from "../../state/shell.ts";
import { showToast, dismissToast, useToast, type ToastAction } from "../../state/toast.ts";
import { isOver, resultToast, undoLabel } from "./result-words.ts";
import { commitNow, goBeside, undoCommit } from "./undo-commit.ts";

/** The toast of the latest commit. */
let said: number | null = null;

/** Shows a toast with Undo when a commit ends; the returned function unsubscribes. */
export function watchCommitEnds(): () => void {
  return useReview.subscribe(({ runs, open }, before) => {
    // The commit was undone, or another change is in Review: the toast would only cover it.
    if (open !== before.open && open?.state === "reading" && useToast.getState().toast?.id === said) dismissToast();
    if (runs === before.runs) return;
    for (const run of runs.values()) {
      const known = before.runs.get(run.runId);
      if (isOver(run) && (known === undefined || !isOver(known))) report(showEnd(run));
    }
  });
}

async function showEnd(run: Run): Promise<void> {
  const { connectionId, runId, state } = run;
  const commit = await commitNow(connectionId, runId);
  // In a narrow window the toast would cover the sheet, which says the same.
  if (isNarrow() && isOnScreen(runId)) return;
  const actions: ToastAction[] = [];
  if (!isOnScreen(runId)) {
    const label = "Show";
    actions.push({ label, run: () => showAgain(run) });
  }
  if (commit !== undefined && commit.undoable > 0) {
    const label = undoLabel({ ...run, state: "stopped" }, 1);
    const keys = keysOf(commit.takesBack ? "edits.redo" : "edits.undo");
    actions.push({ label, ...(keys === undefined ? {} : { keys }), run: () => undoCommit(connectionId, runId) });
  }
  showToast(resultToast(run), state === "stopped" ? "problem" : "ok", actions);
  said = useToast.getState().toast?.id ?? null;
}

function isOnScreen(runId: string): boolean {
  const { open, page } = useReview.getState();
  return open?.state === "committed" && open.runId === runId && page === useShell.getState().page;
}

function showAgain(run: Run): void {
  goBeside(run.connectionId);
  showRun(run);
}
