import { setTimeout as wait } from "node:timers/promises";
import { CallError } from "../call-error.ts";

/** Waits between two requests of one run. Throws `cancelled` if the run is stopped during the wait. */
export async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new CallError("cancelled", "Stopped.");
  if (milliseconds <= 0) return;
  await wait(milliseconds, undefined, { signal }).catch(() => {
    throw new CallError("cancelled", "Stopped.");
  });
}
