import { Buffer } from "node:buffer";
import type {
  FilledCounts,
  FilledRequest,
  FindRowsRequest,
  FoundRows,
  WidestRequest,
  WidestValues,
} from "#shared/column-facts.ts";
import type { RereadRequest } from "#shared/csv-choice.ts";
import type {
  BytePlace,
  BytesRequest,
  BytesWindow,
  CopyRequest,
  DocumentSummary,
  FindBytesRequest,
  FindBytesResult,
  FindRequest,
  FindResult,
  LinesRequest,
  LinesWindow,
  LocateByteRequest,
  ReadAsRequest,
  RecordRequest,
  RowsRequest,
  RowsWindow,
  SeekRequest,
  SeekResult,
  VerifyRequest,
  VerifyResult,
  ValueRowsRequest,
  ValueRowsWindow,
  ValueText,
  ValueTextRequest,
  WholeRecord,
} from "#shared/documents.ts";
import type { ExportRequest } from "#shared/exporting.ts";
import { checkedFormats } from "#shared/checked-formats.ts";
import type { CheckedFormat } from "#shared/format-check.ts";
import { CallError } from "../call-error.ts";
import type { Log, Random } from "../ports.ts";
import { Body } from "./body.ts";
import { decoderFor } from "./charset.ts";
import { FreedMemory } from "./freed-memory.ts";
import type { MemoryLimits } from "./limits.ts";
import type { DocumentHead } from "./open-document.ts";
import { PatternSearches } from "./pattern-searches.ts";
import { WorkerPool, type LentDocument, type PooledDocument } from "./worker-pool.ts";
import { cancelledError, type AskOptions, type OnProgress } from "./worker-link.ts";
import type { Answer, Ask, CompareStep, ExportPiece, ExportPlan, QuestionName } from "./worker-protocol.ts";

/** Bytes per piece when a body is saved as served. */
const servedPiece = 1_048_576;

export interface DocumentStoreOptions {
  /** The bundled worker script. */
  readonly script: URL;
  /** For bodies too large for memory. Its creator empties it at every start. */
  readonly folder: string;
  readonly memory: MemoryLimits;
  readonly random: Pick<Random, "uuid">;
  readonly log: Log;
  /** Megabytes of objects in one worker. Absent: what the computer has room for. */
  readonly heap?: number;
}

/** Receives one body. Writing never throws: bytes that do not fit are dropped, with a notice. */
export interface DocumentWriter {
  readonly documentId: string;
  /** A promise when the disk cannot keep up: the next chunk should wait for it. */
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** What is known so far. Rows, records, lines and copies of that can be asked for from now on. */
  glance(): Promise<DocumentSummary>;
  /** `complete: false`: the response ended early; the bytes that arrived are kept. */
  finish(end: { readonly complete: boolean }): Promise<DocumentSummary>;
}

/**
 * The bodies of all open responses, by id. Bytes stay in memory shared with worker threads, or in files that
 * these read, which index them while they arrive and answer windows; the main thread only passes packets and questions.
 * Every call fails with `not-found` for an unknown id, `cancelled` when its signal is aborted, and `document-failed`
 * when its worker died (it is replaced, and the next call works).
 */
