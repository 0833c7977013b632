import type { Change, ItemOutcome, JournalChange, JournalEntry, UndoForecast } from "#shared/edits.ts";
import { pieceOf } from "#shared/value-rows.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { CallError } from "../call-error.ts";
import type { PlannedItem } from "./edit-entries.ts";
import type { EditLog } from "./edit-log.ts";
import { isEndedWell, isUnfinished, type KeptRun } from "./edit-state.ts";
import { collectionOf, recordDesignator, remadeFields } from "./intended.ts";

/** Outcomes that changed the server's data, or may have. */
const carriedOut: ReadonlySet<string> = new Set(["stored", "altered", "unknown"]);

/** Writes of the past on one connection, latest first. */
export function listJournal(log: EditLog, connectionId: string, limit: number): JournalEntry[] {
  const undone = undoneEntries(log);
  const entries: JournalEntry[] = [];
  for (const run of [...log.runs.values()].reverse()) {
    if (run.plan.connectionId !== connectionId) continue;
    for (let item = run.plan.items.length - 1; item >= 0 && entries.length < limit; item -= 1) {
      const entry = entryOf(run, item, undone);
      if (entry !== null) entries.push(entry);
    }
  }
  return entries;
}

/** What one write changed, with all of its values. */
export function getJournalChanges(log: EditLog, entryId: string): JournalChange[] {
  return changesOf(entryAt(log, entryId).item);
}

/** Characters of a value in a list of hundreds of writes. */
const maxListed = 2_000;

function cutChange(change: JournalChange): JournalChange {
  const { name, before, after } = change;
  if ((before?.length ?? 0) <= maxListed && (after?.length ?? 0) <= maxListed) return change;
  const cut = (value: string | null): string | null => (value === null ? null : pieceOf(value, 0, maxListed));
  return { name, before: cut(before), after: cut(after), cut: true };
}

function entryAt(log: EditLog, entryId: string) {
  const at = entryId.lastIndexOf("/");
  const run = log.runs.get(entryId.slice(0, at));
  const index = Number(entryId.slice(at + 1));
  const item = run?.plan.items[index];
  const outcome = run?.outcomes[index];
  if (run === undefined || item === undefined || outcome === undefined) {
    throw new CallError("not-found", "The journal has no such entry.");
  }
  return { run, index, item, outcome };
}

export function entryIdOf(runId: string, item: number): string {
  return `${runId}/${String(item)}`;
}

function undoneEntries(log: EditLog): ReadonlySet<string> {
  const undone = [...log.runs.values()].filter(({ outcomes }) => outcomes.every(({ state }) => isEndedWell(state)));
  return new Set(undone.flatMap(({ plan }) => (plan.undoes === null ? [] : [plan.undoes])));
}

function entryOf(run: KeptRun, index: number, undone: ReadonlySet<string>): JournalEntry | null {
  const { plan, outcomes, sent } = run;
  const item = plan.items[index];
  const outcome = outcomes[index];
  if (item === undefined || outcome === undefined || outcome.state === "waiting") return null;
  const entryId = entryIdOf(plan.runId, index);
  return {
    entryId,
    connectionId: plan.connectionId,
    at: outcome.at,
    kind: item.kind,
    method: item.method,
    designator: outcome.designator,
    title: item.title,
    state: outcome.state,
    wasSent: sent.has(index),
    message: outcome.message,
    changes: changesOf(item).map(cutChange),
    undo: undoOf(item, outcome, sent.has(index)),
    undone: undone.has(entryId),
    undoes: plan.undoes,
  };
}

function undoOf(item: PlannedItem, { state, designator }: ItemOutcome, wasSent: boolean): UndoForecast {
  if (!wasSent || !carriedOut.has(state)) {
    return { kind: "not", message: "Nothing was changed, so there is nothing to take back." };
  }
  // Its place is the collection as long as its id is not known: deleting that would empty it.
  if (item.kind === "create" && designator === item.designator) {
    return { kind: "not", message: "It is not known which record is the new one, so it cannot be taken back." };
  }
  return item.undo;
}

