import type { Answer } from "./answer.ts";

/** What a fault may know about the request that it affects. */
export interface FaultContext {
  /** Bytes per second of the `slow` fault. */
  readonly bytesPerSecond: number;
  /** Origin of this server. */
  readonly baseUrl: string;
  readonly target: string;
}

/** A fault that can be switched on. */
export interface Fault {
  /** One line for the usage text. */
  readonly summary: string;
  readonly spoil: (answer: Answer, context: FaultContext) => Answer;
}
