import type { ChangeKind, ItemState, Run } from "#shared/edits.ts";
import { formatTime } from "../response/format.ts";

/** What the status bar of a change is computed from. */
export interface EditState {
  readonly kind: ChangeKind;
  /** When the change was typed last, milliseconds since the epoch; null when there is none. */
  readonly draftAt: number | null;
  /** What became of the last commit of this change; null when there was none in this session. */
  readonly last: LastCommit | null;
}

export interface LastCommit {
  readonly run: Run["state"];
  readonly item: ItemState;
  readonly at: number;
}

export interface EditWords {
  readonly lamp: "idle" | "good" | "bad";
  readonly outcome: string;
  readonly meaning: string;
}

/** What a change that is prepared, sent or done says of itself. */
export function editWords({ kind, draftAt, last }: EditState): EditWords {
  if (last === null) return unsent(draftAt === null ? "Nothing was changed." : "A draft. No write has been made.");
  const { run, item, at } = last;
  const isRunning = run === "running";
  switch (item) {
    case "waiting":
      if (isRunning) return { lamp: "idle", outcome: "Waiting", meaning: "The commit is running; this write is next." };
      return unsent(
        run === "paused" ? "The commit is paused before this write." : "The commit stopped before this write.",
      );
    case "sending":
      if (isRunning) return { lamp: "idle", outcome: "Committing", meaning: "The write is on its way." };
      return {
        lamp: "bad",
        outcome: "Not known",
        meaning: "The write was cut off on its way. Look again in its commit.",
      };
    case "stored":
    case "altered":
      return draftAt !== null && draftAt > at
        ? unsent(`A draft. ${capital(doneWords(kind, item))} before it, read back at ${formatTime(at)}.`)
        : { lamp: "good", outcome: capital(doneWords(kind, item)), meaning: `Read back at ${formatTime(at)}.` };
    case "refused":
      return { lamp: "bad", outcome: "Refused", meaning: `The server refused the write. ${keptWords(draftAt)}` };
    case "moved":
      return unsent(`The record has changed since Review. ${keptWords(draftAt)}`);
    case "not-executed":
      return {
        lamp: "bad",
        outcome: "Not carried out",
        meaning: `Read back: nothing was changed. ${keptWords(draftAt)}`,
      };
    case "unknown":
      return {
        lamp: "bad",
        outcome: "Not known",
        meaning: "It is not known whether the write was carried out. Look again in its commit.",
      };
  }
}

function unsent(meaning: string): EditWords {
  return { lamp: "idle", outcome: "Not sent", meaning };
}

function doneWords(kind: ChangeKind, item: "stored" | "altered"): string {
  switch (kind) {
    case "update":
      return item === "stored" ? "stored as sent" : "stored, with values the server changed";
    case "create":
      return item === "stored" ? "created" : "created, with values the server changed";
    case "delete":
      return "deleted";
    case "delete-all":
      return item === "stored" ? "emptied" : "emptied in part";
  }
}

function keptWords(draftAt: number | null): string {
  return draftAt === null ? "The draft was discarded." : "The draft is kept.";
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What became of the last commit of a draft among the commits of this session. */
export function lastCommitOf(runs: Iterable<Run>, draftId: string): LastCommit | null {
  let last: LastCommit | null = null;
  let startedAt = -1;
  for (const run of runs) {
    const item = run.items.findLast((each) => each.draftId === draftId);
    if (item === undefined || run.startedAt < startedAt) continue;
    startedAt = run.startedAt;
    last = { run: run.state, item: item.outcome.state, at: item.outcome.at };
  }
  return last;
}
