import type { ExchangeProgress } from "#shared/http/exchange.ts";
import type { Clock, Emit } from "../ports.ts";
import type { Caller } from "./join-reads.ts";

/** Nothing is told of what is over sooner, milliseconds. */
const quietFor = 1_000;
/** Eight events a second; the bound is ten. */
const gap = 125;

type State = Omit<ExchangeProgress, "exchangeId" | "elapsedMs">;
export const atTheStart: State = { phase: "connecting", wireRequests: 0, receivedBytes: 0, expectedBytes: null };

export interface ProgressReport {
  update(change: Partial<State>): void;
  end(): void;
}

/**
 * Tells how an exchange is coming along, from its first second on, also while the server is silent.
 * `callers` are those who wait for it and may change on the way.
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
