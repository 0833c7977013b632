import type { Cell, RecordQuery, Row } from "#shared/documents.ts";
import type { RecordReading } from "#shared/edits.ts";
import { everyRecord } from "#shared/every-record.ts";
import type { Method, RequestSpec } from "#shared/http/exchange.ts";
import { firstHeader } from "#shared/http/headers.ts";
import { bodyContentTypes, writeBody, type BodyFormat, type FieldPair } from "#shared/rezora/request-body.ts";
import { explainStatus } from "#shared/rezora/status.ts";
import { CallError } from "../call-error.ts";
import type { DocumentStore } from "../documents/store.ts";
import type { MeterStore } from "../exchanges/meter.ts";
import type { Outgoing, Sender } from "../exchanges/outgoing.ts";
import type { ExchangeRecorder } from "../exchanges/record-exchange.ts";
import type { SendResult } from "../http/send-contract.ts";
import { createKeeper, type KeptBody } from "./body-keeper.ts";
import { recordDesignator } from "./intended.ts";

export interface Write {
  readonly method: Exclude<Method, "GET">;
  readonly designator: string;
  /** null for DELETE. */
  readonly body: { readonly format: BodyFormat; readonly fields: readonly FieldPair[] } | null;
}

export type WriteAnswer =
  /** `record`: of a POST, what came back, which names the new id; null when nothing whole did. */
  | { readonly state: "done"; readonly status: number; readonly record: readonly FieldPair[] | null }
  | { readonly state: "refused"; readonly status: number; readonly message: string }
  /** No byte of the write left this computer. */
  | { readonly state: "not-sent"; readonly message: string }
  /**
   * It left, and no usable answer came: what became of it must be looked up. `mayComeLater`: the server was silent for
   * too long and may still be at it.
   */
  | {
      readonly state: "unanswered";
      readonly status: number | null;
      readonly message: string;
      readonly mayComeLater: boolean;
    };

