import type { FieldProof, Run } from "#shared/edits.ts";
import { formatAmount, formatCount } from "../response/format.ts";
import { carriedOutWords, outcomeWord } from "./state-words.ts";

export type RunItem = Run["items"][number];

/** The outcome of a commit that has ended, in words. */
export interface ResultWords {
  /** The title of the sheet: `Commit finished`. */
  readonly title: string;
  /** `4 changes stored.`; for a commit that stopped, how many are stored first, then why it stopped. */
  readonly headline: string;
  readonly detail: string;
  readonly isGood: boolean;
}

/** It ended as requested, or as close to that as the server allows. */
export function isDone({ outcome: { state } }: RunItem): boolean {
  return state === "stored" || state === "altered";
}

export function isOver({ state }: Run): boolean {
  return state === "finished" || state === "stopped";
}

/** `undone` for an undo, `redone` for the undo of an undo. */
function verbOf({ undoes, takesBack }: Run, plain: string): string {
  if (undoes === null) return plain;
  return takesBack === false ? "redone" : "undone";
}

/** `3 changes stored`, `1 record deleted`, `3 changes stored, 2 members added`, `4 changes undone`. */
export function donePhrase(run: Run): string {
  const done = run.items.filter(isDone);
  const verb = verbOf(run, "stored");
  if (verb !== "stored") return `${formatAmount(done.length, "change")} ${verb}`;
  const wipes = done.filter(({ kind }) => kind === "delete-all");
  const others = carriedOutWords(done.filter(({ kind }) => kind !== "delete-all"));
  const parts = [...(others === "" ? [] : [others]), ...wipes.map(wipePhrase)];
  return parts.length === 0 ? "Nothing stored" : parts.join(", ");
}

/** `42 members removed`, `9 records deleted` */
function wipePhrase({ designator, removes = 0 }: RunItem): string {
  return designator.includes("/")
    ? `${formatAmount(removes, "member")} removed`
    : `${formatAmount(removes, "record")} deleted`;
}

/** Number of values that the server did not store as they were sent. */
function adjustedCount(items: readonly RunItem[]): { readonly normalised: number; readonly ignored: number } {
  const proofs = items.filter(isDone).flatMap(({ outcome }) => outcome.proof);
  const count = (wanted: FieldProof["verdict"]): number => proofs.filter(({ verdict }) => verdict === wanted).length;
  return { normalised: count("normalised"), ignored: count("ignored") };
}

/** `4 changes stored, 1 adjusted.`, for a toast. */
export function resultToast(run: Run): string {
  if (run.state === "stopped")
    return `${stoppedCount(run)} ${run.undoes === null ? "The commit" : "The undo"} stopped.`;
  const { normalised, ignored } = adjustedCount(run.items);
  const more = [
    ...(normalised > 0 ? [`${formatCount(normalised)} adjusted`] : []),
    ...(ignored > 0 ? [`${formatCount(ignored)} ignored`] : []),
  ];
  return `${[donePhrase(run), ...more].join(", ")}.`;
}

/** For a run that has ended. */
export function resultWords(run: Run): ResultWords {
  const what = run.undoes === null ? "Commit" : run.takesBack === false ? "Redo" : "Undo";
  if (run.state === "finished") {
    return { title: `${what} finished`, headline: `${donePhrase(run)}.`, detail: provenWords(run), isGood: true };
  }
  const title = `${what} stopped`;
  return {
    title,
    headline: `${stoppedCount(run)} ${stopperWords(run)}`.trim(),
    detail: whyStopped(run),
    isGood: false,
  };
}

/** `2 of 4 changes are stored.` */
function stoppedCount(run: Run): string {
  const { items } = run;
  const done = items.filter(isDone).length;
  const isDeletion = items.every(({ method }) => method === "DELETE");
  const verb = verbOf(run, isDeletion ? "carried out" : "stored");
  const isOpen = items.some(({ outcome: { state } }) => state === "unknown" || state === "sending");
  if (items.length === 1) {
    if (isOpen) return "It is not known what became of the change.";
    return done === 1 ? `The change is ${verb}.` : `The change is not ${verb}.`;
  }
  if (done === 0) {
    return `None of the ${formatCount(items.length)} changes is ${isOpen ? `proven to be ${verb}` : verb}.`;
  }
  return `${formatCount(done)} of ${formatCount(items.length)} changes ${done === 1 ? "is" : "are"} ${verb}.`;
}

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** What the item that stopped the commit was. */
function stopperWords({ items }: Run): string {
  const at = items.findIndex((item) => !isDone(item));
  const stopper = items[at];
  if (stopper === undefined) return "";
  const isOnly = items.length === 1;
  const name = isOnly ? "It" : `The ${ordinals[at] ?? `one at place ${formatCount(at + 1)}`}`;
  switch (stopper.outcome.state) {
    case "moved":
    case "waiting":
      return `${name} was not sent.`;
    case "refused":
      return `The server refused ${isOnly ? "it" : name.toLowerCase()}.`;
    case "not-executed":
      return stopper.wasSent === false ? `${name} was not sent.` : `${name} was not carried out.`;
    case "sending":
    case "unknown":
      return isOnly ? "" : `It is not known what became of ${name.toLowerCase()}.`;
    case "stored":
    case "altered":
      return "";
  }
}

