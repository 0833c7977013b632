import type { IncomingMessage } from "node:http";

/** How many chunks may be waiting for processing before the socket is paused. */
const maxQueue = 32;

export interface ReceivedBody {
  /** The transfer ended as HTTP requires: Content-Length was reached or the last chunk arrived (RFC 9112 §8). */
  readonly complete: boolean;
}

/**
 * Passes a body on chunk by chunk, including the part before a break. Rejects only when `consume` does. Ends when one
 * of the signals is aborted, whatever the stream does then: `abandoned` is aborted when nothing more will come although
 * the stream does not report its end.
 *
 * It does not use `for await` over the stream, which would discard the buffered data when the connection breaks.
 */
export async function receiveBody(
  incoming: IncomingMessage,
  signal: AbortSignal,
  consume: (chunk: Uint8Array) => Promise<void>,
  abandoned: AbortSignal = signal,
): Promise<ReceivedBody> {
  const queue: Uint8Array[] = [];
  // A stream that closed before there was a listener emits nothing more.
  let over = incoming.closed;
  let wake = (): void => {};
  const finish = (): void => {
    over = true;
    wake();
  };
  const onData = (chunk: Uint8Array): void => {
    if (over) return;
    queue.push(chunk);
    if (queue.length >= maxQueue) incoming.pause();
    wake();
  };
  incoming.on("data", onData);
  // `error` only repeats what `complete` says, but without a listener it would end the process.
  incoming.on("end", finish).on("close", finish).on("error", finish);
  for (const each of [signal, abandoned]) each.addEventListener("abort", finish);
  if (signal.aborted || abandoned.aborted) finish();

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
    for (const each of [signal, abandoned]) each.removeEventListener("abort", finish);
    // The `error` listener stays: a late error would otherwise end the process.
    incoming.off("data", onData).off("end", finish).off("close", finish);
  }
}

/** An unwanted body is read to its end when it is short, because the socket can then be used again. */
const maxDrainedBytes = 64 * 1024;
const maxDrainMs = 500;

/** Reads a short body and drops it. Returns false when it was long or slow, so the socket must be closed. */
export async function drainBody(incoming: IncomingMessage, signal: AbortSignal): Promise<boolean> {
  let bytes = 0;
  return new Promise((resolve) => {
    const settle = (drained: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      incoming.off("data", count).off("end", drain).off("close", giveUp);
      resolve(drained);
    };
    const giveUp = (): void => settle(false);
    const drain = (): void => settle(true);
    const count = (chunk: Uint8Array): void => {
      bytes += chunk.length;
      if (bytes > maxDrainedBytes) giveUp();
    };
    const timer = setTimeout(giveUp, maxDrainMs);
    signal.addEventListener("abort", giveUp);
    incoming.on("data", count).on("end", drain).on("close", giveUp).on("error", giveUp);
    if (signal.aborted || incoming.closed) giveUp();
  });
}
