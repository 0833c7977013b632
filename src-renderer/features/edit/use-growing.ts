import { startTransition, useEffect, useState } from "react";

/** Rows that are there at once, and that come with each step after them. */
const step = 200;

/** How many of a long list are made so far: a screenful at once, the rest in slices between which a key is answered. */
export function useGrowing(total: number): number {
  const [rows, setRows] = useState(step);
  useEffect(() => {
    if (rows >= total) return undefined;
    const timer = setTimeout(() => startTransition(() => setRows((known) => known + step)));
    return () => clearTimeout(timer);
  }, [rows, total]);
  return Math.min(rows, total);
}
