import type { IncomingMessage } from "node:http";

/** Chunks waiting to be worked off before the socket is told to wait. */
const longestQueue = 32;

export interface ReceivedBody {
  /** The transfer ended as HTTP says it must: Content-Length reached, last chunk seen (RFC 9112 §8). */
  readonly complete: boolean;
}

/**
 * Hands a body on chunk by chunk, also the part before a break. Rejects only when `consume` does. Ends when the signal
 * is aborted, whatever the stream does then.
 *
 * Not `for await` over the stream: that would throw away what waits in its buffer when the connection breaks.
 */
export async function receiveBody(
  incoming: IncomingMessage,
  signal: AbortSignal,
  consume: (chunk: Uint8Array) => Promise<void>,
): Promise<ReceivedBody> {
  const queue: Uint8Array[] = [];
  // A stream that closed before anybody listened says no more.
  let over = incoming.closed;
  let wake = (): void => {};
  const finish = (): void => {
    over = true;
    wake();
  };
  incoming.on("data", (chunk: Uint8Array) => {
    queue.push(chunk);
    if (queue.length >= longestQueue) incoming.pause();
    wake();
  });
  // `error` only repeats what `complete` says; without a listener it would end the process.
  incoming.on("end", finish).on("close", finish).on("error", finish);
  signal.addEventListener("abort", finish);
  if (signal.aborted) finish();

  try {
    for (;;) {
      const chunk = queue.shift();
      if (chunk !== undefined) {
        await consume(chunk);
        if (queue.length === 0) incoming.resume();
      } else if (over) {
        return { complete: incoming.complete };
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal.removeEventListener("abort", finish);
  }
}

/** A body that nobody wants is read to its end when it is short, because then the socket can be used again. */
const mostDrainedBytes = 64 * 1024;
const longestDrainMs = 500;

/** Reads a short body and drops it. False: it was long or slow, so the socket must be closed. */
export async function drainBody(incoming: IncomingMessage, signal: AbortSignal): Promise<boolean> {
  let bytes = 0;
  return new Promise((resolve) => {
    const settle = (drained: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      resolve(drained);
    };
    const giveUp = (): void => settle(false);
    const timer = setTimeout(giveUp, longestDrainMs);
    signal.addEventListener("abort", giveUp);
    incoming.on("data", (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes > mostDrainedBytes) giveUp();
    });
    incoming
      .on("end", () => settle(true))
      .on("close", giveUp)
      .on("error", giveUp);
  });
}
