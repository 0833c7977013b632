import { sourceRange } from "#shared/canonical-text.ts";
import type { Search } from "./find-search.ts";

/** A range of a text, in characters of the original text. */
export interface Match {
  readonly start: number;
  readonly length: number;
}

/** A text with what follows it, if the line continues. */
export interface Window {
  readonly text: string;
  /** The line ends where the text ends, or the text extends beyond anything that a match may reach. */
  readonly isWhole: boolean;
}

/**
 * A part of a line that is searched for the matches that start in it. Matches may extend into what follows it, and
 * patterns may look back at what precedes it.
 */
export interface Piece {
  readonly before: string;
  readonly own: string;
  /** The text that follows: up to about `reach` bytes. */
  readonly after: (reach: number) => Window;
}

/**
 * Bytes that a match of a pattern may extend beyond a piece, and the larger number used when it reaches the end of
 * those.
 */
export const patternReach = 65_536;
const maxPatternReach = 1_048_576;

/**
 * Finds the matches that start in a piece, from its character `skip` on, in the form in which the search compares it.
 * `found` is called for each, with positions from the start of the piece; `null` only counts, which is faster. Returns
 * how many characters of the next piece the last match covers.
 */
export function searchPiece(
  { before, own, after }: Piece,
  search: Search,
  reach: number,
  skip: number,
  found: ((match: Match) => void) | null,
): { readonly count: number; readonly skip: number } {
  const ownLength = search.read(own).length;
  if (skip >= ownLength) return { count: 0, skip: skip - ownLength };
  let window = after(reach);
  const first = before.length;
  const last = first + ownLength;
  let source = before + own + window.text;
  let located = found === null ? null : search.locate(source);
  let text = located?.text ?? search.read(source);
  let isExtended = false;
  let count = 0;
  let at = first + skip;
  while (at <= last) {
    const match = search.next(text, at);
    if (match === null || match.index >= last) break;
    const { length } = match[0];
    if (search.isPattern && !window.isWhole && !isExtended && match.index + length === text.length) {
      // The match may be longer than the text that is loaded, or match only because the text seems to end here.
      isExtended = true;
      window = after(maxPatternReach);
      source = before + own + window.text;
      located = found === null ? null : search.locate(source);
      text = located?.text ?? search.read(source);
      at = match.index;
      continue;
    }
    // An empty match does not count, and the search has to be advanced past it.
    at = match.index + Math.max(1, length);
    if (length === 0) continue;
    count += 1;
    if (found !== null && located !== null) {
      const { start, length: sourceLength } = sourceRange(located, match.index, length);
      found({ start: start - first, length: sourceLength });
    }
  }
  return { count, skip: Math.max(0, at - last) };
}
