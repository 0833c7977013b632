import type { ItemOutcome } from "#shared/edits.ts";
import { CallError } from "../call-error.ts";
import type { Clock, Log } from "../ports.ts";
import type { EditLog } from "./edit-log.ts";
import { isEndedWell, waitingOutcome, type KeptRun } from "./edit-state.ts";
import type { PlannedItem } from "./edit-entries.ts";
import { followDesignator, followedIds, followFields } from "./followed-ids.ts";
import { staleness } from "./obstacles.ts";
import type { RecordApi, WriteAnswer } from "./record-api.ts";
import { settle, type HeardAnswer, type SettleParts, type Settled } from "./settle.ts";
import { CutOff, untilCut } from "./until-cut.ts";
import { waitFor } from "./wait-for.ts";

/** Milliseconds within which a write whose socket was closed by a cut reports how far it got. */
const patienceMs = 1_000;

export interface ExecuteParts {
  readonly api: RecordApi;
  readonly log: EditLog;
  readonly clock: Clock;
  /** For unexpected failures. */
  readonly diary: Log;
  /** Called after every step that is on disk. */
  readonly changed: (runId: string) => void;
  /** Wire requests that the run has made so far. */
  readonly wireRequests: () => number;
}

/** How the user pauses or stops a run. */
export interface Control {
  /** Aborted by Pause and Stop: nothing more is sent. The write in flight is awaited and read back. */
  readonly signal: AbortSignal;
  /** Aborted when the user or the closing application no longer waits: every step is abandoned. */
  readonly cut: AbortSignal;
  /** The state of the run after the signal was aborted. */
  readonly halt: () => { readonly state: "paused" | "stopped"; readonly reason: string };
}

/**
 * Carries out the rest of a run, one item at a time, and stops at the first failure. Interrupted writes are looked up
 * first, so nothing is executed twice. Every step is on disk before the next.
 */
export async function executeRun(parts: ExecuteParts, runId: string, control: Control): Promise<void> {
  const end = await halted(parts, runId, control).catch((error: unknown) => reasonOf(parts, error, control));
  await conclude(parts, runId, end, control.cut);
}

/**
 * Looks up what became of writes whose outcome is unknown. Sends nothing: writes that were not carried out wait for
 * another Review.
 */
export async function lookAgain(parts: ExecuteParts, runId: string, control: Control): Promise<void> {
  const end = await lookedUp(parts, runId, control).catch((error: unknown): End => ({
    ...reasonOf(parts, error, control),
    state: "stopped",
  }));
  await conclude(parts, runId, end, control.cut);
}

async function lookedUp(parts: ExecuteParts, runId: string, { signal, cut }: Control): Promise<End> {
  const { plan } = runOf(parts, runId);
  for (const [index, planned] of plan.items.entries()) {
    const item = itemNow(parts, runId, planned);
    const earlier = runOf(parts, runId).outcomes[index];
    if (earlier?.state !== "unknown" && earlier?.state !== "sending") continue;
    const outcome = await untilCut(settle(settleParts(parts, plan.connectionId, signal), item, null, earlier.at), cut);
    // The time of the write is kept, because later look-ups compare with it.
    await end(parts, runId, index, { ...outcome, at: earlier.at }, cut);
    if (!isEndedWell(outcome.state)) return { state: "stopped", reason: stopReason(outcome, item) };
  }
  const left = runOf(parts, runId).outcomes.filter(({ state }) => !isEndedWell(state)).length;
  return left === 0
    ? { state: "finished", reason: "" }
    : { state: "stopped", reason: "Looked up: it was carried out. What was not sent yet waits for another Review." };
}

/** The run halts even on a full disk; the next start finds it halted, whether or not this was written. */
async function conclude(
  { log, changed, diary, wireRequests }: ExecuteParts,
  runId: string,
  { state, reason }: End,
  cut: AbortSignal,
): Promise<void> {
  const written = log.write({ entry: "run-state", runId, state, reason, wireRequests: wireRequests() });
  await untilCut(written, cut, patienceMs).catch((error: unknown) => {
    diary.error("the end of a run could not be written down", error);
    log.note(runId, state, reason);
  });
  changed(runId);
}

type End = { readonly state: "paused" | "stopped" | "finished"; readonly reason: string };

