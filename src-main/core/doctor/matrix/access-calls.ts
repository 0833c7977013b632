import type { AccessSweep, AccessSweepRequest, ConnectionAccess } from "#shared/access.ts";
import { CallError } from "../../call-error.ts";
import { Sweep, type SweepParts } from "./sweep.ts";
import type { AccessStore } from "./access-store.ts";

/** The calls of the access matrix. */
export interface AccessCalls {
  getAccess(): ConnectionAccess[];
  /** Only one sweep runs at a time. Cancelling closes the socket and still returns what was found out. */
  sweepAccess(request: AccessSweepRequest, signal: AbortSignal): Promise<AccessSweep>;
}

export function createAccessCalls(parts: SweepParts & { readonly access: AccessStore }): AccessCalls {
  let running = false;
  return {
    getAccess: () => parts.access.all(),
    async sweepAccess(request, signal) {
      if (running) throw new CallError("invalid-input", "Another sweep is running. Wait for its end, or cancel it.");
      running = true;
      try {
        return await new Sweep(parts, request, signal).run();
      } finally {
        running = false;
      }
    },
  };
}
