import { checkedFormats } from "#shared/checked-formats.ts";
import type {
  CheckedFormat,
  FormatCheck,
  FormatCheckProgress,
  FormatCheckRequest,
  LeftOut,
  PerFormat,
} from "#shared/format-check.ts";
import type { Exchange, RequestSpec } from "#shared/http/exchange.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { CallError } from "../call-error.ts";
import type { Connections } from "../connections/connections.ts";
import type { DocumentStore } from "../documents/store.ts";
import type { Clock, Emit } from "../ports.ts";
import { question } from "./detect-level.ts";
import type { Exchanges } from "./exchanges.ts";
import { makesNextPointless, reasonLeftOut } from "./format-answers.ts";
import { pause } from "./pause.ts";

/** Milliseconds between two events while records are compared. */
const gap = 125;

export interface FormatCheckParts {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly connections: Pick<Connections, "get">;
  readonly exchanges: Pick<Exchanges, "send">;
  readonly documents: Pick<DocumentStore, "compare">;
}

type Answers = { -readonly [Format in CheckedFormat]: Exchange | null };

/**
 * Fetches a resource in each format, one after the other with the connection's gap between them, and compares the
 * responses. With a known nonce these are three wire requests; without one, there is one more before them.
 */
export async function checkFormats(
  parts: FormatCheckParts,
  request: FormatCheckRequest,
  signal: AbortSignal,
): Promise<FormatCheck> {
  const resource = comparableResource(request.designator);
  const answers: Answers = { json: null, xml: null, csv: null };
  const nothing = { checkId: request.checkId, answers, leftOut: [], comparison: null, dialect: null };
  try {
    const problem = await fetchAll(parts, request, answers, signal);
    if (signal.aborted) return { ...nothing, outcome: "cancelled", problem: null };
    if (problem !== null) return { ...nothing, outcome: "stopped", problem };
    return { checkId: request.checkId, answers, ...(await compareAnswers(parts, request, resource, answers, signal)) };
  } catch (error) {
    // The responses so far are returned with the reason, unless there are none yet.
    if (!(error instanceof CallError) || checkedFormats.every((format) => answers[format] === null)) throw error;
    if (error.code === "cancelled") return { ...nothing, outcome: "cancelled", problem: null };
    return { ...nothing, outcome: "stopped", problem: error.message };
  }
}

function comparableResource(designator: string): Resource {
  const resource = matchDesignator(designator)?.resource;
  if (resource === undefined || resource.methods.GET.confidence === "absent") {
    throw new CallError("invalid-designator", "Only resources of the catalogue that can be read are compared.");
  }
  return resource;
}

/** Fills in the responses. Returns a reason if one of them makes it pointless to continue. */
async function fetchAll(
  { connections, emit, exchanges }: FormatCheckParts,
  { checkId, connectionId, designator }: FormatCheckRequest,
  answers: Answers,
  signal: AbortSignal,
): Promise<string | null> {
  for (const [index, format] of checkedFormats.entries()) {
    emit("formatCheckProgress", atStep(checkId, format, answers));
    if (index > 0) await pause(connections.get(connectionId).gapMs, signal);
    if (signal.aborted) return null;
    const spec: RequestSpec = { ...question, connectionId, designator, suffix: format };
    const exchange = await exchanges.send(`${checkId}.${format}`, spec, signal);
    answers[format] = exchange;
    if (format !== "csv" && makesNextPointless(exchange)) return reasonLeftOut(format, exchange);
  }
  return null;
}

function atStep(checkId: string, step: FormatCheckProgress["step"], answers: Answers): FormatCheckProgress {
  const wireRequests = checkedFormats.reduce((sum, format) => sum + (answers[format]?.legs.length ?? 0), 0);
  return { checkId, step, wireRequests, compared: 0, records: 0 };
}

async function compareAnswers(
  { clock, emit, documents }: FormatCheckParts,
  { checkId }: FormatCheckRequest,
  resource: Resource,
  answers: PerFormat<Exchange | null>,
  signal: AbortSignal,
): Promise<Omit<FormatCheck, "checkId" | "answers">> {
  const leftOut: LeftOut[] = [];
  const ids: Partial<Record<CheckedFormat, string>> = {};
  for (const format of checkedFormats) {
    const exchange = answers[format];
    const reason = exchange === null ? "Not fetched." : reasonLeftOut(format, exchange);
    if (reason !== null) leftOut.push({ format, reason });
    else if (exchange?.document) ids[format] = exchange.document.documentId;
  }
  if (checkedFormats.every((format) => answers[format]?.status === 204)) {
    return { outcome: "no-data", problem: null, leftOut: [], comparison: null, dialect: null };
  }
  if (Object.keys(ids).length === 0) {
    return { outcome: "not-comparable", problem: null, leftOut, comparison: null, dialect: null };
  }
  const progress = atStep(checkId, "comparing", answers);
  emit("formatCheckProgress", progress);
  let told = clock.monotonic();
  const key = resource.methods.GET.responseFields.find(({ kind }) => kind === "id")?.name ?? null;
  const found = await documents.compare({ documents: ids, key }, signal, (compared, records) => {
    if (clock.monotonic() - told < gap) return;
    told = clock.monotonic();
    emit("formatCheckProgress", { ...progress, compared, records });
  });
  if (found.csvLeftOut) {
    leftOut.push({
      format: "csv",
      reason: `Its values are not separated by | but by ${named(found.dialect?.delimiter)}.`,
    });
  }
  return {
    outcome: found.comparison === null ? "not-comparable" : "compared",
    problem: null,
    leftOut,
    comparison: found.comparison,
    dialect: found.dialect,
  };
}

function named(delimiter: string | null | undefined): string {
  return delimiter === "\t" ? "tabs" : (delimiter ?? "something else");
}
