import type { ItemState, Run } from "#shared/edits.ts";
import type { FailureCode } from "#shared/reply.ts";
import { formatAmount } from "../response/format.ts";
import { countsOf, hasOpenOutcome } from "./review-words.ts";
import { carriedOutWords } from "./state-words.ts";

function countIn(items: Run["items"], state: ItemState): number {
  return items.filter(({ outcome }) => outcome.state === state).length;
}

/** Stop was pressed. Only a write that is being sent is waited for. */
export function stoppingWords(run: Pick<Run, "items">): string {
  return countIn(run.items, "sending") > 0
    ? "Stopping. The write on its way has 10 s to end."
    : "Stopping. Nothing more is sent.";
}

/** The text at the foot of a running commit. */
export function runningFootWords(run: Run): string {
  if (run.stopping) return stoppingWords(run);
  return run.looking ? "Only reads. Nothing is sent again." : "Stops at the first failure";
}

/** The state of a commit so far: what was carried out, and every other outcome by name. */
export function runSentence(run: Run): string {
  const { items, state, looking } = run;
  const { altered } = countsOf(run);
  const isRunning = state === "running";
  const open = countIn(items, "unknown") + countIn(items, "sending");
  if (isRunning && looking) return `Finding out what became of ${formatAmount(open, "change")}.`;
  const done = carriedOutWords(items);
  const parts = [done === "" ? (isRunning ? "Nothing is carried out yet." : "") : `${done}.`];
  if (altered > 0) parts.push(`${String(altered)} ${altered === 1 ? "was" : "were"} stored differently by the server.`);
  if (!isRunning) parts.push(...leftWords(items, state === "paused"));
  return parts.filter((part) => part !== "").join(" ");
}

/** What was not carried out, by what is known about it. */
function leftWords(items: Run["items"], isPaused: boolean): string[] {
  const open = countIn(items, "unknown") + countIn(items, "sending");
  const counts: readonly (readonly [count: number, words: string])[] = [
    [open, "sent, outcome not known"],
    [countIn(items, "refused"), "refused by the server"],
    [countIn(items, "moved"), "not sent, changed elsewhere"],
    [countIn(items, "not-executed"), "not carried out"],
    [countIn(items, "waiting"), isPaused ? "waiting" : "not sent"],
  ];
  return counts.filter(([count]) => count > 0).map(([count, words]) => `${String(count)} ${words}.`);
}

/** The title of the sheet of a commit. */
export function runTitle({ state, looking, undoes, takesBack, items }: Run): string {
  const changes = formatAmount(items.length, "change");
  const what = undoes === null ? changes : `the ${takesBack === false ? "redo" : "undo"} of ${changes}`;
  switch (state) {
    case "running":
      return `${looking ? "Looking up" : "Committing"} ${what}`;
    case "paused":
      return `Paused: ${what}`;
    case "stopped":
      return `Stopped: ${what}`;
    case "finished":
      return `Committed ${what}`;
  }
}

/** What a commit that failed to start has sent. After these errors the reply was lost, so it is not known. */
const unheard: ReadonlySet<FailureCode> = new Set(["internal", "ended-by-application", "cancelled"]);

export function commitProblemWords(code: FailureCode | undefined): string {
  return code === undefined || unheard.has(code)
    ? "It is not known whether the commit began. History, under Writes, shows what was sent."
    : "Nothing was sent.";
}

/** The strip of a running commit whose report is not on screen. */
export function runningStripTitle(run: Run, connectionName: string): string {
  const { left } = countsOf(run);
  return run.looking
    ? `What became of a commit on ${connectionName} is being looked up.`
    : `A commit on ${connectionName} is running: ${formatAmount(left, "change")} left.`;
}

/** The text below the title of the strip of a waiting commit. */
export function waitingStripWords(run: Run): string {
  const done = carriedOutWords(run.items);
  const lookUp = hasOpenOutcome(run) ? "What was cut off is looked up before anything is sent." : "";
  return [run.reason, done === "" ? "" : `${done}.`, lookUp].filter((part) => part !== "").join(" ");
}
