import type { FieldProof, ItemOutcome } from "#shared/edits.ts";
import { stayingRecords } from "#shared/rezora/protection.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { fieldMap, proveFields } from "./compare.ts";
import type { PlannedItem } from "./edit-entries.ts";
import { childDesignator, collectionOf, recordDesignator } from "./intended.ts";
import type { RecordApi, WriteAnswer } from "./record-api.ts";

/** What became of a write, before the time is put to it. */
export type Settled = Omit<ItemOutcome, "at">;

/** How a write ended as far as its answer tells; `null` after a crash, when nobody heard an answer. */
export type HeardAnswer = Extract<WriteAnswer, { readonly state: "done" | "unanswered" }> | null;

/** The clock of the server may be off by so much, milliseconds. */
const clockTolerance = 600_000;

export interface SettleParts {
  readonly api: RecordApi;
  readonly connectionId: string;
  readonly signal: AbortSignal;
}

/**
 * Reads back what a write did, and says only what reading proves: stored, altered by the server, not executed, or
 * unknown. Used after every answer, and in its place when none came.
 */
export async function settle(
  parts: SettleParts,
  item: PlannedItem,
  answer: HeardAnswer,
  sentAt: number,
): Promise<Settled> {
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
  if (answer?.state !== "done") {
    if (proof.every(({ verdict }) => verdict === "ignored")) {
      return settled(item, answer, "not-executed", "Read back: the record is as it was before.");
    }
    if (!proof.some(({ verdict }) => verdict === "stored")) {
      return settled(item, answer, "unknown", "Read back: the record is neither as before nor as sent.", { proof });
    }
  }
  return settled(item, answer, "altered", alteredSentence(proof), { proof });
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
  if (answer?.state === "done")
    return settled(item, answer, "altered", "The server said yes, but the record is still there.");
  return settled(item, answer, "not-executed", "Read back: the record is still there.");
}

async function settleWipe({ api, connectionId, signal }: SettleParts, item: PlannedItem, answer: HeardAnswer) {
  const path = matchDesignator(item.designator)?.resource.path;
  const staying = path === undefined ? null : stayingRecords(path);
  const filters =
    staying === null ? [] : [{ column: staying.field, operator: "not-equals" as const, value: staying.value }];
  const left = await api.search(connectionId, item.designator, filters, signal);
  if (left.state === "failed") return settled(item, answer, "unknown", `${cannotRead} ${left.message}`);
  if (left.fitting === 0) return settled(item, answer, "stored", "Deleted. Read back: nothing is left that can go.");
  const count = left.fitting.toLocaleString("en");
  if (answer?.state === "done")
    return settled(item, answer, "altered", `The server said yes, but ${count} are still there.`);
  return settled(item, answer, "unknown", `Read back: ${count} are still there.`);
}

async function settleCreate(parts: SettleParts, item: PlannedItem, answer: HeardAnswer, sentAt: number) {
  const designator = answer?.state === "done" ? createdDesignator(item, answer.newId) : memberDesignator(item);
  if (designator === null) return findCreated(parts, item, answer, sentAt);
  const read = await parts.api.read(parts.connectionId, designator, parts.signal);
  if (read.state === "failed") return settled(item, answer, "unknown", `${cannotRead} ${read.message}`, { designator });
  if (read.state === "found") return provedCreation(item, answer, designator, read.fields);
  if (answer?.state === "done") {
    return settled(item, answer, "altered", "The server said yes, but the new record is not there.", { designator });
  }
  return settled(item, answer, "not-executed", "Read back: there is no such record.");
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

/**
 * An association has its member's id in its place (`groups/7/agents/1234`), whatever id the answer names; other
 * records have the id that the answer gave.
 */
function createdDesignator(item: PlannedItem, newId: string | null): string | null {
  return memberDesignator(item) ?? (newId === null ? null : childDesignator(item.designator, newId));
}

function memberDesignator({ designator, sent }: PlannedItem): string | null {
  return recordDesignator(designator, sent);
}

/** Looks for a record that nobody told the id of: equal in all that was sent, and made no earlier than the write. */
async function findCreated(
  { api, connectionId, signal }: SettleParts,
  item: PlannedItem,
  answer: HeardAnswer,
  sentAt: number,
): Promise<Settled> {
  const filters = item.sent
    .filter(([, value]) => value !== "")
    .map(([column, value]) => ({ column, operator: "equals" as const, value }));
  const found = await api.search(connectionId, item.designator, filters, signal);
  if (found.state === "failed") return settled(item, answer, "unknown", `${cannotRead} ${found.message}`);
  const fresh = found.records.filter((record) => madeSince(record, sentAt - clockTolerance));
  const [only] = fresh;
  const designator = only === undefined ? null : recordDesignator(item.designator, only);
  if (fresh.length === 1 && only !== undefined && designator !== null) {
    return provedCreation(item, answer, designator, only);
  }
  if (found.fitting === 0) {
    return settled(item, answer, "not-executed", `Read back: ${collectionWord(item)} has no such record.`);
  }
  const count = found.fitting.toLocaleString("en");
  return settled(item, answer, "unknown", `Read back: ${count} records have these values; look which of them is new.`);
}

function collectionWord({ designator }: PlannedItem): string {
  return collectionOf(`${designator}/`);
}

/** By the record's own date, which the API gives in UTC (reference, output data); without one it counts as fresh. */
function madeSince(record: readonly FieldPair[], earliest: number): boolean {
  const date = record.find(([name]) => name.endsWith("_date"))?.[1];
  if (date === undefined) return true;
  const time = Date.parse(`${date.replace(" ", "T")}Z`);
  return Number.isNaN(time) || time >= earliest;
}
