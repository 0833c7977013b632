import type { Answer } from "./answer.ts";

/** What a fault may know of the request it spoils. */
export interface FaultContext {
  /** Bytes per second of the `slow` fault. */
  readonly bytesPerSecond: number;
  /** Origin of this server. */
  readonly baseUrl: string;
  readonly target: string;
}

/** Something that can be made to go wrong. */
export interface Fault {
  /** One line for the usage text. */
  readonly summary: string;
  readonly spoil: (answer: Answer, context: FaultContext) => Answer;
}
