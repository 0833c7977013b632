import type { Clock } from "../ports.ts";

/** Which connections may write at the moment. In memory only: every start finds all of them locked. */
export interface WriteLock {
  /** When the lock falls shut again, milliseconds since the epoch; null while it is shut. */
  unlockedUntil(connectionId: string): number | null;
  unlock(connectionId: string, minutes: number): void;
  lock(connectionId: string): void;
  /** Ends the timers. */
  close(): void;
}

interface Unlocked {
  readonly wallClockEnd: number;
  readonly monotonicEnd: number;
  readonly timer: NodeJS.Timeout;
}

/** `onExpiry` is called when a lock falls shut by time, not when somebody shuts it. */
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
      // Either clock may end it: the wall clock can be set back, the monotonic one may stand still while the computer sleeps.
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