/** Records of the API for editing: whole, by single reads and writes, each one exchange. */
export interface RecordApi {
  /** `keepsBody`: the response stays open as a document, so that it can be shown without another request. */
  read(connectionId: string, designator: string, signal: AbortSignal, keepsBody?: boolean): Promise<RecordReading>;
  /** Several records by one read of their collection; those not in it are gone. null: the collection cannot be read. */
  readMany(
    connectionId: string,
    collection: string,
    designators: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RecordReading> | null>;
  /** Records of a collection that fit all filters. */
  search(
    connectionId: string,
    collection: string,
    filters: RecordQuery["filters"],
    signal: AbortSignal,
    keepsBody?: boolean,
  ): Promise<Searched>;
  /** Records of a collection that `isWanted`, which is told the server's time, null when the server does not say it. */
  pick(
    connectionId: string,
    collection: string,
    isWanted: (record: readonly FieldPair[], serverTime: number | null) => boolean,
    signal: AbortSignal,
  ): Promise<Picked>;
  /** Refuses with a `CallError` when it may not be sent at all, such as `writes-locked`. */
  write(connectionId: string, write: Write, signal: AbortSignal): Promise<WriteAnswer>;
}

export type Searched =
  | {
      readonly state: "searched";
      /** How many the collection has, and how many of them fit. */
      readonly all: number;
      readonly fitting: number;
      /** The first of those that fit. */
      readonly records: readonly (readonly FieldPair[])[];
    }
  | { readonly state: "failed"; readonly message: string };

export type Picked =
  | { readonly state: "picked"; readonly records: readonly (readonly FieldPair[])[] }
  | { readonly state: "failed"; readonly message: string };

/** Rows asked of the documents at a time; also how many records a search gives back. */
const windowSize = 500;

export interface RecordApiParts {
  readonly sender: Sender;
  readonly meter: MeterStore;
  readonly documents: Pick<DocumentStore, "open" | "close" | "getRecord" | "getRows">;
  /** Called with every exchange; absent where none of them is shown. */
  readonly record?: ExchangeRecorder;
}

/** The request for a write as it is sent, also for showing it. */
export function writeRequest(connectionId: string, { method, designator, body }: Write): RequestSpec {
  return {
    connectionId,
    method,
    designator,
    suffix: "",
    accept: "*/*",
    contentType: body === null ? "text/plain" : bodyContentTypes[body.format],
    headers: [],
    body: body === null ? null : writeBody(body.format, body.fields).text,
  };
}

export function createRecordApi({ sender, meter, documents, record }: RecordApiParts): RecordApi {
  /** Rejects only while nothing has left: what becomes of an answer must never hide that a write was sent. */
  async function exchange(
    request: RequestSpec,
    signal: AbortSignal,
    keepsBody = false,
  ): Promise<{ readonly outgoing: Outgoing; readonly result: SendResult; readonly body: KeptBody | null }> {
    const outgoing: Outgoing = await sender.prepare(request);
    const end = meter.begin(request.connectionId);
    const keeper = createKeeper(documents);
    const recorded = record?.(request);
    try {
      const options = {
        owner: recorded?.exchangeId ?? `edits of ${request.connectionId}`,
        signal,
        headOnly: false,
        onProgress: () => undefined,
        sink: keeper,
      };
      const result = await sender.send(outgoing, options);
      const body = await keeper.finish(result);
      recorded?.end(outgoing, result, body?.summary ?? null, keepsBody && body !== null);
      return { outgoing, result, body };
    } finally {
      end();
    }
  }

  async function firstRecord(body: KeptBody | null, signal: AbortSignal): Promise<FieldPair[] | null> {
    if (body === null || body.count === 0) return null;
    const { columns, row } = await documents.getRecord({ documentId: body.documentId, record: 0 }, signal);
    return isPlain(row) ? pairsOf(columns, row) : null;
  }

  async function get<T>(
    connectionId: string,
    designator: string,
    signal: AbortSignal,
    read: (result: SendResult, body: KeptBody | null) => Promise<T>,
    keepsBody = false,
  ): Promise<T> {
    const request = { ...readRequest, connectionId, designator };
    const { result, body } = await exchange(request, signal, keepsBody);
    try {
      if (signal.aborted) throw new CallError("cancelled", "Stopped.");
      return await read(result, body);
    } finally {
      // A body that was reported as kept is closed by the window that shows it.
      if (body !== null && !keepsBody) documents.close(body.documentId);
    }
  }

  /** Rows of a query, each of them whole: a window cuts long values, and a cut one must neither be compared nor kept. */
  async function windowOf(
    { documentId }: KeptBody,
    query: RecordQuery,
    offset: number,
    signal: AbortSignal,
  ): Promise<{ readonly matched: number; readonly rows: readonly Row[] }> {
    const { matched, rows } = await documents.getRows({ documentId, query, offset, limit: windowSize }, signal);
    const whole: Row[] = [];
    for (const row of rows) {
      const isCut = row.cells.some((cell) => typeof cell === "object" && cell.kind === "cut");
      whole.push(isCut ? (await documents.getRecord({ documentId, record: row.record }, signal)).row : row);
    }
    return { matched, rows: whole };
  }

  async function pickRecords(
    body: KeptBody,
    collection: string,
    designators: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<Map<string, RecordReading>> {
    const picked = new Map<string, RecordReading>();
    for (let offset = 0; offset < body.count && picked.size < designators.size; offset += windowSize) {
      const { rows } = await windowOf(body, everyRecord, offset, signal);
      for (const row of rows) {
        const fields = pairsOf(body.columns, row);
        const designator = recordDesignator(collection, fields);
        if (designator !== null && designators.has(designator)) picked.set(designator, readOf(row, fields, designator));
      }
    }
    return picked;
  }

  return {
    read(connectionId, designator, signal, keepsBody) {
      const toReading = async (result: SendResult, body: KeptBody | null): Promise<RecordReading> => {
        if (result.status === 404 || result.status === 204) return { state: "gone" };
        if (!isServed(result)) return { state: "failed", message: await refusalOf(result, body, signal) };
        const fields = await firstRecord(body, signal);
        return fields === null || body?.count !== 1 || !result.body.complete
          ? notPlain(designator)
          : { state: "found", fields };
      };
      return get(connectionId, designator, signal, toReading, keepsBody);
    },

    readMany: (connectionId, collection, designators, signal) =>
      get(connectionId, collection, signal, async (result, body) => {
        if (result.status === 204) return new Map<string, RecordReading>();
        const isWhole = isServed(result) && result.body.complete && body !== null && body.columns.length > 0;
        return isWhole ? await pickRecords(body, collection, designators, signal) : null;
      }),

    search(connectionId, collection, filters, signal, keepsBody) {
      const toFound = async (result: SendResult, body: KeptBody | null): Promise<Searched> => {
        if (result.status === 204) return { state: "searched", all: 0, fitting: 0, records: [] };
        if (!isServed(result) || body === null || body.columns.length === 0 || !result.body.complete) {
          return { state: "failed", message: await refusalOf(result, body, signal) };
        }
        const { matched, rows } = await windowOf(body, { ...everyRecord, filters }, 0, signal);
        const records = rows.map((row) => pairsOf(body.columns, row));
        return { state: "searched", all: body.count, fitting: matched, records };
      };
      return get(connectionId, collection, signal, toFound, keepsBody);
    },

    pick: (connectionId, collection, isWanted, signal) =>
      get<Picked>(connectionId, collection, signal, async (result, body) => {
        if (result.status === 204) return { state: "picked", records: [] };
        if (!isServed(result) || body === null || body.columns.length === 0 || !result.body.complete) {
          return { state: "failed", message: await refusalOf(result, body, signal) };
        }
        const date = Date.parse(firstHeader(result.responseHeaders, "date") ?? "");
        const serverTime = Number.isNaN(date) ? null : date;
        const picked: FieldPair[][] = [];
        for (let offset = 0; offset < body.count; offset += windowSize) {
          const { rows } = await windowOf(body, everyRecord, offset, signal);
          const records = rows.map((row) => pairsOf(body.columns, row));
          picked.push(...records.filter((record) => isWanted(record, serverTime)));
        }
        return { state: "picked", records: picked };
      }),

    async write(connectionId, write, signal) {
      const { outgoing, result, body } = await exchange(writeRequest(connectionId, write), signal);
      // What was sent is sent: reading the answer must not be cut short by the same Stop.
      const toTheEnd = new AbortController().signal;
      try {
        const { status, failure, legs } = result;
        if (!legs.some(({ method }) => method === write.method)) {
          return { state: "not-sent", message: failure?.message ?? (await refusalOf(result, body, toTheEnd)) };
        }
        // A server that breaks in the middle of a write may have carried it out, and so may one that redirects after it.
        if (status === null || status >= 500 || (status >= 300 && status < 400)) {
          const message = failure?.message ?? (await refusalOf(result, body, toTheEnd));
          const wasSilent = result.totalMs >= outgoing.connection.idleTimeoutSeconds * 1_000;
          return { state: "unanswered", status, message, mayComeLater: status === null && wasSilent };
        }
        if (!isServed(result)) return { state: "refused", status, message: await refusalOf(result, body, toTheEnd) };
        // An id that was cut off in the middle is another record's id. And whatever goes wrong here, it was sent.
        const isWhole = write.method === "POST" && result.body.complete;
        const record = isWhole ? await firstRecord(body, toTheEnd).catch(() => null) : null;
        return { state: "done", status, record };
      } finally {
        if (body !== null) documents.close(body.documentId);
      }
    },
  };

  /** What the server says against it, in its own words where it has any. */
  async function refusalOf(result: SendResult, body: KeptBody | null, signal: AbortSignal): Promise<string> {
    const { status, failure } = result;
    if (status === null) return failure?.message ?? "No answer came.";
    const record = await firstRecord(body, signal).catch(() => null);
    const words = record?.find(([name]) => /message|error|reason|detail/iu.test(name))?.[1].trim() ?? "";
    const meaning = explainStatus(status).meaning;
    return words === ""
      ? `${String(status)}: ${meaning}`
      : `${String(status)}: ${meaning} The server said: “${words}”.`;
  }
}

/** JSON, because its values have no dialect. */
const readRequest = {
  method: "GET",
  suffix: "json",
  accept: "*/*",
  contentType: "text/plain",
  headers: [],
  body: null,
} as const satisfies Partial<RequestSpec>;

function isServed({ status }: SendResult): boolean {
  return status !== null && status >= 200 && status < 300;
}

function pairsOf(columns: readonly string[], { cells }: Row): FieldPair[] {
  return columns.flatMap((name, index): FieldPair[] => {
    const text = textOf(cells[index]);
    return text === null ? [] : [[name, text]];
  });
}

/** Plain values only: one that was cut or is nested would be written back as something else. */
function isPlain({ mark, cells }: Row): boolean {
  const odd = new Set(["cut", "nested", "ambiguous"]);
  return mark === null && cells.every((cell) => typeof cell === "string" || !odd.has(cell.kind));
}

function readOf(row: Row, fields: readonly FieldPair[], designator: string): RecordReading {
  return isPlain(row) ? { state: "found", fields } : notPlain(designator);
}

function notPlain(designator: string): RecordReading {
  return { state: "failed", message: `The answer for ${designator} is not one whole record of plain values.` };
}

/** null: the record has no such field. */
function textOf(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  if (typeof cell === "string") return cell;
  return cell.kind === "missing" ? null : cell.kind === "null" ? "" : cell.text;
}
