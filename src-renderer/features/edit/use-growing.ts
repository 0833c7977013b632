import { startTransition, useEffect, useState } from "react";

/** Rows rendered initially, and rows added with each step. */
const step = 200;

/**
 * How many rows of a long list are rendered so far: a screenful first, the rest in transitions, so keys are handled in
 * between.
 */
export function useGrowing(total: number): number {
  const [rows, setRows] = useState(step);
  useEffect(() => {
    if (rows >= total) return undefined;
    const timer = setTimeout(() => startTransition(() => setRows((known) => known + step)));
    return () => clearTimeout(timer);
  }, [rows, total]);
  return Math.min(rows, total);
}
