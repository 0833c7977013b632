import { useCallback, useEffect, useRef } from "react";

/** A function that stays the same while what it does follows the last render: memoised rows keep still. */
export function useStable<Arguments extends readonly unknown[], Result>(
  latest: (...values: Arguments) => Result,
): (...values: Arguments) => Result {
  const current = useRef(latest);
  useEffect(() => {
    current.current = latest;
  });
  return useCallback((...values: Arguments) => current.current(...values), []);
}
