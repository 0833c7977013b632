import type { DocumentSummary } from "#shared/documents.ts";
import type { RequestSpec } from "#shared/http/exchange.ts";
import { openConnections, type Connections } from "../connections/connections.ts";
import type { LevelObservation } from "../connections/level.ts";
import { createAccessStore, type AccessStore } from "../doctor/matrix/access-store.ts";
import type { DocumentHead } from "../documents/open-document.ts";
import type { BodySink, HttpClient, SendOptions, SendResult } from "../http/send-contract.ts";
import { createSeenSecrets } from "../http/seen-secrets.ts";
import { createNotices } from "../notices.ts";
import { createPortDoubles, type PortDoubles } from "../port-doubles.ts";
import { createExchanges, type Exchanges } from "./exchanges.ts";
import { openMeterStore, type MeterStore } from "./meter.ts";
import { createSender, type Sender } from "./outgoing.ts";

/** A request that the engine was asked to send and that waits for its response. */
export interface Sent {
  readonly options: SendOptions;
  readonly answer: (result?: Partial<SendResult>) => void;
  readonly fail: (error: Error) => void;
}

interface KeptDocument {
  readonly head: DocumentHead;
  readonly chunks: string[];
  complete: boolean | null;
  closed: boolean;
  /** The result of a glance; null: it fails. */
  recordsSoFar: number | null;
  glances: number;
}

interface Detection {
  readonly connectionId: string;
  readonly refused: LevelObservation;
}

/** The exchanges with an engine that responds when a test says so, and documents that only record calls. */
export interface ExchangeDoubles {
  readonly doubles: PortDoubles;
  readonly connections: Connections;
  readonly access: AccessStore;
  readonly meter: MeterStore;
  readonly sender: Sender;
  readonly exchanges: Exchanges;
  readonly sent: Sent[];
  readonly documents: KeptDocument[];
  /** Logins for which a detection was started automatically. */
  readonly detections: readonly Detection[];
  /** Makes the documents refuse the next body. */
  breakDocuments(): void;
  close(): Promise<void>;
}

const served: SendResult = {
  legs: [],
  status: 200,
  reason: "OK",
  responseHeaders: [["Content-Type", "text/csv; charset=UTF-8"]],
  failure: null,
  login: "accepted",
  warnings: [],
  redirect: null,
  totalMs: 12,
  body: { receivedBytes: 0, complete: true, expectedBytes: null },
};

export function requestOf(change: Partial<RequestSpec> = {}): RequestSpec {
  return {
    connectionId: "practice-agent",
    method: "GET",
    designator: "contacts",
    suffix: "",
    accept: "*/*",
    contentType: "text/plain",
    headers: [],
    body: null,
    ...change,
  };
}

export async function createExchangeDoubles(): Promise<ExchangeDoubles> {
  const doubles = await createPortDoubles({ practice: "http://127.0.0.1:4711" });
  const { ports, time, folder } = doubles;
  const storage = { notices: createNotices(ports.emit), log: ports.log, clock: time };
  const sent: Sent[] = [];
  const documents: KeptDocument[] = [];

  const http: HttpClient = {
    send: (options) =>
      new Promise((resolve, reject) => {
        let begun = false;
        const sink: BodySink = {
          begin(head) {
            begun = true;
            options.sink.begin(head);
          },
          write: (chunk) => options.sink.write(chunk),
        };
        const answer = (change?: Partial<SendResult>): void => {
          const result = { ...served, ...change };
          const { status, responseHeaders: headers } = result;
          if (!begun && status !== null) sink.begin({ status, headers, expectedBytes: result.body.expectedBytes });
          resolve(result);
        };
        sent.push({ options: { ...options, sink }, answer, fail: reject });
      }),
    lastChallenge: () => null,
    forgetSession: () => undefined,
    close: () => undefined,
  };
  let broken = false;
  const store = {
    open(head: DocumentHead) {
      if (broken) throw new RangeError("Array buffer allocation failed");
      const document: KeptDocument = {
        head,
        chunks: [],
        complete: null,
        closed: false,
        recordsSoFar: 0,
        glances: 0,
      };
      const documentId = String(documents.push(document) - 1);
      return {
        documentId,
        write: (chunk: Uint8Array) => {
          document.chunks.push(new TextDecoder().decode(chunk));
          return undefined;
        },
        glance: () => {
          document.glances++;
          const { recordsSoFar } = document;
          if (recordsSoFar === null) return Promise.reject(new Error("a worker died"));
          const table = recordsSoFar > 0 ? { recordCount: recordsSoFar, columns: ["id"] } : null;
          return Promise.resolve({ ...summaryOf(documentId, false), table });
        },
        finish: ({ complete }: { readonly complete: boolean }) => {
          document.complete = complete;
          return Promise.resolve(summaryOf(documentId, complete));
        },
      };
    },
    close(documentId: string) {
      const document = documents[Number(documentId)];
      if (document !== undefined) document.closed = true;
    },
  };

  const meter = await openMeterStore(folder, time, ports.emit, storage);
  const access = createAccessStore(time, ports.emit);
  const listeners = { loginEnded: () => undefined, removed: () => undefined };
  const connections = await openConnections(ports, storage, listeners);
  const sender = createSender(connections, http, meter, createSeenSecrets());
  const detections: Detection[] = [];
  const exchanges = createExchanges({
    ports,
    connections,
    access,
    sender,
    meter,
    documents: store,
    detectLevel: async (connectionId, _signal, refused) => void detections.push({ connectionId, refused }),
  });
  return {
    doubles,
    connections,
    access,
    meter,
    sender,
    exchanges,
    sent,
    documents,
    detections,
    breakDocuments() {
      broken = true;
    },
    async close() {
      await Promise.all([connections.close(), meter.close()]);
      await doubles.remove();
    },
  };
}

function summaryOf(documentId: string, complete: boolean): DocumentSummary {
  return {
    documentId,
    byteLength: 0,
    complete,
    declaredType: "text/csv",
    charset: "utf-8",
    format: "csv",
    table: null,
    notices: [],
  };
}
