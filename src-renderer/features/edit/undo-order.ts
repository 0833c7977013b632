import type { JournalCommit } from "#shared/edits.ts";

/** What Undo or Redo does next. */
export type UndoStep =
  | { readonly kind: "edit" }
  | { readonly kind: "commit"; readonly connectionId: string; readonly runId: string }
  /** The latest action cannot be undone. An older one is not undone in its place. */
  | { readonly kind: "blocked"; readonly reason: string }
  | { readonly kind: "nothing" };

interface Past {
  /** Latest first. */
  readonly commits: readonly JournalCommit[];
  /** Milliseconds since the epoch; older commits are undone from the journal only. */
  readonly sessionStart: number;
}

const nothing: UndoStep = { kind: "nothing" };

function stepOf({ connectionId, runId, undoable, undo }: JournalCommit): UndoStep {
  return undoable > 0 ? { kind: "commit", connectionId, runId } : { kind: "blocked", reason: undo.message };
}

/** Something of it is stored and was not undone. */
function isStanding({ stored, undone }: JournalCommit): boolean {
  return stored > undone;
}

/** The latest action: an edit that was not sent, or a commit that was not undone. Undos are not undone by it. */
export function nextUndo({ commits, sessionStart, editedAt }: Past & { readonly editedAt: number | null }): UndoStep {
  const commit = commits.find((each) => !each.takesBack && isStanding(each) && each.startedAt >= sessionStart);
  if (commit === undefined) return editedAt === null ? nothing : { kind: "edit" };
  return editedAt !== null && editedAt >= commit.startedAt ? { kind: "edit" } : stepOf(commit);
}

/** The latest action that was undone. A new commit clears the redo list, as a new edit does. */
export function nextRedo({ commits, sessionStart, canRedoEdit }: Past & { readonly canRedoEdit: boolean }): UndoStep {
  if (canRedoEdit) return { kind: "edit" };
  const newest = commits.findIndex(({ undoes }) => undoes === null);
  const since = newest === -1 ? commits : commits.slice(0, newest);
  const undo = since.find((each) => each.takesBack && isStanding(each) && each.startedAt >= sessionStart);
  return undo === undefined ? nothing : stepOf(undo);
}
