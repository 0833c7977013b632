import { maxAtOnce } from "./held-value.tsx";

/** Characters that a list of values is laid out in at once, beside what is said of them; most lists have far fewer. */
const maxInSight = 12_000;

/** However many values there are, so much of each is shown. */
const least = 16;

/** How many characters of one value are laid out: as many as of one alone, unless all of them are too many together. */
export function textBudget(lengths: readonly number[]): number {
  let characters = 0;
  for (const length of lengths) characters += Math.min(maxAtOnce, length);
  if (characters <= maxInSight) return maxAtOnce;
  return Math.max(least, Math.floor(maxInSight / lengths.length));
}
