import type { Exchange, RequestSpec } from "#shared/http/exchange.ts";
import { everyRecord } from "#shared/every-record.ts";
import type { ComparedSide, LoginAnswer, LoginComparison, RecordComparison } from "#shared/login-comparison.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { CallError } from "../../call-error.ts";
import type { DocumentStore } from "../../documents/store.ts";
import { question } from "../../exchanges/detect-level.ts";
import type { Exchanges } from "../../exchanges/exchanges.ts";
import type { Sender } from "../../exchanges/outgoing.ts";
import type { Clock } from "../../ports.ts";
import { differingHeaders } from "./compare-headers.ts";
import { compareRecords, type RecordSource } from "./compare-records.ts";

export interface LoginComparisonParts {
  readonly clock: Clock;
  readonly sender: Pick<Sender, "prepare">;
  readonly exchanges: Pick<Exchanges, "send" | "closeDocument">;
  readonly documents: Pick<DocumentStore, "getRows" | "getValueText">;
}

export interface LoginComparisonRequest {
  readonly runId: string;
  readonly left: string;
  readonly right: string;
  readonly designator: string;
}

/** Sends the same GET over two connections, one after the other, and compares the results. The bodies are not kept. */
export async function compareLogins(
  parts: LoginComparisonParts,
  request: LoginComparisonRequest,
  signal: AbortSignal,
): Promise<LoginComparison> {
  const { clock, sender, exchanges } = parts;
  const { runId, designator } = request;
  if (request.left === request.right) throw new CallError("invalid-input", "Choose two different connections.");
  const specOf = (connectionId: string): RequestSpec => ({ ...question, suffix: "json", connectionId, designator });
  // Both are prepared first, so nothing is sent when one of them cannot be.
  await sender.prepare(specOf(request.left));
  await sender.prepare(specOf(request.right));

  const startedAt = clock.now();
  const answers: Partial<Record<ComparedSide, Exchange>> = {};
  try {
    for (const side of ["left", "right"] as const) {
      if (signal.aborted) break;
      answers[side] = await exchanges.send(`${runId}.${side}`, specOf(request[side]), signal);
    }
    const { left, right } = answers;
    const isWhole = !signal.aborted && left !== undefined && right !== undefined;
    const records = isWhole ? await recordsOf(parts, left, right, signal) : null;
    return {
      runId,
      designator,
      startedAt,
      records,
      cancelled: signal.aborted,
      left: left === undefined ? null : answerOf(left),
      right: right === undefined ? null : answerOf(right),
      headers: isWhole ? headersOf(left, right) : [],
    };
  } finally {
    for (const each of Object.values(answers))
      if (each.document !== null) exchanges.closeDocument(each.document.documentId);
  }
}

function answerOf({ request, status, reason, failure, totalMs, legs, document }: Exchange): LoginAnswer {
  return {
    connectionId: request.connectionId,
    status,
    reason,
    failure,
    totalMs,
    wireRequests: legs.length,
    byteLength: document?.byteLength ?? 0,
    records: document?.table?.recordCount ?? null,
  };
}

function headersOf(left: Exchange, right: Exchange): LoginComparison["headers"] {
  // Without a response on both sides, there are no headers to compare.
  if (left.status === null || right.status === null) return [];
  return differingHeaders(left.legs.at(-1)?.responseHeaders ?? [], right.legs.at(-1)?.responseHeaders ?? []);
}

async function recordsOf(
  { documents }: LoginComparisonParts,
  left: Exchange,
  right: Exchange,
  signal: AbortSignal,
): Promise<RecordComparison | null> {
  if (!isListOfRecords(left) || !isListOfRecords(right)) return null;
  const [path = ""] = left.request.designator.split("?", 1);
  const fields = matchDesignator(path)?.resource.methods.GET.responseFields ?? [];
  const key = fields.find(({ kind }) => kind === "id")?.name ?? null;
  try {
    return await compareRecords(sourceOf(documents, left, signal), sourceOf(documents, right, signal), key);
  } catch (error) {
    if (error instanceof CallError && error.code === "cancelled") return null;
    throw error;
  }
}

function isListOfRecords({ status, failure, document }: Exchange): boolean {
  return status === 200 && failure === null && document?.complete === true && document.table !== null;
}

function sourceOf(
  documents: LoginComparisonParts["documents"],
  { document }: Exchange,
  signal: AbortSignal,
): RecordSource {
  const documentId = document?.documentId ?? "";
  return {
    columns: document?.table?.columns ?? [],
    count: document?.table?.recordCount ?? 0,
    async read(offset, limit) {
      return (await documents.getRows({ documentId, query: everyRecord, offset, limit }, signal)).rows;
    },
    async readText(record, column, from, limit) {
      return (await documents.getValueText({ documentId, record, column, from, limit }, signal)).text;
    },
  };
}
