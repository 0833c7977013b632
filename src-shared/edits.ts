import { z } from "zod";

/** Name and value of one field, in the order of the record. */
const fieldPair = z.tuple([z.string().min(1).max(200), z.string().max(1_048_576)]).readonly();
const fieldPairs = z.array(fieldPair).max(1_000).readonly();

/** The change to one record, or with `delete-all` to one collection. */
export const changeKind = z.enum(["update", "create", "delete", "delete-all"]);
export type ChangeKind = z.infer<typeof changeKind>;

export const bodyFormat = z.enum(["xml", "json", "text"]);

const designator = z.string().min(1).max(8_192);
/** A draft's id holds a designator. */
const id = z.string().min(1).max(10_000);

/** A whole record, read for editing. */
export const recordReading = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("found"), fields: fieldPairs }),
  /** 404 or 204: the record does not exist. */
  z.strictObject({ state: z.literal("gone") }),
  /** Anything else; `message` is a full sentence. */
  z.strictObject({ state: z.literal("failed"), message: z.string() }),
]);
export type RecordReading = z.infer<typeof recordReading>;

/**
 * One intended change. `designator` is the record's own, for `create` and `delete-all` the collection's.
 * `base` is the record as it was read when editing began; null for what does not exist yet.
 * `fields` are those that a POST or PUT sends, all of them; empty for deletions.
 */
export const change = z.strictObject({
  kind: changeKind,
  designator,
  /** The name of the record, for example `Jane Smith`; empty when it does not have one. */
  title: z.string().max(1_000),
  base: fieldPairs.nullable(),
  fields: fieldPairs,
  bodyFormat,
});
export type Change = z.infer<typeof change>;

/**
 * A change that is being worked on. Drafts survive a crash and a restart; the record's own draft is the same one in
 * its form, in the code views and in the table's cells.
 */
export const draft = z.strictObject({
  draftId: id,
  connectionId: id,
  change,
  /** A code view that cannot be read as fields at the moment, kept as typed; null when `change.fields` is complete. */
  unread: z.strictObject({ format: bodyFormat, text: z.string().max(1_048_576) }).nullable(),
  /** Milliseconds since the epoch. */
  savedAt: z.number(),
});
export type Draft = z.infer<typeof draft>;

/** A record has one draft; a record to be created has an id of its own. */
export function draftIdOf(connectionId: string, designator: string): string {
  return `${connectionId} ${designator}`;
}

/** One field in Review. All values as text; null: the record does not have the field. */
export const reviewField = z.strictObject({
  name: z.string(),
  /** When editing began. */
  base: z.string().nullable(),
  /** Read just now. */
  server: z.string().nullable(),
  /** As the draft has it. */
  mine: z.string().nullable(),
  /**
   * `edit`: mine differs, the server's has not moved. `theirs`: theirs moved, mine did not; theirs is sent on.
   * `conflict`: both moved, to different values: the user chooses. `agree`: both moved to the same value.
   */
  state: z.enum(["edit", "theirs", "conflict", "agree"]),
});
export type ReviewField = z.infer<typeof reviewField>;

/** How far a write can be undone, stated before it is sent. */
export const undoForecast = z.strictObject({
  /** `exact`: equal field by field. `new-id`: the record comes back under another id. `not`: it does not. */
  kind: z.enum(["exact", "new-id", "not"]),
  message: z.string(),
});
export type UndoForecast = z.infer<typeof undoForecast>;

/** What deleting a whole collection removes, counted just now. */
const wipe = z.strictObject({
  removes: z.number().int(),
  stays: z.number().int(),
  /** Why some stay; empty when none does. */
  staysBecause: z.string(),
  /** What the user types to confirm: the name of the list or group, and of other collections their designator. */
  name: z.string(),
});

export const reviewItem = z.strictObject({
  draftId: id.nullable(),
  kind: changeKind,
  method: z.enum(["POST", "PUT", "DELETE"]),
  designator: z.string(),
  title: z.string(),
  /**
   * `ready` can be sent. `moved`: somebody changed the record since; the user resolves conflicts. `unchanged`: nothing
   * to send. `gone`: the record does not exist any more. `refused`: it cannot be sent, `reason` says why.
   */
  state: z.enum(["ready", "moved", "unchanged", "gone", "refused"]),
  /** Whether the current record was read. A record to be created cannot be read. */
  wasRead: z.boolean().optional(),
  reason: z.string(),
  fields: z.array(reviewField),
  /** Head and body as they will go out, values that only the handshake knows left as `‹…›`. */
  bytes: z.string(),
  bodyBytes: z.number().int(),
  /** What the body's format cannot carry. */
  losses: z.array(z.string()),
  undo: undoForecast,
  wipe: wipe.nullable(),
});
export type ReviewItem = z.infer<typeof reviewItem>;

/** Everything the user sees before a commit. Only what is in a review can be committed. */
export const review = z.strictObject({
  reviewId: id,
  connectionId: id,
  /** Milliseconds since the epoch. */
  readAt: z.number(),
  items: z.array(reviewItem),
  wireRequests: z.strictObject({ least: z.number().int(), most: z.number().int() }),
  gapMs: z.number().int(),
  /** What this undoes: a commit by the id of its run, or one of its writes by its entry's id. null: not an undo. */
  undoes: id.nullable(),
  /** It undoes an undo and therefore repeats the commit. */
  redoes: z.boolean().optional(),
});
export type Review = z.infer<typeof review>;

export const conflictChoice = z.strictObject({
  /** Index of the item in the review. */
  item: z.number().int().min(0),
  field: z.string().max(200),
  winner: z.enum(["server", "mine"]),
});