async function halted(parts: ExecuteParts, runId: string, control: Control): Promise<End> {
  const { plan } = runOf(parts, runId);
  let isFirst = true;
  for (const [index, planned] of plan.items.entries()) {
    const item = itemNow(parts, runId, planned);
    const { state } = runOf(parts, runId).outcomes[index] ?? { state: "waiting" };
    if (isEndedWell(state)) continue;
    if (control.signal.aborted) return control.halt();
    if (state === "waiting" && isDiscarded(parts, runId, item)) {
      return { state: "stopped", reason: discardedReason(item) };
    }
    if (!isFirst) await waitFor(plan.gapMs, control.signal);
    isFirst = false;
    const outcome = await executeItem(parts, { connectionId: plan.connectionId, runId, index, item }, control);
    await end(parts, runId, index, { at: parts.clock.now(), ...outcome }, control.cut);
    if (!isEndedWell(outcome.state)) return { state: "stopped", reason: stopReason(outcome, item) };
  }
  return { state: "finished", reason: "" };
}

function runOf({ log }: ExecuteParts, runId: string): KeptRun {
  const run = log.runs.get(runId);
  if (run === undefined) throw new CallError("not-found", "There is no such run.");
  return run;
}

/**
 * An undo recreates records before it adds them to lists or changes them. Their new ids are known only then, and the
 * later items of the same run address them by these ids.
 */
function itemNow(parts: ExecuteParts, runId: string, item: PlannedItem): PlannedItem {
  const run = runOf(parts, runId);
  if (run.plan.undoes === null) return item;
  const followed = followedIds([run], run.plan.connectionId);
  const designator = followDesignator(item.designator, followed);
  const sent = item.kind === "create" ? followFields(item.designator, item.sent, followed) : item.sent;
  return { ...item, designator, sent };
}

/** The user discarded it while the run was paused: it is not sent, although it was reviewed. */
function isDiscarded(parts: ExecuteParts, runId: string, { draftId, erased }: PlannedItem): boolean {
  if (erased === true) return true;
  return draftId !== null && runOf(parts, runId).drafts.has(draftId) && !parts.log.drafts.has(draftId);
}

function discardedReason(item: PlannedItem): string {
  return `${subjectOf(item)} was discarded meanwhile and is not sent. What is left waits for another Review.`;
}

/** `keepsBody` only for a commit of one item: of several it would be unclear which one to show. */
function settleParts(
  { api, log, clock }: ExecuteParts,
  connectionId: string,
  signal: AbortSignal,
  keepsBody = false,
): SettleParts {
  const known = new Set<string>();
  for (const { plan, outcomes } of log.runs.values()) {
    if (plan.connectionId !== connectionId) continue;
    for (const [index, { kind }] of plan.items.entries()) {
      const outcome = outcomes[index];
      if (kind === "create" && outcome !== undefined && isEndedWell(outcome.state)) known.add(outcome.designator);
    }
  }
  return { api, clock, connectionId, known, signal, keepsBody };
}

/** One item of a run in progress. */
interface Step {
  readonly connectionId: string;
  readonly runId: string;
  readonly index: number;
  readonly item: PlannedItem;
}

/**
 * `at` is when the response to the write came: everything fetched later, including the read-back, reflects the write.
 * Absent if nothing was sent.
 */
type Executed = Settled & Partial<Pick<ItemOutcome, "at">>;

async function executeItem(parts: ExecuteParts, step: Step, control: Control): Promise<Executed> {
  const { connectionId, runId, index, item } = step;
  const { signal, cut } = control;
  const earlier = runOf(parts, runId).outcomes[index];
  if (earlier?.state === "sending" || earlier?.state === "unknown") {
    const found = await untilCut(settle(settleParts(parts, connectionId, signal), item, null, earlier.at), cut);
    if (found.state !== "not-executed" || isDiscarded(parts, runId, item)) return found;
  }
  const stale = await untilCut(staleness(parts.api, connectionId, item, signal), cut);
  if (stale !== null) return stale;
  // Pause and Stop may have come during the read.
  if (signal.aborted) throw stopped();
  const sentAt = parts.clock.now();
  await writeSending(parts, step, sentAt, control);
  const body = item.method === "DELETE" ? null : { format: item.bodyFormat, fields: item.sent };
  const write = { method: item.method, designator: item.designator, body };
  parts.changed(runId);
  const sent = parts.api.write(connectionId, write, cut);
  const answer = await untilCut(sent, cut, patienceMs).catch(async (error: unknown) => {
    if (error instanceof CutOff && control.halt().state === "stopped") return null;
    // Refused before a byte left: it waits as before. Any other error proves nothing.
    if (error instanceof CallError) await endUnsent(parts, step, sentAt, cut);
    throw error;
  });
  if (cut.aborted && answer?.state === "not-sent") {
    await endUnsent(parts, step, sentAt, cut);
    throw stopped();
  }
  const isAlone = runOf(parts, runId).plan.items.length === 1;
  const at = parts.clock.now();
  const settled = await after(settleParts(parts, connectionId, cut, isAlone), item, answer, sentAt, control);
  return { ...settled, at };
}

