/** Lets requests pass one at a time, in order of arrival. */
export class RequestQueue {
  #last: Promise<void> = Promise.resolve();

  /**
   * Waits until all earlier requests have left. The returned function leaves; calling it again does nothing.
   * Rejects with the signal's reason if the signal is aborted first.
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
      // A request that gives up in the queue must not let the next one overtake earlier ones.
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
