import { useNow } from "../../state/clock.ts";
import { formatAge } from "../response/format.ts";

/** When what a Review shows was read. */
export function ReadAge({ readAt }: { readonly readAt: number }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.round((now - readAt) / 1_000));
  return (
    <span className="sm ink-2 nowrap">
      Read again {seconds < 60 ? `${String(seconds)} s ago` : formatAge(now - readAt)}
    </span>
  );
}
