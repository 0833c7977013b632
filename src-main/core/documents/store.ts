import { Buffer } from "node:buffer";
import type {
  BytesRequest,
  BytesWindow,
  CopyRequest,
  DocumentSummary,
  FindRequest,
  FindResult,
  LinesRequest,
  LinesWindow,
  RecordRequest,
  RowsRequest,
  RowsWindow,
  VerifyRequest,
  VerifyResult,
  WholeRecord,
} from "#shared/documents.ts";
import type { ExportRequest } from "#shared/exporting.ts";
import { checkedFormats } from "#shared/checked-formats.ts";
import type { CheckedFormat } from "#shared/format-check.ts";
import { CallError } from "../call-error.ts";
import type { Log, Random } from "../ports.ts";
import { BodyMemory } from "./body-memory.ts";
import { FreedMemory } from "./freed-memory.ts";
import type { DocumentHead } from "./open-document.ts";
import { WorkerPool, type LentDocument, type PooledDocument } from "./worker-pool.ts";
import { cancelledError, type AskOptions, type OnProgress } from "./worker-link.ts";
import type { Answer, Ask, CompareStep, ExportPiece, ExportPlan, QuestionName } from "./worker-protocol.ts";

/** Bytes of all open documents together; what arrives beyond is counted, not kept, and a notice says so. */
const mostBytes = 4_294_967_296;

/** Bytes handed on at once when a body is saved as served. */
const servedPiece = 1_048_576;

/** Milliseconds a search may take before its worker is ended: longer than any text needs, not for ever. */
const findLimit = 20_000;

export interface DocumentStoreOptions {
  /** The bundled worker script. */
  readonly script: URL;
  readonly random: Pick<Random, "uuid">;
  readonly log: Log;
}

/** Takes one body in. Writing never waits and never throws: a body too large is cut, with a notice. */
export interface DocumentWriter {
  readonly documentId: string;
  write(chunk: Uint8Array): void;
  /** What is known so far. Rows, records, lines and copies of that can be asked for from now on. */
  glance(): Promise<DocumentSummary>;
  /** `complete: false`: the answer ended early; what came is kept. */
  finish(end: { readonly complete: boolean }): Promise<DocumentSummary>;
}

/**
 * The bodies of all answers that are open, by id. Bytes stay in memory shared with worker threads, which index them
 * while they arrive and answer windows; the main thread only copies packets and passes questions on.
 * Every call fails with `not-found` for an unknown id, `cancelled` when its signal is aborted, and `document-failed`
 * when the worker died under it (it is replaced, and the next call works).
 */
