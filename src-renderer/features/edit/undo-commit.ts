import { useQuery } from "@tanstack/react-query";
import type { JournalCommit } from "#shared/edits.ts";
import { call } from "../../api.ts";
import { journalKey, queryClient, settingsNow } from "../../query.ts";
import { useCommand } from "../../state/command-bus.ts";
import { lastEditAt, redo, undo, useEdits } from "../../state/edits.ts";
import { report } from "../../state/report.ts";
import { openReview, useReview } from "../../state/review.ts";
import { useShell } from "../../state/shell.ts";
import { currentPlace, useWorkspace } from "../../state/workspace.ts";
import { turnTo } from "../connections/connection-actions.ts";
import { showToast } from "../../state/toast.ts";
import { nextRedo, nextUndo, type UndoStep } from "./undo-order.ts";

/** The maximum number of commits listed; older ones stay on the disk. */
const listed = 500;

/** Ctrl+Z does not reach back before the start: an earlier session is undone from the journal. */
const sessionStart = Date.now();

const queryOf = (connectionId: string) => ({
  queryKey: [...journalKey(connectionId), "commits"],
  queryFn: () => call("listCommits", { connectionId, limit: listed }),
});

/** The commits of a connection, latest first; undefined until the main process replied. */
export function useCommits(connectionId: string): readonly JournalCommit[] | undefined {
  return useQuery({ ...queryOf(connectionId), enabled: connectionId !== "" }).data;
}

export async function commitNow(connectionId: string, runId: string): Promise<JournalCommit | undefined> {
  const commits = await queryClient.fetchQuery(queryOf(connectionId));
  return commits.find((commit) => commit.runId === runId);
}

/** Opens the Review of undoing a commit, on its connection. This sends nothing. */
export function undoCommit(connectionId: string, runId: string): void {
  goBeside(connectionId);
  report(openReview({ kind: "undo", connectionId, entryId: runId }));
}

/** Goes to where the sheet of this connection can be shown: beside its data, or beside its journal. */
export function goBeside(connectionId: string): void {
  const { page, welcome, show, showWelcome } = useShell.getState();
  const here = currentPlace(useWorkspace.getState())?.connectionId ?? settingsNow()?.lastConnectionId;
  if (here !== connectionId) turnTo(connectionId);
  if (welcome) showWelcome(false);
  if (page === "doctor" || page === "settings") show("explore");
}

/** A commit that ended a moment ago counts too: while the list of commits is loading, Undo waits for it. */
async function commitsNow(connectionId: string): Promise<readonly JournalCommit[]> {
  if (connectionId === "") return [];
  const query = queryOf(connectionId);
  const known = queryClient.getQueryState<readonly JournalCommit[]>(query.queryKey);
  if (known?.data !== undefined && known.fetchStatus === "idle" && !known.isInvalidated) return known.data;
  // Edits that were not sent can be undone without the list.
  return await queryClient.fetchQuery(query).catch(() => known?.data ?? []);
}

const stepBack = (commits: readonly JournalCommit[]): UndoStep =>
  nextUndo({ commits, sessionStart, editedAt: lastEditAt(useEdits.getState().done) });
const stepForth = (commits: readonly JournalCommit[]): UndoStep =>
  nextRedo({ commits, sessionStart, canRedoEdit: useEdits.getState().undone.length > 0 });

const nothingBack = "There is nothing to undo.";
const nothingForth = "There is nothing to redo.";

function take(step: UndoStep, edit: () => void, nothing: string): void {
  switch (step.kind) {
    case "edit":
      return edit();
    case "commit":
      return undoCommit(step.connectionId, step.runId);
    case "blocked":
      return showToast(step.reason, "later");
    case "nothing":
      return showToast(nothing, "later");
  }
}

/**
 * Undo and redo go back over what was done in this window and on this connection, the latest first: an edit that was
 * not sent is reverted, a commit opens the Review of its inverse.
 */
export function useUndoCommands(connectionId = ""): void {
  useEdits((state) => state.done);
  useEdits((state) => state.undone);
  const { data: commits = [], isFetching } = useQuery({ ...queryOf(connectionId), enabled: connectionId !== "" });
  const isRunning = useReview(({ runs }) =>
    [...runs.values()].some((run) => run.connectionId === connectionId && run.state === "running"),
  );
  // The list of commits is not loaded yet.
  const mayDo = isFetching || isRunning;
  const press = async (next: typeof stepBack, edit: () => void, nothing: string): Promise<void> =>
    take(next(await commitsNow(connectionId)), edit, nothing);
  const canUndo = mayDo || stepBack(commits).kind !== "nothing";
  const canRedo = mayDo || stepForth(commits).kind !== "nothing";
  useCommand("edits.undo", () => report(press(stepBack, undo, nothingBack)), canUndo ? undefined : nothingBack);
  useCommand("edits.redo", () => report(press(stepForth, redo, nothingForth)), canRedo ? undefined : nothingForth);
}
