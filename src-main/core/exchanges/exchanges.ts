import type { DocumentSummary } from "#shared/documents.ts";
import type { Exchange, RequestSpec } from "#shared/http/exchange.ts";
import { firstHeader } from "#shared/http/headers.ts";
import type { Connections } from "../connections/connections.ts";
import type { AccessStore } from "../doctor/matrix/access-store.ts";
import type { LevelObservation } from "../connections/level.ts";
import type { DocumentStore, DocumentWriter } from "../documents/store.ts";
import type { BodySink, SendResult } from "../http/send-contract.ts";
import { declaresRecords, isWebPage, pageStart } from "../http/web-page.ts";
import type { Ports } from "../ports.ts";
import { createDocumentLeases } from "./document-leases.ts";
import { exchangeOf, sightingOf, verdictOf } from "./exchange-of.ts";
import { reportGrowth } from "./growth.ts";
import { createLevelWatch } from "./level-watch.ts";
import { createReadJoiner, type Caller } from "./join-reads.ts";
import type { MeterStore } from "./meter.ts";
import type { Outgoing, Sender } from "./outgoing.ts";
import { atTheStart, reportProgress } from "./progress.ts";

export interface Exchanges {
  /** Sends one request and keeps the body. After a cancel, it resolves with what has arrived. */
  send(exchangeId: string, request: RequestSpec, signal: AbortSignal): Promise<Exchange>;
  /** Keeps a document for one more holder, which releases it by the returned function. */
  holdDocument(documentId: string): () => void;
  /** Releases the document for one holder. */
  closeDocument(documentId: string): void;
  /** Ends running exchanges. */
  close(): Promise<void>;
}

export interface ExchangeParts {
  readonly ports: Pick<Ports, "clock" | "emit" | "log">;
  readonly connections: Connections;
  readonly access: Pick<AccessStore, "observe">;
  readonly sender: Sender;
  readonly meter: MeterStore;
  readonly documents: Pick<DocumentStore, "open" | "close">;
  /** Detects the level of a login that was refused. The response does not wait for it. */
  readonly detectLevel: (connectionId: string, signal: AbortSignal, refused: LevelObservation) => Promise<unknown>;
}

export function createExchanges(parts: ExchangeParts): Exchanges {
  const { ports, connections, access, sender, meter, documents } = parts;
  const levels = createLevelWatch(parts);
  const joiner = createReadJoiner<Exchange>();
  const leases = createDocumentLeases();

  async function run(
    outgoing: Outgoing,
    request: RequestSpec,
    exchangeId: string,
    signal: AbortSignal,
    callers: ReadonlySet<Caller>,
  ): Promise<Exchange> {
    const { connectionId } = outgoing.connection;
    const startedAt = ports.clock.now();
    const end = meter.begin(connectionId);
    const progress = reportProgress(ports.clock, ports.emit, callers);
    const body = createBodyKeeper(documents);
    const growth = reportGrowth(ports.emit, callers, () => body.glance());
    try {
      const result = await sender.send(outgoing, {
        owner: exchangeId,
        signal,
        headOnly: false,
        onProgress: (update) => progress.update(update),
        sink: {
          begin(head) {
            body.begin(head);
            growth.begin();
          },
          write: (chunk) => body.write(chunk),
        },
      });
      growth.end();
      progress.update({ phase: "reading" });
      let bodyLost = false;
      const document = await body.finish(result).catch((error: unknown) => {
        // The server has acted, so the user must be informed, with or without the body.
        ports.log.error("a body could not be kept", error);
        bodyLost = true;
        return null;
      });
      learn(outgoing, request, result, { isPage: body.isWebPage(), records: document?.table?.recordCount ?? null });
      const exchange = exchangeOf(outgoing, result, { exchangeId, request, startedAt, document });
      if (bodyLost) {
        exchange.warnings.push(bodyLostWords);
        // Whatever ended it, nothing that had arrived was kept.
        if (exchange.failure !== null) exchange.failure = { ...exchange.failure, advice: bodyLostWords };
      }
      return exchange;
    } finally {
      growth.end();
      progress.end();
      end();
    }
  }

  function learn(
    outgoing: Outgoing,
    request: RequestSpec,
    result: SendResult,
    { isPage, records }: { readonly isPage: boolean; readonly records: number | null },
  ): void {
    const { status, login } = result;
    const designator = request.designator.split("?", 1)[0] ?? "";
    const { resourceLevel } = outgoing;
    const page = isPage ? { webPage: true } : {};
    const seen = { designator, resourceLevel, status, login, ...page };
    connections.observe(outgoing.connection.connectionId, outgoing.login, {
      ...sightingOf(outgoing, result, { designator }),
      ...page,
      records,
    });
    levels.observe(outgoing.connection.connectionId, outgoing.login, seen);
    const { method } = request;
    const verdict = verdictOf(outgoing, result, { designator });
    const answer = { method, designator, status, login: verdict, source: "request" } as const;
    access.observe(outgoing.connection.connectionId, outgoing.login, answer);
  }

  function closeDocument(documentId: string): void {
    if (leases.release(documentId)) documents.close(documentId);
  }

  return {
    async send(exchangeId, request, signal) {
      const outgoing = await sender.prepare(request);
      meter.action(request.connectionId);
      ports.emit("exchangeProgress", { exchangeId, ...atTheStart, elapsedMs: 0 });
      const exchange = await joiner.run(joinKey(outgoing), { exchangeId }, signal, (shared, callers) =>
        run(outgoing, request, exchangeId, shared, callers),
      );
      if (exchange.document !== null) leases.add(exchange.document.documentId);
      return exchange;
    },
    holdDocument(documentId) {
      leases.add(documentId);
      return () => closeDocument(documentId);
    },
    closeDocument,
    async close() {
      await Promise.all([joiner.close(), levels.close()]);
    },
  };
}

