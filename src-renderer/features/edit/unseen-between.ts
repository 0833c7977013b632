import { firstDifference, pieceOf } from "#shared/value-rows.ts";
import { unseenDifference } from "#shared/unseen-difference.ts";

/** Characters compared at once; the common start and end of two values do not count. */
const maxCompared = 20_000;

/**
 * Characters of the equal text around the difference that are compared too: a combining mark belongs to the letter
 * beside it.
 */
const margin = 100;

/**
 * A sentence about a difference between two values that is invisible; null when they differ visibly or not at all. When
 * long values differ in many positions, only a part is examined, and the sentence says so.
 */
export function unseenBetween(before: string, after: string): string | null {
  if (before === after) return null;
  if (before.length <= maxCompared && after.length <= maxCompared) return unseenDifference(before, after);
  const from = Math.max(0, firstDifference(before, after) - margin);
  const behind = Math.max(0, sameAtEnd(before, after, from) - margin);
  const [one, other] = [before.slice(from, before.length - behind), after.slice(from, after.length - behind)];
  if (one.length <= maxCompared && other.length <= maxCompared) return unseenDifference(one, other);
  const found = unseenDifference(pieceOf(one, 0, maxCompared), pieceOf(other, 0, maxCompared));
  return found === null ? null : `In the first ${maxCompared.toLocaleString("en-US")} characters that differ: ${found}`;
}

function sameAtEnd(one: string, other: string, from: number): number {
  const most = Math.min(one.length, other.length) - from;
  let same = 0;
  while (same < most && one.charCodeAt(one.length - 1 - same) === other.charCodeAt(other.length - 1 - same)) same++;
  return same;
}
