import { matchDesignator } from "#shared/rezora/uri.ts";
import type { ChangeKind, ItemState, JournalEntry, Review, ReviewItem, Run } from "#shared/edits.ts";
import { formatAge, formatAmount } from "../response/format.ts";

/** `12 s ago`; in seconds only while seconds are meaningful. */
export function exactAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  return seconds < 60 ? `${String(seconds)} s ago` : formatAge(milliseconds);
}

/** What a change is about: `member` for a membership of a group or a list. */
export type ChangeSubject = "record" | "member" | "collection";

const memberPaths: ReadonlySet<string> = new Set([
  "groups/ID/agents",
  "groups/ID/agents/ID",
  "lists/ID/contacts",
  "lists/ID/contacts/ID",
]);

export function subjectOf({
  kind,
  designator,
}: {
  readonly kind: ChangeKind;
  readonly designator: string;
}): ChangeSubject {
  if (kind === "delete-all") return "collection";
  return memberPaths.has(matchDesignator(designator)?.resource.path ?? "") ? "member" : "record";
}

/**
 * Whether the server was asked for the record when the review was made. A new record has nothing to read. Where a
 * review does not say, nothing is claimed that its state does not prove.
 */
function wasRead({ wasRead: known, kind, state }: ReviewItem): boolean {
  if (known !== undefined) return known;
  return kind !== "create" && state !== "refused";
}

/** The age of the values beside the edits: `Read again 4 s ago`, or that there was nothing to read. */
export function reviewReadWords({ items, readAt }: Pick<Review, "items" | "readAt">, now: number): string {
  const read = items.filter(wasRead).length;
  const made = items.filter(({ kind }) => kind === "create").length;
  const unread = items.length - read - made;
  if (items.length === 0) return "";
  if (read === 0) {
    if (unread > 0) return "Could not be read";
    return made === 1 ? "Not read: a new record" : "Not read: new records";
  }
  const except = [...(made > 0 ? [`${String(made)} new`] : []), ...(unread > 0 ? [`${String(unread)} unread`] : [])];
  const age = `Read again ${exactAge(now - readAt)}`;
  return except.length === 0 ? age : `${age}, ${except.join(", ")}`;
}

/** While a review is being made. `kinds` is null where only the main process knows what it is about. */
export function preparingReviewWords(kinds: readonly ChangeKind[] | null): string {
  const reads = kinds?.some((kind) => kind !== "create") ?? false;
  return reads ? "Reading the records again. Nothing is written." : "Preparing the review. Nothing is written.";
}

/** Why a changed record needs attention. An undo compares with what this application wrote, not with what was read. */
export function movedWords({ undoes }: Pick<Review, "undoes">): string {
  return undoes === null
    ? "Somebody changed this record after you read it."
    : "Somebody changed this record after this write.";
}

const storedWords: Readonly<Record<ChangeKind, Readonly<Record<ChangeSubject, string>>>> = {
  update: { record: "Stored", member: "Stored", collection: "Stored" },
  create: { record: "Created", member: "Added", collection: "Created" },
  delete: { record: "Deleted", member: "Removed", collection: "Deleted" },
  "delete-all": { record: "Deleted", member: "Removed", collection: "Deleted" },
};

/** Nothing had to be sent for it. */
const alreadySoWords: Readonly<Record<ChangeKind, string>> = {
  update: "As wanted already",
  create: "There already",
  delete: "Gone already",
  "delete-all": "Gone already",
};

const alteredWords: Readonly<Record<ChangeKind, string>> = {
  update: "Adjusted",
  create: "Created differently",
  delete: "Partly deleted",
  "delete-all": "Partly deleted",
};

/** One write of a commit, as far as its words depend on it. */
export interface OutcomeFacts {
  readonly kind: ChangeKind;
  readonly designator: string;
  readonly state: ItemState;
  /** Whether it was sent, or may have been; undefined: not known. */
  readonly wasSent: boolean | undefined;
  /** The state of the commit that it belongs to. */
  readonly runState: Run["state"];
}

/** One word for the outcome of one write. */
export function outcomeWord({ kind, designator, state, wasSent, runState }: OutcomeFacts): string {
  switch (state) {
    case "waiting":
      return runState === "stopped" || runState === "finished" ? "Not sent" : "Waiting";
    case "sending":
      // It was interrupted there by a crash or by the end of the application.
      return runState === "running" ? "Sending" : "Cut off";
    case "stored":
      return wasSent === false ? alreadySoWords[kind] : storedWords[kind][subjectOf({ kind, designator })];
    case "altered":
      return alteredWords[kind];
    case "refused":
      return "Refused";
    case "moved":
      return "Changed elsewhere";
    case "unknown":
      return "Unknown";
    case "not-executed":
      return wasSent === false ? "Not sent" : "Not carried out";
  }
}

/** The word for an entry of the journal. `run` is its commit while the window knows it; other commits have ended. */
export function journalWord(entry: JournalEntry, run: Pick<Run, "state"> | undefined): string {
  const { kind, designator, state, wasSent } = entry;
  return outcomeWord({ kind, designator, state, wasSent, runState: run?.state ?? "stopped" });
}

const doneWords: Readonly<Record<ChangeKind, Readonly<Record<ChangeSubject, readonly [one: string, done: string]>>>> = {
  update: { record: ["change", "stored"], member: ["change", "stored"], collection: ["change", "stored"] },
  create: { record: ["record", "created"], member: ["member", "added"], collection: ["record", "created"] },
  delete: { record: ["record", "deleted"], member: ["member", "removed"], collection: ["record", "deleted"] },
  "delete-all": {
    record: ["collection", "emptied"],
    member: ["collection", "emptied"],
    collection: ["collection", "emptied"],
  },
};

/** `2 changes stored, 1 record deleted`; empty when none was carried out. */
export function carriedOutWords(items: readonly Run["items"][number][]): string {
  const counts = new Map<string, { readonly one: string; readonly done: string; count: number }>();
  for (const { kind, designator, outcome, wasSent } of items) {
    if (outcome.state !== "stored" && outcome.state !== "altered") continue;
    const [one, done] =
      wasSent === false ? ["change", "not needed any more"] : doneWords[kind][subjectOf({ kind, designator })];
    const known = counts.get(`${one} ${done}`) ?? { one, done, count: 0 };
    known.count += 1;
    counts.set(`${one} ${done}`, known);
  }
  return [...counts.values()].map(({ one, done, count }) => `${formatAmount(count, one)} ${done}`).join(", ");
}
