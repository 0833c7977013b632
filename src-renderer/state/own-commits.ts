/**
 * The commits that were begun in this window. Other tabs receive the events of the same commits; a follow-up like
 * going to the new record happens only in the window that began it.
 */
const runs = new Set<string>();
/** By connection, the number of requested commits whose id is not known yet. */
const asked = new Map<string, number>();
const running = new Map<string, string>();

/** Called before a commit is requested: its first events may come before the reply. */
export function askForCommit(connectionId: string): void {
  asked.set(connectionId, (asked.get(connectionId) ?? 0) + 1);
}

/** `runId` null: the commit did not begin. */
export function answerCommit(connectionId: string, runId: string | null): void {
  asked.set(connectionId, (asked.get(connectionId) ?? 1) - 1);
  if (runId === null) return;
  runs.add(runId);
  running.set(runId, connectionId);
}

/** Whether the run was begun here and its end is reported for the first time. */
export function endOwnCommit(runId: string): boolean {
  running.delete(runId);
  return runs.delete(runId);
}

export function isCommitting(connectionId: string): boolean {
  return (asked.get(connectionId) ?? 0) > 0 || [...running.values()].includes(connectionId);
}
