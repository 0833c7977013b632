import type { FindRequest, FindResult } from "#shared/documents.ts";
import { CallError } from "../call-error.ts";
import { cancelledError, WorkerLink } from "./worker-link.ts";
import type { ReadElsewhere } from "./worker-pool.ts";

/** How many patterns are searched for at the same time; others wait for their turn. */
const maxRunning = 2;

/** A worker that does not stop within this time after a cancel is ended: it hangs in one expression. */
const patience = 100;

/**
 * Milliseconds that any search may take, and bytes for which it gets another second, about the speed of a slow pattern.
 */
const leastBudget = 20_000;
const bytesPerSecond = 4_194_304;

export function patternBudget(byteLength: number): number {
  return leastBudget + Math.ceil(byteLength / bytesPerSecond) * 1_000;
}

/** A thread of its own for the patterns that are searched for in one document. */
class Searcher {
  readonly documentId: string;
  readonly link: WorkerLink;
  /** Searches that have no result yet. */
  searches = 0;
  /** The forms of the document that the thread has: with its records, or only its text. */
  private readonly opened = new Map<string, Promise<unknown>>();

  constructor(documentId: string, link: WorkerLink) {
    this.documentId = documentId;
    this.link = link;
  }

  /** Indexes the document here, once. Nothing is copied: the bytes are shared, or read from the same file. */
  async open({ place, head, finish }: ReadElsewhere, textOnly: boolean): Promise<string> {
    const name = textOnly ? `${this.documentId} as text` : this.documentId;
    let opening = this.opened.get(name);
    if (opening === undefined) {
      this.link.send({ kind: "open", documentId: name, place, head: { ...head, textOnly } });
      opening = this.link.ask(name, "finish", finish, new AbortController().signal);
      this.opened.set(name, opening);
    }
    await opening;
    return name;
  }
}

/**
 * Searches for the patterns that users write. A pattern may try more ways than there is time for, and only the end of
 * its thread can interrupt it. So each document that is searched has a thread of its own, which holds nothing else. It
 * is ended when the search is cancelled, the document is closed or the budget is spent; until then, the document and
 * all others remain usable.
 */
export class PatternSearches {
  private readonly script: URL;
  private readonly budget: typeof patternBudget;
  private readonly searchers = new Map<string, Searcher>();
  private readonly queue: (() => void)[] = [];
  private running = 0;

  constructor(script: URL, budget = patternBudget) {
    this.script = script;
    this.budget = budget;
  }

  /** Threads that run or are kept for the next search. */
  get threads(): number {
    return this.searchers.size;
  }

  async find(document: ReadElsewhere, request: FindRequest, signal: AbortSignal): Promise<FindResult> {
    await this.turn(signal);
    try {
      return await this.search(document, request, signal);
    } finally {
      this.running -= 1;
      this.queue.shift()?.();
    }
  }

  /** Ends the thread of a document that is closed, or from now on read in another way. */
  forget(documentId: string): void {
    this.searchers.get(documentId)?.link.end("the document is closed or read again");
  }

  async close(): Promise<void> {
    const searchers = [...this.searchers.values()];
    this.searchers.clear();
    await Promise.all(searchers.map(({ link }) => link.close()));
  }

  private async turn(signal: AbortSignal): Promise<void> {
    while (this.running >= maxRunning) {
      let wake = (): void => {};
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      this.queue.push(wake);
      try {
        await unlessAborted(woken, signal);
      } catch (error) {
        const place = this.queue.indexOf(wake);
        if (place >= 0) this.queue.splice(place, 1);
        else this.queue.shift()?.();
        throw error;
      }
    }
    if (signal.aborted) throw cancelledError();
    this.running += 1;
  }

  private async search(document: ReadElsewhere, request: FindRequest, signal: AbortSignal): Promise<FindResult> {
    const { documentId } = request;
    // A search that has just been cancelled releases its thread, or the thread is ended.
    await unlessAborted(this.searchers.get(documentId)?.link.whenIdle() ?? Promise.resolve(), signal);
    const searcher = this.searcherOf(documentId);
    searcher.searches += 1;
    const budget = this.budget(document.finish.byteLength);
    let isOverdue = false;
    let timer: NodeJS.Timeout | undefined;
    try {
      const name = await unlessAborted(searcher.open(document, request.as === "raw"), signal);
      timer = setTimeout(() => {
        isOverdue = true;
        searcher.link.end("a pattern has spent its budget");
      }, budget);
      return await searcher.link.ask(name, "find", request, signal, { patience });
    } catch (error) {
      if (isOverdue) return problemOf(tooLong(budget));
      if (isOutOfMemory(error)) return problemOf(tooLarge);
      throw error;
    } finally {
      clearTimeout(timer);
      searcher.searches -= 1;
      this.endIdle(searcher);
    }
  }

  private searcherOf(documentId: string): Searcher {
    const known = this.searchers.get(documentId);
    if (known !== undefined) return known;
    const link = new WorkerLink(this.script, () => {
      if (this.searchers.get(documentId)?.link === link) this.searchers.delete(documentId);
    });
    const searcher = new Searcher(documentId, link);
    this.searchers.set(documentId, searcher);
    return searcher;
  }

  /** The thread used last is kept, with what it knows of its document, for the next match or the next pattern. */
  private endIdle(last: Searcher): void {
    for (const searcher of this.searchers.values()) {
      if (searcher !== last && searcher.searches === 0) searcher.link.end("another document is searched");
    }
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelledError());
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

const tooLarge = "This pattern needs more memory than a search may take. Simplify its repetitions.";

function tooLong(budget: number): string {
  const seconds = Math.ceil(budget / 1_000).toLocaleString("en-US");
  return `This pattern takes too long: stopped after ${seconds} s. Avoid a repetition inside a repetition.`;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof CallError && /memory limit|out of memory/i.test(error.detail ?? "");
}

function problemOf(problem: string): FindResult {
  return { count: 0, match: null, problem };
}
