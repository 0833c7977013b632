import type { RereadRequest } from "#shared/csv-choice.ts";
import type { DocumentSummary } from "#shared/documents.ts";
import { readerEnded, readerEndedTitle } from "#shared/reader-words.ts";
import { CallError } from "../call-error.ts";
import type { Log } from "../ports.ts";
import type { Body } from "./body.ts";
import type { BodyPlace } from "./body-bytes.ts";
import type { DocumentEnd, DocumentHead } from "./open-document.ts";
import { WorkerLink, type AskOptions } from "./worker-link.ts";
import type { Answer, Ask, QuestionName, ToWorker } from "./worker-protocol.ts";

/** Two threads: one may sort or export while the other answers the document in view. */
const threads = 2;

/** Bytes that must arrive before a worker is notified: one message per packet would be too many. */
const progressStep = 1_048_576;

/** A body that has ended this many workers is not read again; its bytes are kept. */
const maxDeaths = 2;

interface Slot {
  link: WorkerLink | null;
  readonly documents: Set<PooledDocument>;
}

/** A few worker threads, started with the first document, replaced when they die. */
export class WorkerPool {
  private readonly slots: Slot[];
  private readonly script: URL;
  private readonly log: Log;
  private readonly heap: number | undefined;
  private lastNumber = 0;
  private closed = false;

  constructor(script: URL, log: Log, heap?: number) {
    this.script = script;
    this.heap = heap;
    this.log = log;
    this.slots = Array.from({ length: threads }, () => ({ link: null, documents: new Set<PooledDocument>() }));
  }

  add(documentId: string, body: ReadableBody, head: DocumentHead): PooledDocument {
    const [first, ...others] = this.slots;
    if (first === undefined) throw new Error("a pool has threads");
    const slot = others.reduce((least, other) => (other.documents.size < least.documents.size ? other : least), first);
    const document = new PooledDocument(documentId, body, head, {
      number: ++this.lastNumber,
      link: () => this.linkOf(slot),
      leave: () => {
        slot.documents.delete(document);
      },
      read: () => this.startAll(),
    });
    slot.documents.add(document);
    document.load();
    return document;
  }

  /** A thread takes some 30 ms to start: it has them while the first answer is looked at, not while the next one comes. */
  private startAll(): void {
    if (this.closed) return;
    for (const slot of this.slots) this.linkOf(slot);
  }

  private linkOf(slot: Slot): WorkerLink {
    slot.link ??= new WorkerLink(
      this.script,
      (error, culprit) => {
        slot.link = null;
        this.log.error("a documents worker died and is replaced", error);
        if (this.closed) return;
        for (const document of slot.documents) document.reload(culprit);
      },
      this.heap,
    );
    return slot.link;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.slots.map(async (slot) => slot.link?.close()));
  }
}

/** What a worker needs to know about a body. */
type ReadableBody = Pick<Body, "place" | "byteLength">;

interface Place {
  /** Of the document, in this pool. */
  readonly number: number;
  link(): WorkerLink;
  leave(): void;
  /** The document has been read whole. */
  read(): void;
}

/** A document under the name that it has in the worker of another one. */
export interface LentDocument {
  readonly documentId: string;
  readonly giveBack: () => void;
}

/** The message that opens a document in another worker. */
export interface ReadElsewhere {
  readonly place: BodyPlace;
  readonly head: DocumentHead;
  readonly finish: Ask<"finish">;
}

function unreadableError(detail?: string): CallError {
  return new CallError("document-failed", readerEnded, detail);
}

/** One document and the worker it lives in; brings it back after the worker died. */
export class PooledDocument {
  private readonly documentId: string;
  private readonly body: ReadableBody;
  private head: DocumentHead;
  private readonly place: Place;
  private readonly never = new AbortController().signal;
  private told = 0;
  private end: DocumentEnd | null = null;
  private read = false;
  private deaths = 0;
  private lent = 0;

  constructor(documentId: string, body: ReadableBody, head: DocumentHead, place: Place) {
    this.documentId = documentId;
    this.body = body;
    this.head = head;
    this.place = place;
  }

  load(): void {
    this.place.link().send(this.opening(this.documentId));
    this.told = 0;
  }

  /** Its bytes have moved. */
  moved(): void {
    if (this.isUnreadable) return;
    this.place.link().send({ kind: "moved", documentId: this.documentId, place: this.body.place });
    this.arrived();
  }

  private opening(documentId: string): ToWorker {
    const { number } = this.place;
    return { kind: "open", documentId, number, place: this.body.place, head: this.head };
  }