/** Nothing is sent before the entry that announces it is on disk. */
async function writeSending(parts: ExecuteParts, step: Step, sentAt: number, { signal, cut }: Control): Promise<void> {
  const { runId, index } = step;
  const written = parts.log.write({ entry: "sending", runId, item: index, at: sentAt });
  try {
    await untilCut(written, cut);
  } catch (error) {
    // If the disk still writes the entry later, it must not keep saying that something may have been sent.
    if (error instanceof CutOff) void written.then(() => endUnsent(parts, step, sentAt, cut)).catch(() => undefined);
    throw error;
  }
  if (signal.aborted) {
    await endUnsent(parts, step, sentAt, cut);
    throw stopped();
  }
}

function endUnsent(parts: ExecuteParts, { runId, index, item }: Step, at: number, cut: AbortSignal): Promise<void> {
  return end(parts, runId, index, waitingOutcome(item.designator, at), cut);
}

function stopped(): CallError {
  return new CallError("cancelled", "Stopped.");
}

/** `answer` is null when the write was interrupted and it is unknown how far it got. */
async function after(
  parts: SettleParts,
  item: PlannedItem,
  answer: WriteAnswer | null,
  sentAt: number,
  { cut, halt }: Control,
): Promise<Settled> {
  const { designator } = item;
  if (answer === null) return unread(item, null);
  switch (answer.state) {
    case "refused":
      return { state: "refused", message: answer.message, status: answer.status, proof: [], designator };
    case "not-sent":
      return { state: "not-executed", message: answer.message, status: null, proof: [], designator };
    case "done":
    case "unanswered": {
      const settled = cut.aborted ? Promise.reject(new CutOff()) : settle(parts, item, answer, sentAt);
      return await untilCut(settled, cut).catch((error: unknown) => {
        // When the application closes, the item stays as it is: the next start looks it up.
        if (cut.aborted && halt().state === "stopped") return unread(item, answer);
        throw error;
      });
    }
  }
}

/** What is known about a write that was stopped before it was read back. */
function unread({ designator, method }: PlannedItem, answer: HeardAnswer): Settled {
  const sent =
    answer?.state === "done"
      ? `The server responded to the ${method} with ${String(answer.status)}.`
      : `The ${method} was on its way when the commit was stopped, so it may have been carried out.`;
  const status = answer?.status ?? null;
  return {
    state: "unknown",
    message: `${sent} It was not read back. Look again to find out.`,
    status,
    proof: [],
    designator,
  };
}

async function end(
  { log, changed }: ExecuteParts,
  runId: string,
  item: number,
  outcome: ItemOutcome,
  cut: AbortSignal,
): Promise<void> {
  const written = log.write({ entry: "ended", runId, item, outcome });
  await untilCut(written, cut, patienceMs).catch((error: unknown) => {
    // The outcome holds for this session. It is not on disk, so the next start looks it up.
    if (error instanceof CutOff) {
      log.noteOutcome(runId, item, outcome);
      return;
    }
    const message =
      "What became of a write could not be saved on the disk. Make room, then go on: it is looked up first.";
    throw new CallError("storage-failed", message);
  });
  changed(runId);
}

function nameOf({ title, designator }: PlannedItem): string {
  return title === "" ? designator : title;
}

const nouns: Readonly<Record<PlannedItem["kind"], string>> = {
  update: "The change of",
  create: "The new record in",
  delete: "The deletion of",
  "delete-all": "The deletion of everything in",
};

/** `The deletion of Jane Smith`. A new record is described by its collection, because it has no name yet. */
function subjectOf(item: PlannedItem): string {
  return `${nouns[item.kind]} ${item.kind === "create" ? item.designator : nameOf(item)}`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function stopReason({ state, message }: Settled, item: PlannedItem): string {
  const name = nameOf(item);
  switch (state) {
    case "refused":
      return `The server refused ${lowerFirst(subjectOf(item))}. ${message}`;
    case "moved":
      return `${name} is not as it was in Review. ${message}`;
    case "not-executed":
      return `${subjectOf(item)} was not carried out. ${message}`;
    case "unknown":
    case "sending":
    case "waiting":
    case "stored":
    case "altered":
      return `It is not known what became of ${name}. ${message}`;
  }
}

/** How a run halts when nothing is lost: writes are locked again, the disk is full, or the user stopped it. */
function reasonOf({ diary }: ExecuteParts, error: unknown, control: Control): End {
  const halt: End = control.signal.aborted ? control.halt() : { state: "paused", reason: "" };
  if (error instanceof CallError && error.code !== "cancelled") return { ...halt, reason: error.message };
  if (control.signal.aborted) return halt;
  diary.error("a run of writes broke off", error);
  return { state: "paused", reason: "Something in the application failed." };
}
