import type { LegTimings } from "#shared/http/exchange.ts";
import type { Clock } from "../ports.ts";

/** When each step of a leg happened, in milliseconds from its start; null for a step that did not happen. */
export class LegMarks {
  lookup: number | null = null;
  connect: number | null = null;
  tls: number | null = null;
  firstByte: number | null = null;
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #startedAt: number;

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
    this.#startedAt = clock.monotonic();
  }

  mark(step: "lookup" | "connect" | "tls" | "firstByte"): void {
    this[step] = this.#clock.monotonic() - this.#startedAt;
  }

  timings(): LegTimings {
    const { lookup, connect, tls, firstByte } = this;
    return { lookup, connect, tls, firstByte, total: this.#clock.monotonic() - this.#startedAt };
  }
}