export interface DocumentStore {
  open(head: DocumentHead): DocumentWriter;
  getRows(request: RowsRequest, signal: AbortSignal): Promise<RowsWindow>;
  getRecord(request: RecordRequest, signal: AbortSignal): Promise<WholeRecord>;
  getLines(request: LinesRequest, signal: AbortSignal): Promise<LinesWindow>;
  find(request: FindRequest, signal: AbortSignal): Promise<FindResult>;
  verify(request: VerifyRequest, signal: AbortSignal): Promise<VerifyResult>;
  copy(request: CopyRequest, signal: AbortSignal): Promise<{ text: string }>;
  /** What the same resource says in several formats; all of them must have arrived. */
  compare(request: CompareStep, signal: AbortSignal, onProgress: OnProgress): Promise<Answer<"compare">>;
  getBytes(request: BytesRequest): Promise<BytesWindow>;
  /** Rejects with `does-not-fit` when the format cannot hold the table. */
  planExport(request: ExportRequest, signal: AbortSignal): Promise<ExportPlan>;
  /** The table of an export, pulled piece by piece: nothing is made before it is asked for. */
  exportTable(request: ExportRequest, signal: AbortSignal): AsyncIterable<ExportPiece>;
  byteLengthOf(documentId: string): number;
  /** The body byte for byte, pulled likewise. */
  readServed(documentId: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Frees the bytes; closing an unknown one is no error. */
  close(documentId: string): void;
  dispose(): Promise<void>;
}

interface Kept {
  readonly body: BodyMemory;
  readonly pooled: PooledDocument;
}

export function createDocumentStore({ script, random, log }: DocumentStoreOptions): DocumentStore {
  const pool = new WorkerPool(script, log);
  const documents = new Map<string, Kept>();
  const freed = new FreedMemory();

  function keptBytes(): number {
    let sum = 0;
    for (const { body } of documents.values()) sum += body.taken;
    return sum;
  }

  function find(documentId: string): Kept {
    const kept = documents.get(documentId);
    if (kept === undefined) throw new CallError("not-found", "This answer is no longer kept. Fetch it again.");
    return kept;
  }

  async function ask<Name extends Exclude<QuestionName, "finish" | "glance">>(
    documentId: string,
    name: Name,
    question: Ask<Name>,
    signal: AbortSignal,
    options?: AskOptions,
  ): Promise<Answer<Name>> {
    return await find(documentId).pooled.ask(name, question, signal, options);
  }

  async function compare(
    request: CompareStep,
    signal: AbortSignal,
    onProgress: OnProgress,
  ): Promise<Answer<"compare">> {
    const pooled = checkedFormats.flatMap((format) => {
      const documentId = request.documents[format];
      return documentId === undefined ? [] : [{ format, document: find(documentId).pooled }];
    });
    const [first] = pooled;
    if (first === undefined) throw new CallError("invalid-input", "There is nothing to compare.");
    const lent: LentDocument[] = [];
    const documents: Partial<Record<CheckedFormat, string>> = {};
    try {
      for (const { format, document } of pooled) {
        const each = await document.lend(first.document, signal);
        lent.push(each);
        documents[format] = each.documentId;
      }
      return await first.document.ask("compare", { ...request, documents }, signal, { onProgress });
    } finally {
      for (const each of lent) each.giveBack();
    }
  }

  function open(head: DocumentHead): DocumentWriter {
    const documentId = random.uuid();
    const body = new BodyMemory();
    const pooled = pool.add(documentId, body, head);
    documents.set(documentId, { body, pooled });
    let dropped = 0;
    return {
      documentId,
      write(chunk) {
        const outcome = dropped > 0 || keptBytes() + chunk.length > mostBytes ? "full" : body.append(chunk);
        if (outcome === "full") dropped += chunk.length;
        else if (outcome === "moved") pooled.load();
        else pooled.arrived();
      },
      glance: () => pooled.glance(),
      finish: ({ complete }) => pooled.finish({ complete: complete && dropped === 0, dropped }),
    };
  }

  async function* served(documentId: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { body } = find(documentId);
    for (let offset = 0; offset < body.byteLength; offset += servedPiece) {
      if (signal.aborted) throw cancelledError();
      yield body.read(offset, servedPiece);
    }
  }

  async function* written(request: ExportRequest, signal: AbortSignal): AsyncGenerator<ExportPiece> {
    for (let position: number | null = 0; position !== null;) {
      const piece: ExportPiece = await ask(request.documentId, "export", { request, position }, signal);
      yield piece;
      position = piece.next;
    }
  }

  return {
    open,
    getRows: (request, signal) => ask(request.documentId, "rows", request, signal),
    getRecord: (request, signal) => ask(request.documentId, "record", request, signal),
    getLines: (request, signal) => ask(request.documentId, "lines", request, signal),
    find: (request, signal) => ask(request.documentId, "find", request, signal, { limit: findLimit }),
    verify: (request, signal) => ask(request.documentId, "verify", request, signal),
    copy: (request, signal) => ask(request.documentId, "copy", request, signal),
    compare,
    async getBytes({ documentId, offset, length }) {
      const bytes = find(documentId).body.read(offset, length);
      return { offset, base64: Buffer.from(bytes.buffer).toString("base64") };
    },
    planExport: (request, signal) => ask(request.documentId, "plan", request, signal),
    exportTable: written,
    byteLengthOf: (documentId) => find(documentId).body.byteLength,
    readServed: served,
    close(documentId) {
      const kept = documents.get(documentId);
      if (kept === undefined) return;
      kept.pooled.close();
      documents.delete(documentId);
      freed.add(kept.body.taken);
    },
    async dispose() {
      documents.clear();
      await pool.close();
    },
  };
}
