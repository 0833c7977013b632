import type { TaggedTest } from "../security/tagged-tests.ts";
import type { Task } from "./tasks.ts";

export interface TaskCount {
  readonly all: number;
  /** Tasks that a journey did in the stated number of actions on each host, and open tasks. */
  readonly counted: number;
  /** Tasks that count as open, each as a sentence. */
  readonly open: readonly string[];
  /** Tasks whose journeys were skipped because this computer lacks something. They are named, but are not failures. */
  readonly untried: readonly string[];
  /** Why a task does not count, or a journey has no task. */
  readonly gaps: readonly string[];
}

/** Counts tasks by their journeys. Without an Electron runtime, no journey is expected to pass in it. */
export function countTasks(tasks: readonly Task[], journeys: readonly TaggedTest[], hasElectron: boolean): TaskCount {
  const hosts = hasElectron ? (["browser", "electron"] as const) : (["browser"] as const);
  const open: string[] = [];
  const untried: string[] = [];
  const gaps: string[] = [];
  for (const { id, what, openUntil } of tasks) {
    const own = journeys.filter((journey) => journey.id === id);
    if (openUntil !== undefined && own.length === 0) {
      open.push(`task ${id} is open until ${openUntil}: ${what}`);
      continue;
    }
    const lacks = hosts.flatMap((host) =>
      lackOf(
        own.filter(({ place }) => place === host).map(({ outcome }) => outcome),
        host,
      ),
    );
    if (lacks.length === 0) continue;
    const list = lacks.every(({ isUntried }) => isUntried) ? untried : gaps;
    list.push(`task ${id} (${what}): ${lacks.map(({ text }) => text).join(", ")}`);
  }
  const known = new Set(tasks.map(({ id }) => id));
  const strangers = new Set(journeys.map(({ id }) => id).filter((id) => !known.has(id)));
  for (const id of strangers) gaps.push(`task ${id}: a journey names it, and the list has no such task`);
  return {
    all: tasks.length,
    counted: tasks.length - gaps.length - untried.length + strangers.size,
    open,
    untried,
    gaps,
  };
}

function lackOf(
  outcomes: readonly TaggedTest["outcome"][],
  host: string,
): readonly { readonly text: string; readonly isUntried: boolean }[] {
  if (outcomes.includes("failed")) return [{ text: `a journey failed (${host})`, isUntried: false }];
  if (outcomes.includes("passed")) return [];
  return outcomes.length > 0
    ? [{ text: `its journeys were skipped (${host})`, isUntried: true }]
    : [{ text: `no journey ran (${host})`, isUntried: false }];
}
