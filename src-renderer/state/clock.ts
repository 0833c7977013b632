import { useEffect, useState, useSyncExternalStore } from "react";

/** The time now, rounded down to whole steps of `everyMs` and renewed with each; 0 while that is null. */
export function useNow(everyMs: number | null): number {
  return useSyncExternalStore(
    (renew) => ticking(everyMs, renew),
    () => (everyMs === null ? 0 : Math.floor(Date.now() / everyMs) * everyMs),
  );
}

/** Whether a time (milliseconds since the epoch) lies ahead, looked at every second; false for null. */
export function useIsAhead(time: number | null): boolean {
  return useSyncExternalStore(
    (renew) => ticking(time === null ? null : 1_000, renew),
    () => time !== null && time > Date.now(),
  );
}

function ticking(everyMs: number | null, renew: () => void): () => void {
  if (everyMs === null) return () => undefined;
  const timer = setInterval(renew, Math.min(everyMs, 1_000));
  return () => clearInterval(timer);
}

/** True once something has been so for `ms` without a break. */
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
