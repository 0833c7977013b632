import type { Clock } from "../ports.ts";

/** Which connections may write now. In memory only: after a start all of them are locked. */
export interface WriteLock {
  /** When writes are locked again, in milliseconds since the epoch; null while they are locked. */
  unlockedUntil(connectionId: string): number | null;
  unlock(connectionId: string, minutes: number): void;
  lock(connectionId: string): void;
  /** Stops the timers. */
  close(): void;
}

interface Unlocked {
  readonly wallClockEnd: number;
  readonly monotonicEnd: number;
  readonly timer: NodeJS.Timeout;
}

/** `onExpiry` is called when an unlock expires, not when the user locks. */
export function createWriteLock(clock: Clock, onExpiry: () => void): WriteLock {
  const unlocked = new Map<string, Unlocked>();

  function lock(connectionId: string): void {
    clearTimeout(unlocked.get(connectionId)?.timer);
    unlocked.delete(connectionId);
  }

  return {
    unlockedUntil(connectionId) {
      const until = unlocked.get(connectionId);
      if (until === undefined) return null;
      // Either clock may end it: the wall clock can be set back, and the monotonic one may stop during sleep.
      if (clock.now() >= until.wallClockEnd || clock.monotonic() >= until.monotonicEnd) return null;
      return until.wallClockEnd;
    },
    unlock(connectionId, minutes) {
      lock(connectionId);
      const milliseconds = minutes * 60_000;
      const expire = (): void => {
        lock(connectionId);
        onExpiry();
      };
      unlocked.set(connectionId, {
        wallClockEnd: clock.now() + milliseconds,
        monotonicEnd: clock.monotonic() + milliseconds,
        timer: setTimeout(expire, milliseconds).unref(),
      });
    },
    lock,
    close() {
      for (const connectionId of unlocked.keys()) lock(connectionId);
    },
  };
}
