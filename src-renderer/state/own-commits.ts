/**
 * The commits that were begun in this window. Another tab hears of the same commits; what follows from one, such as
 * going to the new record, happens only where it was begun.
 */
const runs = new Set<string>();
/** By connection, how many were asked for and are not known by their id yet. */
const asked = new Map<string, number>();
const running = new Map<string, string>();

/** Called before a commit is asked for: its first events may come before its answer. */
export function askForCommit(connectionId: string): void {
  asked.set(connectionId, (asked.get(connectionId) ?? 0) + 1);
}

/** `runId` null: it did not begin. */
export function answerCommit(connectionId: string, runId: string | null): void {
  asked.set(connectionId, (asked.get(connectionId) ?? 1) - 1);
  if (runId === null) return;
  runs.add(runId);
  running.set(runId, connectionId);
}

/** Whether the run was begun here and is told to have ended for the first time. */
export function endOwnCommit(runId: string): boolean {
  running.delete(runId);
  return runs.delete(runId);
}

export function isCommitting(connectionId: string): boolean {
  return (asked.get(connectionId) ?? 0) > 0 || [...running.values()].includes(connectionId);
}
