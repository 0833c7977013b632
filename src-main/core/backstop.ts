import type { Log } from "./ports.ts";

/** Milliseconds between two checks of what is running. */
const lookEvery = 1_000;
/** How many actions are kept for a support bundle. */
const maxKeptActs = 50;

/** The application ended work of its own that would not have ended otherwise. */
export class BackstopError extends Error {
  override readonly name = "BackstopError";
  readonly code = "BACKSTOP";
  /** How long the work showed no sign of life, in seconds. */
  readonly seconds: number;

  constructor(what: string, seconds: number) {
    super(`${what} showed no sign of life for ${seconds} s and was ended by the application`);
    this.seconds = seconds;
  }
}

/** One action of the backstop. */
export interface BackstopAct {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly what: string;
  readonly seconds: number;
}

export interface WatchedWork {
  /** For the log: what the work is, without any value of a request. */
  readonly what: string;
  /** Healthy work is never silent for this long, in milliseconds. */
  readonly limitMs: number;
  /** True while the work legitimately waits for this computer or its user; that time is not counted. */
  readonly isHeld?: () => boolean;
  /** Ends the work. */
  readonly onOverdue: (error: BackstopError) => void;
}

export interface Watch {
  /** The work showed a sign of life. */
  sign(): void;
  end(): void;
}

interface Entry extends WatchedWork {
  silentLooks: number;
}

/**
 * Ends work that nothing else can end any more: a request whose socket no longer reports anything, a call whose promise
 * is never resolved. It never acts in normal operation, because every limit is longer than the work's own. Whenever it
 * does act, the application has a bug: the action is logged and kept for a support bundle.
 *
 * It counts checks instead of comparing times: while the computer sleeps or the process is blocked, no checks happen,
 * and what arrived in that time is read before the next check.
 */
export class Backstop {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #watched = new Set<Entry>();
  readonly #acts: BackstopAct[] = [];
  #holds = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Log, now: () => number = Date.now) {
    this.#log = log;
    this.#now = now;
  }

  /** How many pieces of work are watched. */
  get size(): number {
    return this.#watched.size;
  }

  /** Oldest first. */
  get acts(): readonly BackstopAct[] {
    return this.#acts;
  }

  watch(work: WatchedWork): Watch {
    const entry: Entry = { ...work, silentLooks: 0 };
    this.#watched.add(entry);
    this.#timer ??= setInterval(() => this.#look(), lookEvery).unref();
    return {
      sign() {
        entry.silentLooks = 0;
      },
      end: () => this.#forget(entry),
    };
  }

  /** Stops counting while a dialog waits for the user. The returned function resumes counting. */
  hold(): () => void {
    this.#holds++;
    let isHeld = true;
    return () => {
      if (isHeld) this.#holds--;
      isHeld = false;
    };
  }

  #forget(entry: Entry): void {
    this.#watched.delete(entry);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    if (this.#holds > 0) return;
    for (const entry of this.#watched) {
      if (entry.isHeld?.() === true) entry.silentLooks = 0;
      else if (++entry.silentLooks * lookEvery > entry.limitMs) this.#act(entry);
    }
  }

  #act(entry: Entry): void {
    this.#forget(entry);
    const { what, silentLooks } = entry;
    const seconds = Math.round((silentLooks * lookEvery) / 1_000);
    const error = new BackstopError(what, seconds);
    this.#log.error("the backstop acted", error);
    this.#acts.push({ at: this.#now(), what, seconds });
    if (this.#acts.length > maxKeptActs) this.#acts.shift();
    try {
      entry.onOverdue(error);
    } catch (failure) {
      this.#log.error("what the backstop ended did not let itself be ended", failure);
    }
  }
}