function whyStopped({ items, reason }: Run): string {
  const at = items.findIndex((item) => !isDone(item));
  const rest = items.slice(at + 1);
  const isRestUnsent = rest.length > 0 && rest.every(({ outcome }) => outcome.state === "waiting");
  const why = items[at]?.outcome.state === "moved" ? "Somebody changed the record after Review." : reason;
  return [why, ...(isRestUnsent ? ["The commit stopped there, and nothing was sent after it."] : [])]
    .filter((each) => each !== "")
    .join(" ");
}

/** What reading back has proved about a run that finished. */
function provenWords({ items }: Run): string {
  const done = items.filter(isDone);
  const proofs = done.flatMap(({ outcome }) => outcome.proof);
  const asSent = proofs.filter(({ verdict }) => verdict === "stored").length;
  const { normalised, ignored } = adjustedCount(items);
  const unsent = done.filter(({ wasSent }) => wasSent === false).length;
  const gone = done.filter(({ method, wasSent }) => method === "DELETE" && wasSent !== false).length;
  const sentences = [
    ...(normalised > 0 ? [`The server adjusted ${formatAmount(normalised, "value")}.`] : []),
    ...(ignored > 0 ? [`It ignored ${formatAmount(ignored, "value")}.`] : []),
    ...(asSent > 0 && asSent === proofs.length
      ? [`Stored as sent. Read back and compared: ${ofCount(asSent, proofs.length)}.`]
      : proofs.length > 0
        ? [`Read back and compared: ${ofCount(asSent, proofs.length)} are as sent.`]
        : []),
    ...(gone > 0 ? [`Read back after deleting: ${gone === 1 ? "it is" : "they are"} gone.`] : []),
    ...(unsent > 0
      ? [`${formatCount(unsent)} already ${unsent === 1 ? "was" : "were"} as wanted, so that nothing was sent.`]
      : []),
    timeSpan(done.map(({ outcome }) => outcome.at)),
  ];
  return sentences.filter((each) => each !== "").join(" ");
}

/** `3 of 3 fields` */
function ofCount(count: number, all: number): string {
  return `${formatCount(count)} of ${formatAmount(all, "field")}`;
}

/** `14:06:12 to 14:06:16 UTC.` */
function timeSpan(times: readonly number[]): string {
  if (times.length === 0) return "";
  const clock = (time: number): string => new Date(time).toISOString().slice(11, 19);
  const [first, last] = [clock(Math.min(...times)), clock(Math.max(...times))];
  return first === last ? `${first} UTC.` : `${first} to ${last} UTC.`;
}

/** The word at the end of a record's row, once its commit has ended. */
export function itemWord({ kind, designator, outcome: { state }, wasSent }: RunItem): string {
  return outcomeWord({ kind, designator, state, wasSent, runState: "stopped" });
}

/** One sentence below a record: what reading back proved, field by field. */
export type ProofWords =
  | { readonly kind: "as-sent"; readonly names: readonly string[]; readonly more: number }
  | { readonly kind: "differs"; readonly proof: FieldProof }
  | { readonly kind: "pending"; readonly names: readonly string[]; readonly more: number }
  | { readonly kind: "text"; readonly text: string };

/** Names in one sentence; those past the limit are counted. */
const maxNames = 6;

export function proofWords(item: RunItem): readonly ProofWords[] {
  const { outcome, changed = [] } = item;
  const names = (all: readonly string[]) => ({
    names: all.slice(0, maxNames),
    more: Math.max(0, all.length - maxNames),
  });
  if (outcome.state === "waiting") {
    return changed.length > 0 && item.draftId !== null ? [{ kind: "pending", ...names(changed) }] : [];
  }
  const differing = outcome.proof.filter(({ verdict }) => verdict !== "stored");
  const differs = differing.map((proof): ProofWords => ({ kind: "differs", proof }));
  const told = { kind: "text", text: outcome.message } as const;
  if (!isDone(item) || outcome.proof.length === 0) return [told, ...differs];
  // No response arrived and reading back had to determine the outcome, which is worth a sentence.
  if (outcome.status === null && item.wasSent !== false) return [told, ...differs];
  const stored = outcome.proof.filter(({ verdict }) => verdict === "stored").map(({ name }) => name);
  const edited = new Set(changed);
  const asSent = edited.size === 0 ? stored : stored.filter((name) => edited.has(name));
  return [...(asSent.length > 0 ? [{ kind: "as-sent" as const, ...names(asSent) }] : []), ...differs];
}

/** The label of the button that undoes what the sheet shows. */
export function undoLabel({ takesBack, undoes, state }: Run, undoable: number): string {
  const verb = undoes !== null && takesBack !== false ? "Redo" : "Undo";
  if (undoable < 2) return `${verb}…`;
  return state === "stopped" ? `${verb} the ${formatCount(undoable)} stored…` : `${verb} all ${formatCount(undoable)}…`;
}

/** What the button does, shown beside it. */
export function undoNotice({ takesBack, undoes, state, items }: Run, undoable: number): string {
  const verb = undoes !== null && takesBack !== false ? "Redo" : "Undo";
  const left = items.filter((item) => !isDone(item)).length;
  if (state === "stopped" && left > 0 && undoes === null) {
    return `${verb} now would take back the ${undoable === 1 ? "stored change" : `${formatCount(undoable)} stored changes`} and leave the other ${left === 1 ? "one" : formatCount(left)} pending.`;
  }
  const what = undoable === 1 ? "the record" : `the ${formatCount(undoable)} records`;
  return `${verb} reads ${what} again and opens Review. Nothing is sent before you commit.`;
}
