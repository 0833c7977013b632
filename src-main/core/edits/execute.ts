import { CallError } from "../call-error.ts";
import type { Clock } from "../ports.ts";
import { changesAnything, fieldMap, movedFields } from "./compare.ts";
import { waitingOutcome, type EditLog, type KeptRun } from "./edit-log.ts";
import type { PlannedItem } from "./edit-entries.ts";
import type { RecordApi, WriteAnswer } from "./record-api.ts";
import { settle, type SettleParts, type Settled } from "./settle.ts";
import { waitFor } from "./wait-for.ts";

export interface ExecuteParts {
  readonly api: RecordApi;
  readonly log: EditLog;
  readonly clock: Clock;
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

const endedWell: ReadonlySet<string> = new Set(["stored", "altered"]);

/**
 * Carries out what is left of a run: one item at a time, stopped at the first that does not end well. What was cut off
 * in the middle is looked up first, so that nothing is executed twice. Every step is on the disk before the next.
 */
export async function executeRun(parts: ExecuteParts, runId: string, control: Control): Promise<void> {
  const end = await halted(parts, runId, control).catch((error: unknown) => reasonOf(error, control));
  await parts.log.write({ entry: "run-state", runId, ...end });
  parts.changed(runId);
}

type End = { readonly state: "paused" | "stopped" | "finished"; readonly reason: string };

async function halted(parts: ExecuteParts, runId: string, control: Control): Promise<End> {
  const { plan } = runOf(parts, runId);
  let isFirst = true;
  for (const [index, item] of plan.items.entries()) {
    const { state } = runOf(parts, runId).outcomes[index] ?? { state: "waiting" };
    if (endedWell.has(state)) continue;
    if (control.signal.aborted) return control.halt();
    if (!isFirst) await waitFor(plan.gapMs, control.signal);
    isFirst = false;
    const outcome = await executeItem(parts, plan.connectionId, runId, index, item, control.signal);
    await end(parts, runId, index, item, outcome);
    if (!endedWell.has(outcome.state)) return { state: "stopped", reason: stopReason(outcome, item) };
  }
  return { state: "finished", reason: "" };
}

function runOf({ log }: ExecuteParts, runId: string): KeptRun {
  const run = log.runs.get(runId);
  if (run === undefined) throw new CallError("not-found", "There is no such run.");
  return run;
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
  // Reading back is not stopped by the person: what was sent has to be known.
  const toTheEnd: SettleParts = { api: parts.api, connectionId, signal: new AbortController().signal };
  if (earlier?.state === "sending" || earlier?.state === "unknown") {
    const found = await settle(toTheEnd, item, null, earlier.at);
    if (found.state !== "not-executed") return found;
  }
  const obstacle = await obstacleBefore(parts, connectionId, item, signal);
  if (obstacle !== null) return obstacle;
  const sentAt = parts.clock.now();
  await parts.log.write({ entry: "sending", runId, item: index, at: sentAt });
  parts.changed(runId);
  const body = item.method === "DELETE" ? null : { format: item.bodyFormat, fields: item.sent };
  const write = { method: item.method, designator: item.designator, body };
  const answer = await parts.api.write(connectionId, write, toTheEnd.signal).catch(async (error: unknown) => {
    // Refused before a byte left: it waits as before.
    const outcome = waitingOutcome(item.designator, sentAt);
    await parts.log.write({ entry: "ended", runId, item: index, outcome });
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

/** Reads the record once more right before its write; null when nothing stands in the way. */
async function obstacleBefore(
  { api }: ExecuteParts,
  connectionId: string,
  item: PlannedItem,
  signal: AbortSignal,
): Promise<Settled | null> {
  if (item.kind === "create" || item.kind === "delete-all") return null;
  const { designator } = item;
  const read = await api.read(connectionId, designator, signal);
  const stopped = (state: Settled["state"], message: string): Settled => ({
    state,
    message,
    status: null,
    proof: [],
    designator,
  });
  if (read.state === "failed") return stopped("not-executed", `Not sent: ${read.message}`);
  if (read.state === "gone") {
    if (item.kind === "delete") return stopped("stored", "It was gone already; nothing was sent.");
    return stopped("moved", "Not sent: the record was deleted after Review.");
  }
  const now = fieldMap(read.fields);
  const compared = item.kind === "delete" ? item.before : item.sent;
  const moved = movedFields(fieldMap(item.before), now, compared);
  if (moved.length > 0) {
    return stopped("moved", `Not sent: ${moved.join(", ")} changed on the server after Review.`);
  }
  if (item.kind === "update" && !changesAnything(item.sent, now)) {
    return stopped("stored", "The record already was as wanted; nothing was sent.");
  }
  return null;
}

async function end(
  { log, clock, changed }: ExecuteParts,
  runId: string,
  index: number,
  { draftId }: PlannedItem,
  settled: Settled,
): Promise<void> {
  const ended = { entry: "ended", runId, item: index, outcome: { ...settled, at: clock.now() } } as const;
  const isOver = endedWell.has(settled.state) && draftId !== null;
  await log.write(ended, ...(isOver ? [{ entry: "discarded" as const, draftId }] : []));
  changed(runId);
}

function stopReason({ state, message }: Settled, { title, designator }: PlannedItem): string {
  const name = title === "" ? designator : title;
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
function reasonOf(error: unknown, control: Control): End {
  if (control.signal.aborted) return control.halt();
  if (error instanceof CallError) return { state: "paused", reason: error.message };
  throw error;
}
