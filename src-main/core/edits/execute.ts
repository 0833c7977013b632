import { CallError } from "../call-error.ts";
import type { Clock, Log } from "../ports.ts";
import type { EditLog } from "./edit-log.ts";
import { isEndedWell, waitingOutcome, type KeptRun } from "./edit-state.ts";
import type { PlannedItem } from "./edit-entries.ts";
import { staleness } from "./obstacles.ts";
import type { RecordApi, WriteAnswer } from "./record-api.ts";
import { settle, type SettleParts, type Settled } from "./settle.ts";
import { waitFor } from "./wait-for.ts";

export interface ExecuteParts {
  readonly api: RecordApi;
  readonly log: EditLog;
  readonly clock: Clock;
  /** For what should not happen. */
  readonly diary: Log;
  /** Told after every step that is on the disk. */
  readonly changed: (runId: string) => void;
}

/** How a person interferes with a run; a write that is on its way is never cut. */
export interface Control {
  /** Aborted by Pause and Stop. */
  readonly signal: AbortSignal;
  /** What the run becomes when the signal was aborted. */
  readonly halt: () => { readonly state: "paused" | "stopped"; readonly reason: string };
}

/**
 * Carries out what is left of a run: one item at a time, stopped at the first that does not end well. What was cut off
 * in the middle is looked up first, so that nothing is executed twice. Every step is on the disk before the next.
 */
export async function executeRun(parts: ExecuteParts, runId: string, control: Control): Promise<void> {
  const end = await halted(parts, runId, control).catch((error: unknown) => reasonOf(parts, error, control));
  await conclude(parts, runId, end);
}

/**
 * Looks up what became of writes whose outcome is unknown. Sends nothing: what was not carried out waits for another
 * Review.
 */
export async function lookAgain(parts: ExecuteParts, runId: string, control: Control): Promise<void> {
  const end = await lookedUp(parts, runId).catch((error: unknown): End => ({
    ...reasonOf(parts, error, control),
    state: "stopped",
  }));
  await conclude(parts, runId, end);
}

async function lookedUp(parts: ExecuteParts, runId: string): Promise<End> {
  const { plan } = runOf(parts, runId);
  for (const [index, item] of plan.items.entries()) {
    const earlier = runOf(parts, runId).outcomes[index];
    if (earlier?.state !== "unknown" && earlier?.state !== "sending") continue;
    const outcome = await settle(settleParts(parts, plan.connectionId), item, null, earlier.at);
    // The time stays that of the write: it is what later looks compare with.
    await end(parts, runId, index, outcome, earlier.at);
    if (!isEndedWell(outcome.state)) return { state: "stopped", reason: stopReason(outcome, item) };
  }
  const left = runOf(parts, runId).outcomes.filter(({ state }) => !isEndedWell(state)).length;
  return left === 0
    ? { state: "finished", reason: "" }
    : { state: "stopped", reason: "Looked up: it was carried out. What was not sent yet waits for another Review." };
}

/** On a full disk the run halts all the same; the next start finds it halted, whatever could be written down. */
async function conclude({ log, changed, diary }: ExecuteParts, runId: string, { state, reason }: End): Promise<void> {
  await log.write({ entry: "run-state", runId, state, reason }).catch((error: unknown) => {
    diary.error("the end of a run could not be written down", error);
    log.note(runId, state, reason);
  });
  changed(runId);
}

type End = { readonly state: "paused" | "stopped" | "finished"; readonly reason: string };

async function halted(parts: ExecuteParts, runId: string, control: Control): Promise<End> {
  const { plan } = runOf(parts, runId);
  let isFirst = true;
  for (const [index, item] of plan.items.entries()) {
    const { state } = runOf(parts, runId).outcomes[index] ?? { state: "waiting" };
    if (isEndedWell(state)) continue;
    if (control.signal.aborted) return control.halt();
    if (state === "waiting" && isDiscarded(parts, runId, item)) {
      return { state: "stopped", reason: discardedReason(item) };
    }
    if (!isFirst) await waitFor(plan.gapMs, control.signal);
    isFirst = false;
    const outcome = await executeItem(parts, plan.connectionId, runId, index, item, control.signal);
    await end(parts, runId, index, outcome, parts.clock.now());
    if (!isEndedWell(outcome.state)) return { state: "stopped", reason: stopReason(outcome, item) };
  }
  return { state: "finished", reason: "" };
}

function runOf({ log }: ExecuteParts, runId: string): KeptRun {
  const run = log.runs.get(runId);
  if (run === undefined) throw new CallError("not-found", "There is no such run.");
  return run;
}

