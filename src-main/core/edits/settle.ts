import type { FieldProof, ItemOutcome } from "#shared/edits.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import type { Clock } from "../ports.ts";
import { fieldMap, proveFields } from "./compare.ts";
import type { PlannedItem } from "./edit-entries.ts";
import { createdDesignator, findCreated, madeSince } from "./find-created.ts";
import { recordDesignator } from "./intended.ts";
import { removable } from "./obstacles.ts";
import type { RecordApi, WriteAnswer } from "./record-api.ts";

/** The outcome of a write without its time. */
export type Settled = Omit<ItemOutcome, "at">;

/** How a write ended according to its response; `null` after a crash, when the response is unknown. */
export type HeardAnswer = Extract<WriteAnswer, { readonly state: "done" | "unanswered" }> | null;

export interface SettleParts {
  readonly api: RecordApi;
  readonly clock: Clock;
  readonly connectionId: string;
  /** Records that are known to have been created by other writes of this application. */
  readonly known: ReadonlySet<string>;
  readonly signal: AbortSignal;
  /** Keeps the read-back of a creation or of an emptied collection, because it is shown afterwards. */
  readonly keepsBody: boolean;
}

/**
 * Reads back what a write did and reports only what the read proves: stored, altered by the server, not executed, or
 * unknown. Used after every response, and in its place if none came.
 */
export async function settle(
  parts: SettleParts,
  item: PlannedItem,
  answer: HeardAnswer,
  sentAt: number,
): Promise<Settled> {
  const found = await readBack(parts, item, answer, sentAt);
  if (found.state !== "not-executed" || answer?.state !== "unanswered" || !answer.mayComeLater) return found;
  // A server that is merely slow may still carry it out after this read.
  return {
    ...found,
    state: "unknown",
    message: `${found.message} It may still be carried out: look again in a while.`,
  };
}

function readBack(parts: SettleParts, item: PlannedItem, answer: HeardAnswer, sentAt: number): Promise<Settled> {
  switch (item.kind) {
    case "update":
      return settleUpdate(parts, item, answer);
    case "create":
      return settleCreate(parts, item, answer, sentAt);
    case "delete":
      return settleDelete(parts, item, answer);
    case "delete-all":
      return settleWipe(parts, item, answer);
  }
}

function settled(
  item: PlannedItem,
  answer: HeardAnswer,
  state: Settled["state"],
  message: string,
  more: Partial<Settled> = {},
): Settled {
  const unheard = answer?.state === "done" ? "" : `${answer?.message ?? "Nobody heard the answer."} `;
  const status = answer?.status ?? null;
  return { state, message: `${unheard}${message}`, status, proof: [], designator: item.designator, ...more };
}

const cannotRead = "The record could not be read back, so it is not known whether it was carried out.";

async function settleUpdate({ api, connectionId, signal }: SettleParts, item: PlannedItem, answer: HeardAnswer) {
  const read = await api.read(connectionId, item.designator, signal);
  if (read.state === "failed") return settled(item, answer, "unknown", `${cannotRead} ${read.message}`);
  if (read.state === "gone") return settled(item, answer, "unknown", "The record is not there any more.");
  const proof = proveFields(item.sent, fieldMap(item.before), fieldMap(read.fields));
  if (proof.every(({ verdict }) => verdict === "stored")) {
    return settled(item, answer, "stored", storedSentence(proof), { proof });
  }
  if (proof.every(({ verdict }) => verdict === "ignored")) {
    const asBefore = "Read back: the record is as it was before.";
    return settled(item, answer, "not-executed", `${againstItsWord(answer)}${asBefore}`, { proof });
  }
  if (answer?.state !== "done" && !proof.some(({ verdict }) => verdict === "stored")) {
    return settled(item, answer, "unknown", "Read back: the record is neither as before nor as sent.", { proof });
  }
  return settled(item, answer, "altered", alteredSentence(proof), { proof });
}

function againstItsWord(answer: HeardAnswer): string {
  return answer?.state === "done" ? "The server said yes, but it did not do it. " : "";
}

function storedSentence(proof: readonly FieldProof[]): string {
  const count = String(proof.length);
  return `Stored as sent. Read back and compared: ${count} of ${count} ${proof.length === 1 ? "field" : "fields"}.`;
}

