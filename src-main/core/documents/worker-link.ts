import { totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import { readerRestarted } from "#shared/reader-words.ts";
import { CallError } from "../call-error.ts";
import { workerHeap } from "./limits.ts";
import type { Answer, Ask, FromWorker, Question, QuestionName, ToWorker, WorkerStart } from "./worker-protocol.ts";

/** A worker that does not stop within this time after a cancel is ended and replaced: it hangs in one expression. */
const usualPatience = 500;

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: CallError) => void;
  readonly onProgress: OnProgress | undefined;
}

/** Progress of a question that takes long: how many of how many records are done. */
export type OnProgress = (done: number, all: number) => void;

/** How a question is asked. */
export interface AskOptions {
  /** How long the worker may take to stop after a cancel, in milliseconds. */
  readonly patience?: number | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Is called with the reason why a worker died and the number of the document it worked on: 0 when it worked on none,
 * null when it was ended on purpose.
 */
type OnDeath = (error: Error, culprit: number | null) => void;

/** One worker thread: questions and answers by number, and what happens when it dies. */
export class WorkerLink {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private readonly onDeath: OnDeath;
  private readonly running = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  private idle: (() => void)[] = [];
  private nextId = 1;
  private dead = false;

  /** `heap`: megabytes of JavaScript objects; beyond that, only the worker ends. */
  constructor(script: URL, onDeath: OnDeath, heap = workerHeap(totalmem())) {
    this.onDeath = onDeath;
    const workerData: WorkerStart = { running: this.running };
    this.worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: heap } });
    this.worker.on("message", (message: FromWorker) => {
      this.receive(message);
    });
    this.worker.on("error", (error: Error) => {
      this.die(error);
    });
    this.worker.on("exit", (code) => {
      this.die(new Error(`the worker ended with code ${code}`));
    });
    // Open documents do not keep the process alive.
    this.worker.unref();
  }

  send(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  /**
   * Asks and waits. An aborted `signal` cancels: the promise is rejected immediately, and the worker is ended when it
   * does not let go in time.
   */
  async ask<Name extends QuestionName>(
    documentId: string,
    name: Name,
    ask: Ask<Name>,
    signal: AbortSignal,
    { patience = usualPatience, onProgress }: AskOptions = {},
  ): Promise<Answer<Name>> {
    if (signal.aborted) throw cancelledError();
    const id = this.nextId++;
    let abort = (): void => {};
    const answer = new Promise<unknown>((resolve, reject) => {
      this.pending.set(id, { resolve, reject, onProgress });
      abort = () => {
        reject(cancelledError());
        this.send({ kind: "cancel", id });
        setTimeout(() => {
          if (this.pending.has(id)) this.end(`${name} did not let itself be cancelled`);
        }, patience);
      };
    });
    signal.addEventListener("abort", abort, { once: true });
    this.worker.ref();
    this.send({ kind: "ask", id, documentId, question: { name, ask } as Question });
    try {
      // The number was given to this question, so what comes back under it is its answer.
      return (await answer) as Answer<Name>;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  /** Resolves when no question is open, those included that were cancelled and not yet let go. */
  whenIdle(): Promise<void> {
    return this.pending.size === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  private tellIdle(): void {
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private receive(message: FromWorker): void {
    const entry = this.pending.get(message.id);
    if (message.kind === "progress") {
      entry?.onProgress?.(message.done, message.all);
      return;
    }
    this.pending.delete(message.id);
    if (message.kind === "answer") entry?.resolve(message.answer);
    else entry?.reject(new CallError(message.code, message.message, message.detail));
    if (this.pending.size > 0) return;
    this.worker.unref();
    this.tellIdle();
  }

  private die(error: Error, wasEnded = false): void {
    if (this.dead) return;
    this.dead = true;
    const culprit = new Int32Array(this.running)[0] ?? 0;
    for (const entry of this.pending.values()) {
      entry.reject(new CallError("document-failed", readerRestarted, error.message));
    }
    this.pending.clear();
    this.tellIdle();
    this.onDeath(error, wasEnded ? null : culprit);
  }

  /** Ends the thread immediately; pending calls fail. */
  end(reason: string): void {
    this.die(new Error(reason), true);
    void this.worker.terminate();
  }

  /** Ends the thread and does not replace it. */
  async close(): Promise<void> {
    this.dead = true;
    for (const entry of this.pending.values()) entry.reject(cancelledError());
    this.pending.clear();
    this.tellIdle();
    await this.worker.terminate();
  }
}

export function cancelledError(): CallError {
  return new CallError("cancelled", "Stopped.");
}
