import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { errorCode } from "../http/failure.ts";

export type Lookup =
  | { readonly kind: "address" }
  | { readonly kind: "found"; readonly addresses: readonly string[] }
  | { readonly kind: "failed"; readonly code: string }
  | { readonly kind: "cancelled" };

/**
 * Asks the system for the addresses of a host, as every connection does. The lookup cannot be stopped, only abandoned:
 * when it is cancelled, or when it takes longer than the connection's time-out.
 */
export async function lookUp(hostname: string, signal: AbortSignal, timeoutMs: number): Promise<Lookup> {
  if (isIP(hostname) !== 0) return { kind: "address" };
  const asked = lookup(hostname, { all: true }).then(
    (all): Lookup => ({ kind: "found", addresses: all.map(({ address }) => address) }),
    (error: unknown): Lookup => ({ kind: "failed", code: errorCode(error) }),
  );
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), timeoutMs);
  const late = aborted(over.signal).then((): Lookup => ({ kind: "failed", code: "ETIMEDOUT" }));
  try {
    return await Promise.race([asked, aborted(signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

function aborted(signal: AbortSignal): Promise<Lookup> {
  return new Promise((resolve) => {
    const cancel = (): void => resolve({ kind: "cancelled" });
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel, { once: true });
  });
}
