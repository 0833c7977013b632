/** Lets one pass at a time, in the order of coming. */
export class RequestQueue {
  #last: Promise<void> = Promise.resolve();

  /**
   * Waits until all before have left. The returned function leaves; calling it again does nothing.
   * Rejects with the signal's reason when that is aborted first.
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    const before = this.#last;
    let leave = (): void => {};
    this.#last = new Promise((resolve) => {
      leave = resolve;
    });
    try {
      await untilAborted(before, signal);
    } catch (error) {
      // Who gives up in the queue must not let the next one overtake those before.
      void before.then(leave);
      throw error;
    }
    return leave;
  }
}

async function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  let giveUp = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
  });
  signal.addEventListener("abort", giveUp);
  try {
    if (signal.aborted) giveUp();
    await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
