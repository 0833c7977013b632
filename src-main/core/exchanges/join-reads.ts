import { CallError } from "../call-error.ts";

/** One call that waits for the work. */
export interface Caller {
  readonly exchangeId: string;
}

/** One piece of work that may have several callers. */
interface Shared<T> {
  readonly outcome: Promise<T>;
  readonly controller: AbortController;
  readonly callers: Set<Caller>;
}

/** What a piece of work knows about its callers. `callers` changes while it runs. */
type Work<T> = (signal: AbortSignal, callers: ReadonlySet<Caller>) => Promise<T>;

/**
 * Runs work once for all callers that request the same at the same time.
 *
 * When one of several callers cancels, its call is rejected with `cancelled` and the work goes on for the others.
 * When the last one cancels, the work itself is aborted, and its result is passed on.
 */
export function createReadJoiner<T>(): {
  /** If `key` is null, the work is never joined. */
  run(key: string | null, caller: Caller, signal: AbortSignal, work: Work<T>): Promise<T>;
  /** Aborts everything and waits until it has ended. */
  close(): Promise<void>;
} {
  const joinable = new Map<string, Shared<T>>();
  const running = new Set<Shared<T>>();

  function begin(key: string | null, work: Work<T>): Shared<T> {
    const controller = new AbortController();
    const callers = new Set<Caller>();
    const outcome = work(controller.signal, callers).finally(() => {
      running.delete(shared);
      withdraw(key, shared);
    });
    const shared: Shared<T> = { outcome, controller, callers };
    running.add(shared);
    if (key !== null) joinable.set(key, shared);
    return shared;
  }

  function withdraw(key: string | null, shared: Shared<T>): void {
    if (key !== null && joinable.get(key) === shared) joinable.delete(key);
  }

  return {
    async run(key, caller, signal, work) {
      const shared = (key === null ? undefined : joinable.get(key)) ?? begin(key, work);
      shared.callers.add(caller);
      let leave = (): void => undefined;
      const left = new Promise<never>((_, reject) => {
        leave = () => {
          if (shared.callers.size > 1) {
            shared.callers.delete(caller);
            reject(new CallError("cancelled", "Cancelled. The same request goes on for another view."));
          } else {
            withdraw(key, shared);
            shared.controller.abort();
          }
        };
      });
      if (signal.aborted) leave();
      else signal.addEventListener("abort", leave, { once: true });
      try {
        return await Promise.race([shared.outcome, left]);
      } finally {
        signal.removeEventListener("abort", leave);
      }
    },
    async close() {
      const last = [...running];
      for (const { controller } of last) controller.abort();
      await Promise.allSettled(last.map(({ outcome }) => outcome));
    },
  };
}
