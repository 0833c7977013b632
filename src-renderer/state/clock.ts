import { useEffect, useState, useSyncExternalStore } from "react";

/** The time now, rounded down to whole steps of `everyMs` and renewed with each; 0 while that is null. */
export function useNow(everyMs: number | null): number {
  return useSyncExternalStore(
    (renew) => {
      if (everyMs === null) return () => undefined;
      const timer = setInterval(renew, Math.min(everyMs, 1_000));
      return () => clearInterval(timer);
    },
    () => (everyMs === null ? 0 : Math.floor(Date.now() / everyMs) * everyMs),
  );
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
