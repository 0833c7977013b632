import { useQuery } from "@tanstack/react-query";
import type { JournalCommit } from "#shared/edits.ts";
import { call } from "../../api.ts";
import { journalKey, queryClient, settingsNow } from "../../query.ts";
import { useCommand } from "../../state/command-bus.ts";
import { lastEditAt, redo, undo, useEdits } from "../../state/edits.ts";
import { report } from "../../state/report.ts";
import { openReview } from "../../state/review.ts";
import { useShell } from "../../state/shell.ts";
import { currentPlace, useWorkspace } from "../../state/workspace.ts";
import { turnTo } from "../connections/connection-actions.ts";
import { say } from "../response/said.ts";
import { nextRedo, nextUndo, type UndoStep } from "./undo-order.ts";

/** Commits that are listed; older ones stay on the disk. */
const listed = 500;

/** Ctrl+Z does not reach back behind the start: what an earlier session did is undone from the journal. */
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

/** Opens the Review of undoing a commit, on its connection. Nothing is sent by it. */
export function undoCommit(connectionId: string, runId: string): void {
  goBeside(connectionId);
  report(openReview({ kind: "undo", connectionId, entryId: runId }));
}

/** Goes to where the sheet of this connection can be: beside its data, or beside its journal. */
export function goBeside(connectionId: string): void {
  const { page, welcome, show, showWelcome } = useShell.getState();
  const here = currentPlace(useWorkspace.getState())?.connectionId ?? settingsNow()?.lastConnectionId;
  if (here !== connectionId) turnTo(connectionId);
  if (welcome) showWelcome(false);
  if (page === "doctor" || page === "settings") show("explore");
}

/**
 * Undo and redo walk back over what was done in this window and on this connection, the latest first: an edit that was
 * not sent is put back, a commit opens the Review of its inverse.
 */
export function useUndoCommands(connectionId: string | undefined): void {
  const done = useEdits((state) => state.done);
  const undone = useEdits((state) => state.undone);
  const commits = useCommits(connectionId ?? "") ?? [];
  const since = { commits, sessionStart };
  const back = nextUndo({ ...since, editedAt: lastEditAt(done) });
  const forth = nextRedo({ ...since, canRedoEdit: undone.length > 0 });
  const take = (step: UndoStep, edit: () => void): void => {
    if (step.kind === "edit") edit();
    else if (step.kind === "commit") undoCommit(step.connectionId, step.runId);
    else if (step.kind === "blocked") say(step.reason, "later");
  };
  useCommand("edits.undo", () => take(back, undo), back.kind === "nothing" ? "There is nothing to undo." : undefined);
  useCommand("edits.redo", () => take(forth, redo), forth.kind === "nothing" ? "There is nothing to redo." : undefined);
}
