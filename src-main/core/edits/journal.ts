import type { JournalChange, JournalCommit, JournalEntry, UndoForecast } from "#shared/edits.ts";
import { pieceOf } from "#shared/value-rows.ts";
import type { PlannedItem } from "./edit-entries.ts";
import type { EditLog } from "./edit-log.ts";
import { isEndedWell, type KeptRun } from "./edit-state.ts";
import { undoableOf, whyNotUndoable, writesAt } from "./undo.ts";
import { readUndone, takesBack, undoOf, writesOf, type KeptWrite, type Undone } from "./undone.ts";

/** Past writes on one connection, latest commit first; those of one commit in the order of sending. */
export function listJournal(log: EditLog, connectionId: string, limit: number, runId?: string): JournalEntry[] {
  const undone = readUndone(log);
  const entries: JournalEntry[] = [];
  const runs = [...log.runs.values()].filter(
    ({ plan }) => plan.connectionId === connectionId && (runId === undefined || plan.runId === runId),
  );
  for (const run of runs.toReversed()) {
    const writes = triedWrites(run);
    for (const write of runId === undefined ? writes.toReversed() : writes) {
      if (entries.length < limit) entries.push(entryOf(write, undone));
    }
  }
  return entries;
}

/** Past commits on one connection, latest first: one entry each, however many records they wrote. */
export function listCommits(log: EditLog, connectionId: string, limit: number): JournalCommit[] {
  const undone = readUndone(log);
  return [...log.runs.values()]
    .filter(({ plan }) => plan.connectionId === connectionId)
    .toReversed()
    .flatMap((run) => commitOf(log, run, undone) ?? [])
    .slice(0, limit);
}

/** What one write changed, with all of its values. */
export function getJournalChanges(log: EditLog, entryId: string): JournalChange[] {
  return writesAt(log, entryId).flatMap(({ item }) => changesOf(item));
}

/** The maximum length of a value in a list of hundreds of writes. */
const maxListed = 2_000;

function cutChange(change: JournalChange): JournalChange {
  const { name, before, after } = change;
  if ((before?.length ?? 0) <= maxListed && (after?.length ?? 0) <= maxListed) return change;
  const cut = (value: string | null): string | null => (value === null ? null : pieceOf(value, 0, maxListed));
  return { name, before: cut(before), after: cut(after), cut: true };
}

/** The writes that a commit reached. What was not sent is still a draft and is not in the journal. */
function triedWrites(run: KeptRun): KeptWrite[] {
  return writesOf(run).filter(({ outcome }) => outcome.state !== "waiting");
}

function entryOf(write: KeptWrite, undone: Undone): JournalEntry {
  const { entryId, run, item, outcome } = write;
  return {
    entryId,
    connectionId: run.plan.connectionId,
    at: outcome.at,
    kind: item.kind,
    method: item.method,
    designator: outcome.designator,
    title: item.title,
    state: outcome.state,
    wasSent: run.sent.has(write.index),
    message: outcome.message,
    changes: changesOf(item).map(cutChange),
    undo: undoOf(write),
    undone: undone.isUndone(write),
    undoes: run.plan.undoes,
  };
}

function commitOf(log: EditLog, run: KeptRun, undone: Undone): JournalCommit | null {
  const { plan, state, note } = run;
  const writes = triedWrites(run);
  const [first] = writes;
  if (first === undefined) return null;
  const kinds: JournalCommit["kinds"] = {};
  for (const { item } of writes) kinds[item.kind] = (kinds[item.kind] ?? 0) + 1;
  const stored = writes.filter(({ outcome, index }) => isEndedWell(outcome.state) && run.sent.has(index));
  const undoable = undoableOf(writes, undone);
  return {
    runId: plan.runId,
    connectionId: plan.connectionId,
    startedAt: plan.startedAt,
    state,
    note,
    undoes: plan.undoes,
    takesBack: takesBack(log, run),
    writes: writes.length,
    first: { method: first.item.method, designator: first.outcome.designator, title: first.item.title },
    kinds,
    only: writes.length === 1 ? entryOf(first, undone) : null,
    stored: stored.length,
    undone: stored.filter((write) => undone.isUndone(write)).length,
    isOpen: writes.some(({ outcome }) => outcome.state === "unknown" || outcome.state === "sending"),
    undoable: undoable.length,
    undo: forecastOf(undoable, () => whyNotUndoable(writes, undone)),
  };
}

/** The weakest promise among its writes: a commit can be undone exactly only if each of them can. */
function forecastOf(undoable: readonly KeptWrite[], whyNot: () => string): UndoForecast {
  const forecasts = undoable.map(undoOf);
  const [first] = forecasts;
  if (first === undefined) return { kind: "not", message: whyNot() };
  return forecasts.find(({ kind }) => kind === "new-id") ?? first;
}

/** Names of the fields in which a write differs from the record that Review read; none for deletions. */
export function changedNames(item: PlannedItem): string[] {
  return item.method === "DELETE" ? [] : changesOf(item).map(({ name }) => name);
}

function changesOf({ kind, sent, before }: PlannedItem): JournalChange[] {
  const earlier = new Map(before);
  if (kind === "delete") return before.map(([name, value]) => ({ name, before: value, after: null }));
  return sent
    .filter(([name, value]) => (earlier.get(name) ?? (kind === "create" ? "" : null)) !== value)
    .map(([name, value]) => ({ name, before: earlier.get(name) ?? null, after: value }));
}