/** The person took it back while the run was paused: it is not sent, although it was reviewed. */
function isDiscarded(parts: ExecuteParts, runId: string, { draftId, erased }: PlannedItem): boolean {
  if (erased === true) return true;
  return draftId !== null && runOf(parts, runId).drafts.has(draftId) && !parts.log.drafts.has(draftId);
}

function discardedReason(item: PlannedItem): string {
  return `The change of ${nameOf(item)} was discarded meanwhile and is not sent. What is left waits for another Review.`;
}

function settleParts({ api, log, clock }: ExecuteParts, connectionId: string): SettleParts {
  const known = new Set<string>();
  for (const { plan, outcomes } of log.runs.values()) {
    if (plan.connectionId !== connectionId) continue;
    for (const [index, { kind }] of plan.items.entries()) {
      const outcome = outcomes[index];
      if (kind === "create" && outcome !== undefined && isEndedWell(outcome.state)) known.add(outcome.designator);
    }
  }
  // Reading back is not stopped by the person: what was sent has to be known.
  return { api, clock, connectionId, known, signal: new AbortController().signal };
}

async function executeItem(
  parts: ExecuteParts,
  connectionId: string,
  runId: string,
  index: number,
  item: PlannedItem,
  signal: AbortSignal,
): Promise<Settled> {
  const earlier = runOf(parts, runId).outcomes[index];
  const toTheEnd = settleParts(parts, connectionId);
  if (earlier?.state === "sending" || earlier?.state === "unknown") {
    const found = await settle(toTheEnd, item, null, earlier.at);
    if (found.state !== "not-executed" || isDiscarded(parts, runId, item)) return found;
  }
  const stale = await staleness(parts.api, connectionId, item, signal);
  if (stale !== null) return stale;
  // Pause and Stop may have come during the read.
  if (signal.aborted) throw new CallError("cancelled", "Stopped.");
  const sentAt = parts.clock.now();
  await parts.log.write({ entry: "sending", runId, item: index, at: sentAt });
  parts.changed(runId);
  const body = item.method === "DELETE" ? null : { format: item.bodyFormat, fields: item.sent };
  const write = { method: item.method, designator: item.designator, body };
  const answer = await parts.api.write(connectionId, write, toTheEnd.signal).catch(async (error: unknown) => {
    // Refused before a byte left: it waits as before. Whatever else was thrown proves nothing.
    if (error instanceof CallError) await end(parts, runId, index, waitingOutcome(item.designator, sentAt), sentAt);
    throw error;
  });
  return await after(toTheEnd, item, answer, sentAt);
}

async function after(parts: SettleParts, item: PlannedItem, answer: WriteAnswer, sentAt: number): Promise<Settled> {
  const { designator } = item;
  switch (answer.state) {
    case "refused":
      return { state: "refused", message: answer.message, status: answer.status, proof: [], designator };
    case "not-sent":
      return { state: "not-executed", message: answer.message, status: null, proof: [], designator };
    case "done":
    case "unanswered":
      return await settle(parts, item, answer, sentAt);
  }
}

async function end(
  { log, changed }: ExecuteParts,
  runId: string,
  index: number,
  settled: Settled,
  at: number,
): Promise<void> {
  await log.write({ entry: "ended", runId, item: index, outcome: { ...settled, at } }).catch(() => {
    const message =
      "What became of a write could not be saved on the disk. Make room, then go on: it is looked up first.";
    throw new CallError("storage-failed", message);
  });
  changed(runId);
}

function nameOf({ title, designator }: PlannedItem): string {
  return title === "" ? designator : title;
}

function stopReason({ state, message }: Settled, item: PlannedItem): string {
  const name = nameOf(item);
  switch (state) {
    case "refused":
      return `The server refused the change of ${name}. ${message}`;
    case "moved":
      return `${name} was changed by somebody else. Review it again.`;
    case "not-executed":
      return `The change of ${name} was not carried out. ${message}`;
    case "unknown":
    case "sending":
    case "waiting":
    case "stored":
    case "altered":
      return `It is not known what became of ${name}. ${message}`;
  }
}

/** What keeps a run from going on without anything being lost: a lock that fell shut, a full disk, a stop. */
function reasonOf({ diary }: ExecuteParts, error: unknown, control: Control): End {
  const halt: End = control.signal.aborted ? control.halt() : { state: "paused", reason: "" };
  if (error instanceof CallError && error.code !== "cancelled") return { ...halt, reason: error.message };
  if (control.signal.aborted) return halt;
  diary.error("a run of writes broke off", error);
  return { state: "paused", reason: "Something in the application failed." };
}