export const commitRequest = z.strictObject({
  reviewId: id,
  choices: z.array(conflictChoice).max(100_000),
  /** Name of the collection that is to be emptied, typed by the user; empty otherwise. */
  typedName: z.string().max(8_192),
});
export type CommitRequest = z.infer<typeof commitRequest>;

/** What reading back after a write found for one field. */
export const fieldProof = z.strictObject({
  name: z.string(),
  sent: z.string(),
  stored: z.string().nullable(),
  /** `ignored`: still the old value. `normalised`: neither the old one nor what was sent. */
  verdict: z.enum(["stored", "ignored", "normalised"]),
});
export type FieldProof = z.infer<typeof fieldProof>;

/**
 * `waiting`: not sent yet. `sending`: on its way, or cut off there. `stored`: read back as sent. `altered`: the server
 * ignored or normalised a field. `refused`: by the server. `moved`: the record changed between Review and Commit,
 * nothing was sent. `unknown`: no response came and reading back left it open. `not-executed`: no response came, and
 * reading back shows that nothing was changed.
 */
export const itemState = z.enum([
  "waiting",
  "sending",
  "stored",
  "altered",
  "refused",
  "moved",
  "unknown",
  "not-executed",
]);
export type ItemState = z.infer<typeof itemState>;

export const itemOutcome = z.strictObject({
  state: itemState,
  /** One plain sentence: the server's message, or what was found. */
  message: z.string(),
  status: z.number().int().nullable(),
  proof: z.array(fieldProof),
  /** The designator of the record now; for a new one with its id. */
  designator: z.string(),
  at: z.number(),
});
export type ItemOutcome = z.infer<typeof itemOutcome>;

/** One commit: items one at a time, stopped at the first failure. */
export const run = z.strictObject({
  runId: id,
  /** Counts up with every step: a reply in transit may be older than an event that arrived before it. */
  revision: z.number().int(),
  connectionId: id,
  startedAt: z.number(),
  /**
   * `running`; `paused` by the user, an expired write unlock or the end of the application; `stopped` at a failure or
   * by the user; `finished`.
   */
  state: z.enum(["running", "paused", "stopped", "finished"]),
  /**
   * Stop was pressed, and the write that is on its way has some time to end. After a second press the run no longer
   * waits for it.
   */
  stopping: z.boolean().optional(),
  /** It runs only to look up what is not known, and sends reads only. */
  looking: z.boolean().optional(),
  /** Why it does not run; empty while it does. */
  reason: z.string(),
  items: z.array(
    z.strictObject({
      draftId: id.nullable(),
      kind: changeKind,
      method: z.enum(["POST", "PUT", "DELETE"]),
      designator: z.string(),
      title: z.string(),
      /** A write was sent, or may have been. A value that was already as wanted is `stored` without one. */
      wasSent: z.boolean().optional(),
      outcome: itemOutcome,
      /** Names of the fields in which it differs from what Review read. */
      changed: z.array(z.string()).optional(),
      /** Of the deletion of a collection: how many records it takes. */
      removes: z.number().int().optional(),
    }),
  ),
  undoes: id.nullable(),
  /** It undoes a commit. False where it undoes an undo, which repeats the commit. */
  takesBack: z.boolean().optional(),
  /** The user's note, for example a ticket number. */
  note: z.string().optional(),
  /** HTTP requests that its reads and writes have made, challenges included. */
  wireRequests: z.number().int().optional(),
});
export type Run = z.infer<typeof run>;

/** What a write changed in one field. `cut`: the values are longer, and only their beginnings are here. */
const journalChange = z.strictObject({
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  cut: z.literal(true).optional(),
});
export const journalChanges = z.array(journalChange);
export type JournalChange = z.infer<typeof journalChange>;

/** One past write that the user may want to undo. */
export const journalEntry = z.strictObject({
  entryId: id,
  connectionId: id,
  at: z.number(),
  kind: changeKind,
  method: z.enum(["POST", "PUT", "DELETE"]),
  designator: z.string(),
  title: z.string(),
  state: itemState,
  wasSent: z.boolean().optional(),
  message: z.string(),
  changes: journalChanges,
  undo: undoForecast,
  /** It was already undone, or is itself an undo. */
  undone: z.boolean(),
  undoes: id.nullable(),
});
export type JournalEntry = z.infer<typeof journalEntry>;

export const maxNote = 500;

/** One past commit, however many records it wrote: one entry in the journal, and one undo. */
export const journalCommit = z.strictObject({
  runId: id,
  connectionId: id,
  startedAt: z.number(),
  state: run.shape.state,
  note: z.string(),
  undoes: id.nullable(),
  takesBack: z.boolean(),
  /** Every write that was tried, in the order of sending: how many there are, and the first of them. */
  writes: z.number().int(),
  first: z.strictObject({ method: z.enum(["POST", "PUT", "DELETE"]), designator: z.string(), title: z.string() }),
  /** How many of them there are of each kind. */
  kinds: z.partialRecord(changeKind, z.number().int()),
  /** The write of a commit that has only one; null for others, whose writes `listJournal` returns. */
  only: journalEntry.nullable(),
  /** Those that were sent and are stored, and how many of these were undone since. */
  stored: z.number().int(),
  undone: z.number().int(),
  /** For some of them it is not known whether they were executed. */
  isOpen: z.boolean(),
  /** How many writes an undo would reverse now, and how far; `message` says why when there are none. */
  undoable: z.number().int(),
  undo: undoForecast,
});
export type JournalCommit = z.infer<typeof journalCommit>;
