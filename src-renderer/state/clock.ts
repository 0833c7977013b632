import { useEffect, useState, useSyncExternalStore } from "react";

/** The time now, rounded down to whole steps of `everyMs` and renewed with each; 0 while that is null. */
export function useNow(everyMs: number | null): number {
  return useSyncExternalStore(
    (renew) => ticking(everyMs, renew),
    () => (everyMs === null ? 0 : Math.floor(Date.now() / everyMs) * everyMs),
  );
}

/** Whether a time (milliseconds since the epoch) is in the future, checked every second; false for null. */
export function useIsAhead(time: number | null): boolean {
  return useSyncExternalStore(
    (renew) => ticking(time === null ? null : 1_000, renew),
    () => time !== null && time > Date.now(),
  );
}

/**
 * Milliseconds until a time, rounded up to whole seconds and renewed with each; null when it has passed. Rounded from
 * the time itself, not from the second of the clock: 15 minutes begin with 15:00 and never with 15:01.
 */
export function useTimeUntil(time: number | null): number | null {
  return useSyncExternalStore(
    (renew) => ticking(time === null ? null : 1_000, renew),
    () => wholeSecondsUntil(time, Date.now()),
  );
}

export function wholeSecondsUntil(time: number | null, now: number): number | null {
  return time === null || time <= now ? null : Math.ceil((time - now) / 1_000) * 1_000;
}

function ticking(everyMs: number | null, renew: () => void): () => void {
  if (everyMs === null) return () => undefined;
  const timer = setInterval(renew, Math.min(everyMs, 1_000));
  return () => clearInterval(timer);
}

/** True once a condition has held for `ms` without a break. */
export function useLasting(so: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!so) return undefined;
    const timer = setTimeout(() => setLasting(true), ms);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [so, ms]);
  return so && lasting;
}
