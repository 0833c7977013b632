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
  /** `record`: for a POST, the returned record with the new id; null if it did not come completely. */
  | { readonly state: "done"; readonly status: number; readonly record: readonly FieldPair[] | null }
  | { readonly state: "refused"; readonly status: number; readonly message: string }
  /** No byte of the write left this computer. */
  | { readonly state: "not-sent"; readonly message: string }
  /**
   * The write left, and no usable response came: its outcome must be looked up. `mayComeLater`: the server was silent
   * for too long and may still be working on it.
   */
  | {
      readonly state: "unanswered";
      readonly status: number | null;
      readonly message: string;
      readonly mayComeLater: boolean;
    };

/** The API's records for editing: complete records, by single reads and writes of one exchange each. */
export interface RecordApi {
  /** `keepsBody`: the response stays open as a document, so it can be shown without another request. */
  read(connectionId: string, designator: string, signal: AbortSignal, keepsBody?: boolean): Promise<RecordReading>;
  /** Several records by one read of their collection; missing ones are gone. null: the collection cannot be read. */
  readMany(
    connectionId: string,
    collection: string,
    designators: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RecordReading> | null>;
  /** Records of a collection that match all filters. */
  search(
    connectionId: string,
    collection: string,
    filters: RecordQuery["filters"],
    signal: AbortSignal,
    keepsBody?: boolean,
  ): Promise<Searched>;
  /** Records for which `isWanted` returns true. It gets the server's time, or null if the server does not send it. */
  pick(
    connectionId: string,
    collection: string,
    isWanted: (record: readonly FieldPair[], serverTime: number | null) => boolean,
    signal: AbortSignal,
  ): Promise<Picked>;
  /** Rejects with a `CallError` if the write must not be sent at all, for example `writes-locked`. */
  write(connectionId: string, write: Write, signal: AbortSignal): Promise<WriteAnswer>;
  /** The same, but reports the wire requests of every read and write, including challenges. */
  counting?(onWireRequests: (count: number) => void): RecordApi;
}

export type Searched =
  | {
      readonly state: "searched";
      /** How many records the collection has, and how many of them match. */
      readonly all: number;
      readonly fitting: number;
      /** The first of the matching records. */
      readonly records: readonly (readonly FieldPair[])[];
    }
  | { readonly state: "failed"; readonly message: string };

export type Picked =
  | { readonly state: "picked"; readonly records: readonly (readonly FieldPair[])[] }
  | { readonly state: "failed"; readonly message: string };

/** Rows requested from the documents at a time; also how many records a search returns. */
const windowSize = 500;

export interface RecordApiParts {
  readonly sender: Sender;
  readonly meter: MeterStore;
  readonly documents: Pick<DocumentStore, "open" | "close" | "getRecord" | "getRows">;
  /** Called with every exchange; absent if none of them is shown. */
  readonly record?: ExchangeRecorder;
  readonly onWireRequests?: (count: number) => void;
}

/** The request for a write as it is sent and as it is shown. */
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

export function createRecordApi(parts: RecordApiParts): RecordApi {
  const { sender, meter, documents, record, onWireRequests } = parts;

  /** Rejects only if nothing was sent: a failure to handle the response must never hide that a write was sent. */
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
      onWireRequests?.(result.legs.length);
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
      // A body that is reported as kept is closed by the window that shows it.
      if (body !== null && !keepsBody) documents.close(body.documentId);
    }
  }

  /** Complete rows of a query: a window cuts long values, and cut values must be neither compared nor kept. */
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
    counting: (count) => createRecordApi({ ...parts, onWireRequests: count }),

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
      // The write has been sent: the same Stop must not interrupt reading the response.
      const toTheEnd = new AbortController().signal;
      try {
        const { status, failure, legs } = result;
        if (!legs.some(({ method }) => method === write.method)) {
          return { state: "not-sent", message: failure?.message ?? (await refusalOf(result, body, toTheEnd)) };
        }
        // A server that fails during a write may have carried it out, and so may one that redirects afterwards.
        if (status === null || status >= 500 || (status >= 300 && status < 400)) {
          const message = failure?.message ?? (await refusalOf(result, body, toTheEnd));
          const wasSilent = result.totalMs >= outgoing.connection.idleTimeoutSeconds * 1_000;
          return { state: "unanswered", status, message, mayComeLater: status === null && wasSilent };
        }
        if (!isServed(result)) return { state: "refused", status, message: await refusalOf(result, body, toTheEnd) };
        // A truncated id is another record's id. And whatever goes wrong here, the write was sent.
        const isWhole = write.method === "POST" && result.body.complete;
        const record = isWhole ? await firstRecord(body, toTheEnd).catch(() => null) : null;
        return { state: "done", status, record };
      } finally {
        if (body !== null) documents.close(body.documentId);
      }
    },
  };

  /** The server's reason for the refusal, in its own words if it gives any. */
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

/** JSON, because it has no dialects. */
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

/** Plain values only: a cut or nested value would be written back as something else. */
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

/** null: the record does not have this field. */
function textOf(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  if (typeof cell === "string") return cell;
  return cell.kind === "missing" ? null : cell.kind === "null" ? "" : cell.text;
}
