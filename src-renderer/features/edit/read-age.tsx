import type { Review } from "#shared/edits.ts";
import { useNow } from "../../state/clock.ts";
import { reviewReadWords } from "./state-words.ts";

/** When the values in a Review were read. */
export function ReadAge({ review }: { readonly review: Review }) {
  const now = useNow(1_000);
  return <span className="sm ink-2 nowrap">{reviewReadWords(review, now)}</span>;
}