  /**
   * Makes this document known in the worker of another one, as long as both are asked about together. Nothing is
   * copied: the bytes are shared, and only the index is made a second time where the two live apart.
   */
  async lend(to: PooledDocument, signal: AbortSignal): Promise<LentDocument> {
    const link = to.place.link();
    if (this.end === null) throw new CallError("invalid-input", "This response is still arriving.");
    if (link === this.place.link()) return { documentId: this.documentId, giveBack: () => undefined };
    const documentId = `${this.documentId} lent ${++this.lent}`;
    const giveBack = (): void => link.send({ kind: "close", documentId });
    link.send(this.opening(documentId));
    try {
      await link.ask(documentId, "finish", { byteLength: this.body.byteLength, end: this.end }, signal);
    } catch (error) {
      giveBack();
      throw error;
    }
    return { documentId, giveBack };
  }

  /** What is needed to read the same bytes, in the same way, in a worker outside the pool. */
  readElsewhere(): ReadElsewhere {
    if (this.isUnreadable) throw unreadableError();
    if (this.end === null) throw new CallError("invalid-input", "This waits until the whole response is here.");
    const { place, byteLength } = this.body;
    return { place, head: this.head, finish: { byteLength, end: this.end } };
  }

  /**
   * After a worker died: gives the same bytes to the next worker, unless they ended the last ones. `culprit` is the
   * number of the document that the worker worked on; its other documents are read again as often as it takes.
   */
  reload(culprit: number | null): void {
    if (culprit === this.place.number || (culprit === 0 && !this.read)) this.deaths++;
    if (this.isUnreadable) return;
    this.read = false;
    this.load();
    if (this.end === null) this.arrived();
    else this.index(this.end).catch(() => {});
  }

  arrived(): void {
    if (this.body.byteLength - this.told >= progressStep) this.tell();
  }

  /** What is known so far, from all the bytes that have arrived. */
  glance(): Promise<DocumentSummary> {
    this.tell();
    return this.ask("glance", {}, this.never);
  }

  private tell(): void {
    const { byteLength } = this.body;
    this.told = byteLength;
    this.place.link().send({ kind: "arrived", documentId: this.documentId, byteLength });
  }

  async finish(end: DocumentEnd): Promise<DocumentSummary> {
    this.end = end;
    for (;;) {
      const { deaths } = this;
      try {
        return await this.index(end);
      } catch (error) {
        const mayTryAgain = this.deaths > deaths && this.deaths < maxDeaths;
        if (!mayTryAgain) return this.unreadable(error);
      }
    }
  }

  /** Reads the whole body again in another charset, which stays with the document. */
  async readAs(charset: string): Promise<DocumentSummary> {
    if (this.end === null) throw new CallError("invalid-input", "This response is still arriving.");
    this.head = { ...this.head, readAs: charset };
    return await this.ask("read-as", { charset, end: this.end }, this.never);
  }

  private async index(end: DocumentEnd): Promise<DocumentSummary> {
    const summary = await this.ask("finish", { byteLength: this.body.byteLength, end }, this.never);
    this.read = true;
    this.place.read();
    return summary;
  }

  /** A body that no worker survives: its bytes can be looked at and saved. */
  private unreadable(error: unknown): DocumentSummary {
    const why = error instanceof CallError && error.detail !== undefined ? ` (${error.detail})` : "";
    return {
      documentId: this.documentId,
      byteLength: this.body.byteLength,
      complete: this.end?.complete ?? false,
      declaredType: null,
      charset: "utf-8",
      format: "binary",
      table: null,
      notices: [
        {
          code: "limit",
          severity: "danger",
          title: readerEndedTitle,
          message: `Its bytes are kept: Save as served writes them to a file. Everything else keeps working.${why}`,
          byteOffset: null,
        },
      ],
    };
  }

  async ask<Name extends QuestionName>(
    name: Name,
    ask: Ask<Name>,
    signal: AbortSignal,
    options?: AskOptions,
  ): Promise<Answer<Name>> {
    if (this.isUnreadable) throw unreadableError();
    try {
      return await this.place.link().ask(this.documentId, name, ask, signal, options);
    } catch (error) {
      // The question that ended the last reader is not one to ask again.
      if (this.isUnreadable && error instanceof CallError && error.code === "document-failed") {
        throw unreadableError(error.detail);
      }
      throw error;
    }
  }

  private get isUnreadable(): boolean {
    return this.deaths >= maxDeaths;
  }

  /** The choice is kept: a worker that takes over after another one died, or compares two bodies, reads this one in the same way. */
  async reread(request: RereadRequest): Promise<DocumentSummary> {
    const summary = await this.ask("reread", request, this.never);
    this.head = { ...this.head, csvChoice: request.choice ?? undefined };
    return summary;
  }

  close(): void {
    this.place.leave();
    this.place.link().send({ kind: "close", documentId: this.documentId });
  }
}
