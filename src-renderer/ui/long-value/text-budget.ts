import { maxAtOnce } from "./held-value.tsx";

/** Characters that a list of values lays out in total, not counting the text around them; most lists have far fewer. */
const maxInSight = 12_000;

/** This much of each value is shown, however many there are. */
const least = 16;

/** How many characters of each value are laid out: as many as of a single one, unless that is too much in total. */
export function textBudget(lengths: readonly number[]): number {
  let characters = 0;
  for (const length of lengths) characters += Math.min(maxAtOnce, length);
  if (characters <= maxInSight) return maxAtOnce;
  return Math.max(least, Math.floor(maxInSight / lengths.length));
}