/** Why a write cannot be taken back at the moment, after what was done about it before; null when it can. */
export function undoObstacle(log: EditLog, entryId: string): string | null {
  if (undoneEntries(log).has(entryId)) return "It was taken back already.";
  const earlier = undosOf(log, entryId);
  if (earlier.some(isUnfinished)) return "Taking it back has begun. Go on with that commit, or stop it.";
  const isOpen = earlier.some(({ outcomes }) => outcomes.some(({ state }) => state === "unknown"));
  return isOpen ? "It is not known yet what became of taking it back. Look again there first." : null;
}

function undosOf(log: EditLog, entryId: string): KeptRun[] {
  return [...log.runs.values()].filter(({ plan }) => plan.undoes === entryId);
}

function changesOf({ kind, sent, before }: PlannedItem): JournalChange[] {
  const earlier = new Map(before);
  if (kind === "delete") return before.map(([name, value]) => ({ name, before: value, after: null }));
  return sent
    .filter(([name, value]) => (earlier.get(name) ?? (kind === "create" ? "" : null)) !== value)
    .map(([name, value]) => ({ name, before: earlier.get(name) ?? null, after: value }));
}

/** The changes that take a write back. Throws when it cannot be taken back. */
export function inverseOf(
  log: EditLog,
  entryId: string,
): { readonly connectionId: string; readonly changes: readonly Change[] } {
  const { run, index, item, outcome } = entryAt(log, entryId);
  const { kind, message } = undoOf(item, outcome, run.sent.has(index));
  if (kind === "not") throw new CallError("invalid-input", message);
  const obstacle = undoObstacle(log, entryId);
  if (obstacle !== null) throw new CallError("invalid-input", obstacle);
  const changes = withoutThose(inverseChanges(item, outcome), undosOf(log, entryId));
  return { connectionId: run.plan.connectionId, changes };
}

/** Of records that are made again one by one those that an earlier, stopped taking back has made are left out. */
function withoutThose(changes: Change[], earlier: readonly KeptRun[]): Change[] {
  const left = [...changes];
  for (const { plan, outcomes } of earlier) {
    for (const [index, made] of plan.items.entries()) {
      if (!isEndedWell(outcomes[index]?.state ?? "waiting")) continue;
      const fields = JSON.stringify(made.sent);
      const at = left.findIndex((change) => change.kind === "create" && JSON.stringify(change.fields) === fields);
      if (made.kind === "create" && at >= 0) left.splice(at, 1);
    }
  }
  return left;
}

function inverseChanges(item: PlannedItem, outcome: ItemOutcome): Change[] {
  const { title, bodyFormat } = item;
  switch (item.kind) {
    case "update": {
      // Three-way against what the write left, so that only its own changes go back and those of others stay.
      const before = new Map(item.before);
      const stored = new Map(outcome.proof.map((field) => [field.name, field.stored ?? ""]));
      const base = item.sent.map(([name, value]): FieldPair => [name, stored.get(name) ?? value]);
      const fields = item.sent.map(([name, value]): FieldPair => [name, before.get(name) ?? value]);
      return [{ kind: "update", designator: item.designator, title, base, fields, bodyFormat }];
    }
    case "create":
      return [{ kind: "delete", designator: outcome.designator, title, base: null, fields: [], bodyFormat }];
    case "delete":
      return [remake(collectionOf(item.designator), title, item.before, bodyFormat)];
    case "delete-all":
      return item.removed.map((record) =>
        remake(item.designator, titleOf(item.designator, record), record, bodyFormat),
      );
  }
}

function remake(
  designator: string,
  title: string,
  record: readonly FieldPair[],
  bodyFormat: Change["bodyFormat"],
): Change {
  return { kind: "create", designator, title, base: null, fields: remadeFields(designator, record), bodyFormat };
}

function titleOf(collection: string, record: readonly FieldPair[]): string {
  const name = record.find(([field]) => field.endsWith("_name"))?.[1];
  return name ?? recordDesignator(collection, record) ?? matchDesignator(collection)?.resource.path ?? "";
}
