import { useCallback, useEffect, useRef } from "react";

/** A function with a stable identity that calls the latest version, so memoised rows do not render again. */
export function useStable<Arguments extends readonly unknown[], Result>(
  latest: (...values: Arguments) => Result,
): (...values: Arguments) => Result {
  const current = useRef(latest);
  useEffect(() => {
    current.current = latest;
  });
  return useCallback((...values: Arguments) => current.current(...values), []);
}
