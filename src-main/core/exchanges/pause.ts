import { setTimeout as wait } from "node:timers/promises";

/** Waits between two requests; ends early, without an error, when the signal is aborted. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const pause: Pause = (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined);
