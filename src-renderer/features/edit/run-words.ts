import type { ItemState, Run } from "#shared/edits.ts";
import type { FailureCode } from "#shared/reply.ts";
import { formatAmount } from "../response/format.ts";
import { countsOf, hasOpenOutcome } from "./review-words.ts";
import { carriedOutWords } from "./state-words.ts";

function countIn(items: Run["items"], state: ItemState): number {
  return items.filter(({ outcome }) => outcome.state === state).length;
}

/** Stop was pressed. Only a write that is on its way is waited for. */
export function stoppingWords(run: Pick<Run, "items">): string {
  return countIn(run.items, "sending") > 0
    ? "Stopping. The write on its way has 10 s to end."
    : "Stopping. Nothing more is sent.";
}

/** At the foot of a commit that runs. */
export function runningFootWords(run: Run): string {
  if (run.stopping) return stoppingWords(run);
  return run.looking ? "Only reads. Nothing is sent again." : "Stops at the first failure";
}

/** What has become of a commit so far: what was carried out, and each other end by its name. */
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

/** What was not carried out, each by what is known of it. */
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

/** The head of the sheet of a commit. */
export function runTitle({ state, looking, undoes, items }: Run): string {
  const what = undoes === null ? formatAmount(items.length, "change") : "taking it back";
  switch (state) {
    case "running":
      return `${looking ? "Looking up" : "Committing"} ${what}`;
    case "paused":
      return `Paused: ${what}`;
    case "stopped":
      return `Stopped: ${what}`;
    case "finished":
      return undoes === null ? `Committed ${what}` : "Taken back";
  }
}

/** What a commit that did not begin as asked has sent. After these the reply was lost, so nobody knows. */
const unheard: ReadonlySet<FailureCode> = new Set(["internal", "ended-by-application", "cancelled"]);

export function commitProblemWords(code: FailureCode | undefined): string {
  return code === undefined || unheard.has(code)
    ? "It is not known whether the commit began. History, under Writes, shows what was sent."
    : "Nothing was sent.";
}

/** The strip of a commit that runs while its report is not on screen. */
export function runningStripTitle(run: Run, connectionName: string): string {
  const { left } = countsOf(run);
  return run.looking
    ? `What became of a commit on ${connectionName} is being looked up.`
    : `A commit on ${connectionName} is running: ${formatAmount(left, "change")} left.`;
}

/** Below the title of the strip of a commit that waits. */
export function waitingStripWords(run: Run): string {
  const done = carriedOutWords(run.items);
  const lookUp = hasOpenOutcome(run) ? "What was cut off is looked up before anything is sent." : "";
  return [run.reason, done === "" ? "" : `${done}.`, lookUp].filter((part) => part !== "").join(" ");
}