const bodyLostWords = "The body of this response could not be kept.";

/** null: must not be joined. Two GETs are identical if the same bytes would be sent for the same login. */
function joinKey({ method, login, origin, requestTarget, headers }: Outgoing): string | null {
  return method === "GET" ? JSON.stringify([login.sessionKey, origin, requestTarget, headers]) : null;
}

interface BodyKeeper extends BodySink {
  /** Rejects if nothing is kept. */
  glance(): Promise<DocumentSummary>;
  /** null if no response came that could have a body. Rejects if the body could not be kept. */
  finish(result: SendResult): Promise<DocumentSummary | null>;
  /** Judged by its type and its first bytes, whether it is kept or not. */
  isWebPage(): boolean;
}

/**
 * Passes the body to the documents while it arrives, so reading begins before its end. If they refuse it, the error is
 * held until the end: it must not abort an exchange that the server has carried out.
 */
function createBodyKeeper(documents: ExchangeParts["documents"]): BodyKeeper {
  let writer: DocumentWriter | null = null;
  let refusal: unknown;
  let mayBePage = false;
  let start = "";
  function attempt<T>(step: () => T): T | undefined {
    if (refusal !== undefined) return undefined;
    try {
      return step();
    } catch (error) {
      refusal = error ?? new Error("the documents refused a body");
      if (writer !== null) documents.close(writer.documentId);
      return undefined;
    }
  }
  return {
    begin({ status, headers, expectedBytes }) {
      mayBePage = !declaresRecords(headers);
      attempt(() => {
        // In this API, 204 means "no data for this resource", whatever a server sends with it.
        const noData = status === 204;
        const contentType = firstHeader(headers, "content-type") ?? null;
        writer = documents.open({ status, contentType, expectedBytes, noData });
      });
    },
    write(chunk) {
      if (mayBePage && start.length < pageStart) start += Buffer.from(chunk.subarray(0, pageStart)).toString("latin1");
      return attempt(() => writer?.write(chunk));
    },
    isWebPage: () => mayBePage && isWebPage(start),
    async glance() {
      if (refusal !== undefined || writer === null) throw refusal ?? new Error("no body has begun");
      return await writer.glance();
    },
    async finish({ body }) {
      if (refusal !== undefined) throw refusal;
      return (await writer?.finish({ complete: body.complete })) ?? null;
    },
  };
}
