import { create } from "zustand";
import { useHistoryList } from "../../state/history-list.ts";
import { useShell } from "../../state/shell.ts";

/** The commits that are unfolded in the journal, by the ids of their runs. */
export const useOpenedCommits = create<{ readonly opened: ReadonlySet<string> }>()(() => ({ opened: new Set() }));

export function isCommitOpened(runId: string): boolean {
  return useOpenedCommits.getState().opened.has(runId);
}

export function openCommit(runId: string, isOpen: boolean): void {
  useOpenedCommits.setState(({ opened }) => {
    const next = new Set(opened);
    if (isOpen) next.add(runId);
    else next.delete(runId);
    return { opened: next };
  });
}

/** Goes to the journal, with this commit unfolded. */
export function showJournalEntry(runId: string): void {
  openCommit(runId, true);
  useHistoryList.getState().show("writes");
  useShell.getState().show("history");
}
