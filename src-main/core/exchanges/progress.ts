import type { ExchangeProgress } from "#shared/http/exchange.ts";
import type { Clock, Emit } from "../ports.ts";
import type { Caller } from "./join-reads.ts";

/** An exchange that ends within this many milliseconds has no progress events. */
const quietFor = 1_000;
/** Milliseconds between events: eight a second; the limit is ten. */
const gap = 125;

type State = Omit<ExchangeProgress, "exchangeId" | "elapsedMs">;
export const atTheStart: State = { phase: "connecting", wireRequests: 0, receivedBytes: 0, expectedBytes: null };

export interface ProgressReport {
  update(change: Partial<State>): void;
  end(): void;
}

/**
 * Reports the progress of an exchange after its first second, even while the server is silent.
 * `callers` are those who wait for it and may change during the exchange.
 */
export function reportProgress(clock: Clock, emit: Emit, callers: ReadonlySet<Caller>): ProgressReport {
  const startedAt = clock.monotonic();
  let state = atTheStart;

  function tell(): void {
    const elapsedMs = clock.monotonic() - startedAt;
    if (elapsedMs < quietFor) return;
    for (const { exchangeId } of callers) emit("exchangeProgress", { exchangeId, ...state, elapsedMs });
  }

  const timer = setInterval(tell, gap).unref();
  return {
    update(change) {
      state = { ...state, ...change };
    },
    end: () => clearInterval(timer),
  };
}