function alteredSentence(proof: readonly FieldProof[]): string {
  const names = (verdict: FieldProof["verdict"]): string =>
    proof
      .filter((field) => field.verdict === verdict)
      .map(({ name }) => name)
      .join(", ");
  const ignored = names("ignored");
  const normalised = names("normalised");
  return [
    ...(normalised === "" ? [] : [`Normalised by the server: ${normalised}.`]),
    ...(ignored === "" ? [] : [`Ignored by the server: ${ignored}.`]),
  ].join(" ");
}

async function settleDelete({ api, connectionId, signal }: SettleParts, item: PlannedItem, answer: HeardAnswer) {
  const read = await api.read(connectionId, item.designator, signal);
  if (read.state === "gone") return settled(item, answer, "stored", "Deleted. Read back: it is gone.");
  if (read.state === "failed") return settled(item, answer, "unknown", `${cannotRead} ${read.message}`);
  return settled(item, answer, "not-executed", `${againstItsWord(answer)}Read back: the record is still there.`);
}

async function settleWipe(parts: SettleParts, item: PlannedItem, answer: HeardAnswer) {
  const { api, connectionId, signal, keepsBody } = parts;
  const left = await api.search(connectionId, item.designator, removable(item.designator), signal, keepsBody);
  if (left.state === "failed") return settled(item, answer, "unknown", `${cannotRead} ${left.message}`);
  if (left.fitting === 0) return settled(item, answer, "stored", "Deleted. Read back: nothing is left that can go.");
  if (left.fitting === item.removes) {
    return settled(item, answer, "not-executed", `${againstItsWord(answer)}Read back: all are still there.`);
  }
  const count = left.fitting.toLocaleString("en");
  const state = answer?.state === "done" ? "altered" : "unknown";
  return settled(item, answer, state, `Read back: ${count} are still there.`);
}

async function settleCreate(
  parts: SettleParts,
  item: PlannedItem,
  answer: HeardAnswer,
  sentAt: number,
): Promise<Settled> {
  const member = recordDesignator(item.designator, item.sent);
  const designator = member ?? (answer?.state === "done" ? createdDesignator(item, answer.record) : null);
  if (designator === null) return settleUnnamed(parts, item, answer, sentAt);
  const read = await parts.api.read(parts.connectionId, designator, parts.signal, parts.keepsBody);
  if (read.state === "failed") return settled(item, answer, "unknown", `${cannotRead} ${read.message}`, { designator });
  if (read.state === "found") {
    // The time is this computer's, which may differ from the server's by more than a write takes.
    const isOld = answer?.state !== "done" && !madeSince(read.fields, sentAt - dayMs);
    if (isOld) return settled(item, answer, "not-executed", "Read back: it was there before.", { designator });
    return provedCreation(item, answer, designator, read.fields);
  }
  if (answer?.state === "done") {
    return settled(item, answer, "unknown", "The server said yes, but the new record is not there.", { designator });
  }
  return settled(item, answer, "not-executed", "Read back: there is no such record.");
}

const dayMs = 86_400_000;

/** The outcome for a new record whose id is unknown. */
async function settleUnnamed(
  parts: SettleParts,
  item: PlannedItem,
  answer: HeardAnswer,
  sentAt: number,
): Promise<Settled> {
  const found = await findCreated(parts, item, sentAt);
  switch (found.state) {
    case "failed":
      return settled(item, answer, "unknown", `${cannotRead} ${found.message}`);
    case "found":
      return provedCreation(item, answer, found.designator, found.fields);
    case "none":
      return answer?.state === "done"
        ? settled(item, answer, "unknown", "The server said yes, but no such record was found.")
        : settled(item, answer, "not-executed", `Read back: ${item.designator} has no such record.`);
    case "unclear":
      return settled(item, answer, "unknown", found.message);
  }
}

function provedCreation(
  item: PlannedItem,
  answer: HeardAnswer,
  designator: string,
  stored: readonly FieldPair[],
): Settled {
  const proof = proveFields(item.sent, new Map(item.sent.map(([name]) => [name, ""])), fieldMap(stored));
  const isAsSent = proof.every(({ verdict }) => verdict === "stored");
  const message = isAsSent ? storedSentence(proof) : alteredSentence(proof);
  return settled(item, answer, isAsSent ? "stored" : "altered", message, { proof, designator });
}
