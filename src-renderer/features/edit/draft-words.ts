import type { ChangeKind, Draft, ItemState, Run } from "#shared/edits.ts";
import { formatAmount } from "../response/format.ts";
import { outcomeWord } from "./state-words.ts";

/** The outcome of the latest commit for a draft, while the draft has not been changed since. */
export interface DraftOutcome {
  readonly state: ItemState;
  readonly wasSent: boolean | undefined;
  readonly runState: Run["state"];
}

/**
 * The outcome of the latest commit of a draft; null when it was never committed or has been changed since. `draft` is
 * null after it was carried out: then only the outcome is left.
 */
export function draftOutcome(
  draftId: string,
  draft: Pick<Draft, "savedAt"> | null,
  isUnsaved: boolean,
  runs: Iterable<Run>,
): DraftOutcome | null {
  let latest: DraftOutcome | null = null;
  let startedAt = -1;
  for (const run of runs) {
    const item = run.items.find((each) => each.draftId === draftId);
    if (item === undefined || run.startedAt < startedAt) continue;
    startedAt = run.startedAt;
    latest = { state: item.outcome.state, wasSent: item.wasSent, runState: run.state };
  }
  const isNewer = draft !== null && (isUnsaved || draft.savedAt > startedAt);
  return isNewer ? null : latest;
}

/** What the bar below a table knows about the drafts of its connection. */
export interface PendingFacts {
  readonly isOnDisk: boolean;
  /** Number of fields with values that the server would refuse. */
  readonly wrong: number;
  /** One entry per draft; null for a draft that was never part of a commit. */
  readonly outcomes: readonly (DraftOutcome | null)[];
}

/** The sentence beside the counts of pending changes. */
export function pendingWords({ isOnDisk, wrong, outcomes }: PendingFacts): {
  readonly text: string;
  readonly isProblem: boolean;
} {
  if (!isOnDisk) return { text: "Not saved on the disk.", isProblem: true };
  if (wrong > 0)
    return { text: `${formatAmount(wrong, "field")} ${wrong === 1 ? "is" : "are"} wrong.`, isProblem: true };
  return { text: sentWords(outcomes), isProblem: false };
}

function sentWords(outcomes: readonly (DraftOutcome | null)[]): string {
  const found = outcomes.filter((each) => each !== null);
  const count = (is: (each: DraftOutcome) => boolean): number => found.filter(is).length;
  const parts = (counts: readonly (readonly [number, string])[]): string =>
    counts
      .filter(([amount]) => amount > 0)
      .map(([amount, words]) => `${String(amount)} ${words}`)
      .join(", ");
  if (found.some(({ runState }) => runState === "running")) {
    const sending = count(({ state, runState }) => runState === "running" && state === "sending");
    const waiting = count(({ state, runState }) => runState === "running" && state === "waiting");
    const how = parts([
      [sending, sending === 1 ? "is on its way" : "are on their way"],
      [waiting, waiting === 1 ? "waits" : "wait"],
    ]);
    return how === "" ? "A commit is running." : `A commit is running: ${how}.`;
  }
  const unknown = count(({ state }) => state === "unknown" || state === "sending");
  if (unknown > 0) {
    return unknown === 1
      ? "1 was sent. Its outcome is not known."
      : `${String(unknown)} were sent. Their outcome is not known.`;
  }
  const refused = count(({ state }) => state === "refused");
  if (refused > 0) return `${String(refused)} ${refused === 1 ? "was" : "were"} sent and refused by the server.`;
  const inVain = count(({ state, wasSent }) => state === "not-executed" && wasSent !== false);
  if (inVain > 0) return `${String(inVain)} ${inVain === 1 ? "was" : "were"} sent and not carried out.`;
  if (count(({ state, runState }) => runState === "paused" && state === "waiting") > 0)
    return "A commit of them is paused.";
  return "Nothing has been sent.";
}

/** What the status bar of a prepared change knows. */
export interface DraftStatusFacts {
  readonly kind: ChangeKind;
  readonly designator: string;
  readonly hasDraft: boolean;
  readonly outcome: DraftOutcome | null;
}

export interface DraftStatus {
  readonly lamp: "idle" | "good" | "bad";
  readonly title: string;
  readonly detail: string;
}

/** The status bar of a change that is prepared, being sent, or carried out. */
export function draftStatus({ kind, designator, hasDraft, outcome }: DraftStatusFacts): DraftStatus {
  if (outcome === null) {
    const detail = hasDraft ? "A draft. No write has been made." : "Nothing was changed.";
    return { lamp: "idle", title: "Not sent", detail };
  }
  const title = outcomeWord({ kind, designator, ...outcome });
  switch (outcome.state) {
    case "waiting":
      return outcome.runState === "running" || outcome.runState === "paused"
        ? { lamp: "idle", title, detail: `Part of a commit that is ${outcome.runState}. It was not sent yet.` }
        : { lamp: "idle", title, detail: "A draft. Its commit stopped before it was sent." };
    case "sending":
      return outcome.runState === "running"
        ? { lamp: "idle", title, detail: "The write is on its way." }
        : { lamp: "bad", title, detail: "It was sent, and it is not known whether it was carried out." };
    case "stored":
      return {
        lamp: "good",
        title,
        detail: outcome.wasSent === false ? "Nothing had to be sent." : "Read back and compared.",
      };
    case "altered":
      return { lamp: "bad", title, detail: "Read back: the server has something other than what was sent." };
    case "refused":
      return { lamp: "bad", title, detail: "It was sent, and the server refused it." };
    case "moved":
      return { lamp: "bad", title, detail: "The record changed on the server, so nothing was sent." };
    case "unknown":
      return { lamp: "bad", title, detail: "It was sent, and it is not known whether it was carried out." };
    case "not-executed":
      return outcome.wasSent === false
        ? { lamp: "bad", title, detail: "The write was not sent." }
        : { lamp: "bad", title, detail: "The write changed nothing." };
  }
}