export interface DocumentStore {
  open(head: DocumentHead): DocumentWriter;
  /** Reads the whole body again, in another charset than the one declared. */
  readAs(request: ReadAsRequest): Promise<DocumentSummary>;
  getRows(request: RowsRequest, signal: AbortSignal): Promise<RowsWindow>;
  getRecord(request: RecordRequest, signal: AbortSignal): Promise<WholeRecord>;
  /** A value of any length, as rows of a view and as text. */
  getValueRows(request: ValueRowsRequest, signal: AbortSignal): Promise<ValueRowsWindow>;
  getValueText(request: ValueTextRequest, signal: AbortSignal): Promise<ValueText>;
  getLines(request: LinesRequest, signal: AbortSignal): Promise<LinesWindow>;
  find(request: FindRequest, signal: AbortSignal): Promise<FindResult>;
  findBytes(request: FindBytesRequest, signal: AbortSignal): Promise<FindBytesResult>;
  locateByte(request: LocateByteRequest, signal: AbortSignal): Promise<BytePlace>;
  seek(request: SeekRequest, signal: AbortSignal): Promise<SeekResult>;
  /** What the columns of a table hold. */
  getWidestValues(request: WidestRequest, signal: AbortSignal): Promise<WidestValues>;
  countFilled(request: FilledRequest, signal: AbortSignal): Promise<FilledCounts>;
  /** Finds the positions of rows by their values. */
  findRows(request: FindRowsRequest, signal: AbortSignal): Promise<FoundRows>;
  verify(request: VerifyRequest, signal: AbortSignal): Promise<VerifyResult>;
  /** Cannot be cancelled: a document is never left half reread. */
  reread(request: RereadRequest): Promise<DocumentSummary>;
  copy(request: CopyRequest, signal: AbortSignal): Promise<{ text: string }>;
  /** Compares the same resource in several formats; all of them must have arrived. */
  compare(request: CompareStep, signal: AbortSignal, onProgress: OnProgress): Promise<Answer<"compare">>;
  getBytes(request: BytesRequest): Promise<BytesWindow>;
  /** Rejects with `does-not-fit` when the format cannot hold the table. */
  planExport(request: ExportRequest, signal: AbortSignal): Promise<ExportPlan>;
  /** The table of an export, pulled piece by piece: nothing is made before it is asked for. */
  exportTable(request: ExportRequest, signal: AbortSignal): AsyncIterable<ExportPiece>;
  byteLengthOf(documentId: string): number;
  /** The body byte for byte, also pulled piece by piece. */
  readServed(documentId: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Frees the bytes; closing an unknown document is not an error. */
  close(documentId: string): void;
  dispose(): Promise<void>;
}

interface Kept {
  readonly body: Body;
  readonly pooled: PooledDocument;
}

export function createDocumentStore(options: DocumentStoreOptions): DocumentStore {
  const { folder, memory, random, log } = options;
  const pool = new WorkerPool(options.script, log, options.heap);
  const patterns = new PatternSearches(options.script);
  const documents = new Map<string, Kept>();
  const freed = new FreedMemory();
  const removals = new Set<Promise<void>>();

  function memoryLeft(documentId: string): number {
    let others = 0;
    for (const [id, { body }] of documents) if (id !== documentId) others += body.memoryTaken;
    return Math.min(memory.body, memory.all - others);
  }

  function find(documentId: string): Kept {
    const kept = documents.get(documentId);
    if (kept === undefined) throw new CallError("not-found", "This answer is no longer kept. Fetch it again.");
    return kept;
  }

  function remove(body: Body): void {
    const removal = body
      .remove()
      .catch((error: unknown) => log.error("the file of a body could not be removed", error));
    removals.add(removal);
    void removal.finally(() => removals.delete(removal));
  }

  /** A user's pattern may never finish, so it runs in a thread that serves no document. */
  async function findPattern(request: FindRequest, signal: AbortSignal): Promise<FindResult> {
    return await patterns.find(find(request.documentId).pooled.readElsewhere(), request, signal);
  }

  /** Discards what the pattern searches kept of the old reading. */
  function readAgain(documentId: string): PooledDocument {
    const { pooled } = find(documentId);
    patterns.forget(documentId);
    return pooled;
  }

  async function ask<Name extends Exclude<QuestionName, "finish" | "glance" | "read-as">>(
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
    const body = new Body(documentId, head.expectedBytes, {
      folder,
      memoryLeft: () => memoryLeft(documentId),
      onArrived: () => pooled.arrived(),
      onMoved: () => pooled.moved(),
      onFreed: (byteLength) => freed.add(byteLength),
    });
    const pooled = pool.add(documentId, body, head);
    documents.set(documentId, { body, pooled });
    return {
      documentId,
      write: (chunk) => body.write(chunk),
      async finish({ complete }) {
        await body.flush();
        const { dropped, dropReason } = body;
        return await pooled.finish({ complete: complete && dropped === 0, dropped, dropReason });
      },
      glance: () => pooled.glance(),
    };
  }

  async function* served(documentId: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for (let offset = 0; ; offset += servedPiece) {
      if (signal.aborted) throw cancelledError();
      const { body } = find(documentId);
      if (offset >= body.byteLength) return;
      yield await body.read(offset, servedPiece);
    }
  }

  async function* written(request: ExportRequest, signal: AbortSignal): AsyncGenerator<ExportPiece> {
    let part = 0;
    for (let position: number | null = 0; position !== null;) {
      const piece: ExportPiece = await ask(request.documentId, "export", { request, position, part }, signal);
      yield piece;
      position = piece.next;
      part = piece.part ?? 0;
    }
  }

  return {
    open,
    async readAs({ documentId, charset }) {
      const label = decoderFor(charset);
      if (label === null) throw new CallError("invalid-input", `The charset ${charset} is not known here.`);
      return await readAgain(documentId).readAs(label);
    },
    getRows: (request, signal) => ask(request.documentId, "rows", request, signal),
    getRecord: (request, signal) => ask(request.documentId, "record", request, signal),
    getValueRows: (request, signal) => ask(request.documentId, "value-rows", request, signal),
    getValueText: (request, signal) => ask(request.documentId, "value-text", request, signal),
    getLines: (request, signal) => ask(request.documentId, "lines", request, signal),
    find: (request, signal) =>
      request.regularExpression ? findPattern(request, signal) : ask(request.documentId, "find", request, signal),
    findBytes: (request, signal) => ask(request.documentId, "find-bytes", request, signal),
    locateByte: (request, signal) => ask(request.documentId, "locate", request, signal),
    seek: (request, signal) => ask(request.documentId, "seek", request, signal),
    getWidestValues: (request, signal) => ask(request.documentId, "widest", request, signal),
    countFilled: (request, signal) => ask(request.documentId, "filled", request, signal),
    findRows: (request, signal) => ask(request.documentId, "find-rows", request, signal),
    verify: (request, signal) => ask(request.documentId, "verify", request, signal),
    reread: async (request) => await readAgain(request.documentId).reread(request),
    copy: (request, signal) => ask(request.documentId, "copy", request, signal),
    compare,
    async getBytes({ documentId, offset, length }) {
      const bytes = await find(documentId).body.read(offset, length);
      return { offset, base64: Buffer.from(bytes.buffer).toString("base64") };
    },
    planExport: (request, signal) => ask(request.documentId, "plan", request, signal),
    exportTable: written,
    byteLengthOf: (documentId) => find(documentId).body.byteLength,
    readServed: served,
    close(documentId) {
      const kept = documents.get(documentId);
      if (kept === undefined) return;
      patterns.forget(documentId);
      kept.pooled.close();
      documents.delete(documentId);
      remove(kept.body);
    },
    async dispose() {
      for (const { body } of documents.values()) remove(body);
      documents.clear();
      await Promise.all([pool.close(), patterns.close(), ...removals]);
    },
  };
}
