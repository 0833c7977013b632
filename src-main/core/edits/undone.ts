import type { ItemOutcome, UndoForecast } from "#shared/edits.ts";
import type { PlannedItem } from "./edit-entries.ts";
import type { EditLog } from "./edit-log.ts";
import { isEndedWell, isUnfinished, type KeptRun } from "./edit-state.ts";

/** One write of a run and where it is kept. */
export interface KeptWrite {
  readonly entryId: string;
  readonly run: KeptRun;
  readonly index: number;
  readonly item: PlannedItem;
  readonly outcome: ItemOutcome;
}

/** The undos of writes, by journal entry. */
export interface Undone {
  /** Every item that undoes this entry, including failed ones. */
  itemsOf(entryId: string): readonly KeptWrite[];
  isUndone(write: KeptWrite): boolean;
  /** Why the write cannot be undone now, given earlier undos; null if it can. */
  obstacle(write: KeptWrite): string | null;
}

function entryIdOf(runId: string, item: number): string {
  return `${runId}/${String(item)}`;
}

export function writesOf(run: KeptRun): KeptWrite[] {
  return run.plan.items.flatMap((item, index) => {
    const outcome = run.outcomes[index];
    return outcome === undefined ? [] : [{ entryId: entryIdOf(run.plan.runId, index), run, index, item, outcome }];
  });
}

/** Outcomes that changed the server's data, or may have. */
const carriedOut: ReadonlySet<string> = new Set(["stored", "altered", "unknown"]);

export const alreadyUndone = "It was undone already.";

/** How far a write can be undone, given its outcome. */
export function undoOf({ run, index, item, outcome }: KeptWrite): UndoForecast {
  if (!run.sent.has(index) || !carriedOut.has(outcome.state)) {
    return { kind: "not", message: "Nothing was changed, so there is nothing to undo." };
  }
  // While its id is unknown, its designator is the collection's: deleting that would empty the collection.
  if (item.kind === "create" && outcome.designator === item.designator) {
    return { kind: "not", message: "It is not known which record is the new one, so it cannot be undone." };
  }
  return item.undo;
}

export function readUndone(log: Pick<EditLog, "runs">): Undone {
  const byEntry = new Map<string, KeptWrite[]>();
  /** Entries that one run of their own has undone completely, whatever its Review left out. */
  const whole = new Set<string>();
  for (const run of log.runs.values()) {
    const { undoes } = run.plan;
    if (undoes === null) continue;
    if (run.outcomes.every(({ state }) => isEndedWell(state))) whole.add(undoes);
    for (const write of writesOf(run)) {
      const entryId = write.item.takesBack ?? undoes;
      byEntry.set(entryId, [...(byEntry.get(entryId) ?? []), write]);
    }
  }
  const itemsOf = (entryId: string): readonly KeptWrite[] => byEntry.get(entryId) ?? [];

  function isUndone({ entryId, item }: KeptWrite): boolean {
    if (whole.has(entryId)) return true;
    const done = itemsOf(entryId).filter(({ outcome }) => isEndedWell(outcome.state)).length;
    return done >= Math.max(1, item.removed.length);
  }

  return {
    itemsOf,
    isUndone,
    obstacle(write) {
      if (isUndone(write)) return alreadyUndone;
      const earlier = itemsOf(write.entryId);
      if (earlier.some(({ run }) => isUnfinished(run))) {
        return "Undoing it has begun. Go on with that commit, or stop it.";
      }
      const isOpen = earlier.some(({ outcome }) => outcome.state === "unknown");
      return isOpen ? "It is not known yet what became of undoing it. Look again there first." : null;
    },
  };
}

/** Whether a run undoes a commit. The undo of an undo does not: it carries out the commit again. */
export function takesBack(log: Pick<EditLog, "runs">, run: KeptRun): boolean {
  let depth = 0;
  let { undoes } = run.plan;
  while (undoes !== null) {
    depth += 1;
    const undone = log.runs.get(undoes) ?? log.runs.get(undoes.slice(0, Math.max(0, undoes.lastIndexOf("/"))));
    if (undone === undefined) break;
    ({ undoes } = undone.plan);
  }
  return depth % 2 === 1;
}
