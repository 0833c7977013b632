import { z } from "zod";
import { bodyFormat, changeKind, draft, itemOutcome, undoForecast } from "#shared/edits.ts";

const pair = z.tuple([z.string(), z.string()]).readonly();
const pairs = z.array(pair).readonly();

/** One write of a run, with everything needed to undo it or to resume it after a crash. */
export const plannedItem = z.strictObject({
  draftId: z.string().nullable(),
  kind: changeKind,
  method: z.enum(["POST", "PUT", "DELETE"]),
  designator: z.string(),
  title: z.string(),
  bodyFormat,
  /** Fields that a POST or PUT sends; empty for DELETE. */
  sent: pairs,
  /** The record as Review read it; empty if it did not exist. */
  before: pairs,
  /** Records that a deletion of a collection removes. */
  removed: z.array(pairs).readonly(),
  /** How many those are, even if they are too many to be kept; 0 for other writes. */
  removes: z.number().int(),
  undo: undoForecast,
  /** For an undo: the journal entry that this item undoes. Absent in older files, where `undoes` names it. */
  takesBack: z.string().optional(),
  /** For an undo: the designator of the deleted record that this item recreates under a new one. */
  remakes: z.string().optional(),
  /** The draft was discarded before the item was sent: its values are deleted, and it is never sent. */
  erased: z.boolean().optional(),
});
export type PlannedItem = z.infer<typeof plannedItem>;

export const plannedRun = z.strictObject({
  runId: z.string(),
  connectionId: z.string(),
  /** Server and account that the review was made for: nothing is sent to another one. */
  account: z.string(),
  startedAt: z.number(),
  gapMs: z.number(),
  /** What this run undoes: a commit by its run id, or a single write by its entry id. */
  undoes: z.string().nullable(),
  items: z.array(plannedItem).readonly(),
});
export type PlannedRun = z.infer<typeof plannedRun>;

/**
 * The entries of the edit log, in order. `sending` is on disk before the first byte of its write leaves. After a crash,
 * a write that may have been executed is therefore never taken for one that was not.
 */
export const editEntry = z.discriminatedUnion("entry", [
  z.strictObject({ entry: z.literal("draft"), draft }),
  z.strictObject({ entry: z.literal("discarded"), draftId: z.string() }),
  z.strictObject({ entry: z.literal("run"), run: plannedRun }),
  z.strictObject({ entry: z.literal("sending"), runId: z.string(), item: z.number().int(), at: z.number() }),
  z.strictObject({ entry: z.literal("ended"), runId: z.string(), item: z.number().int(), outcome: itemOutcome }),
  /** A connection was removed, with its drafts and runs. */
  z.strictObject({ entry: z.literal("forgotten"), connectionId: z.string() }),
  z.strictObject({
    entry: z.literal("run-state"),
    runId: z.string(),
    state: z.enum(["running", "paused", "stopped", "finished"]),
    reason: z.string(),
    /** All wire requests of the run so far. */
    wireRequests: z.number().int().optional(),
  }),
  z.strictObject({ entry: z.literal("note"), runId: z.string(), note: z.string() }),
]);
export type EditEntry = z.infer<typeof editEntry>;
