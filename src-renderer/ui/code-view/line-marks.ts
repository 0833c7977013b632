import { comparable, comparableText, sourceRange } from "#shared/canonical-text.ts";

/** A stretch of a line, in characters. `current` is the match that Next and Previous have reached. */
export interface LineMark {
  readonly start: number;
  readonly length: number;
  readonly current: boolean;
}

/** The search in the lines on screen. */
export interface Needle {
  readonly text: string;
  readonly matchCase: boolean;
}

/**
 * Finds a plain text in a line, from left to right, without overlap. Compares like the search in the main
 * process: canonically equivalent texts are equal, and case is folded one character at a time, so that positions stay
 * those of the line.
 */
export function occurrences(line: string, { text, matchCase }: Needle): { start: number; length: number }[] {
  if (text === "") return [];
  const whole = comparableText(line, matchCase);
  const haystack = matchCase ? whole.text : foldCase(whole.text);
  const wanted = comparable(text, matchCase);
  const needle = matchCase ? wanted : foldCase(wanted);
  const found: { start: number; length: number }[] = [];
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
    found.push(sourceRange(whole, at, needle.length));
  }
  return found;
}

/** Lower case where that keeps the length: `İ` would become two characters and shift all that follows. */
function foldCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from({ length: text.length }, (_, index) => {
    const character = text.charAt(index);
    const folded = character.toLowerCase();
    return folded.length === 1 ? folded : character;
  }).join("");
}

/** A piece of a token that is wholly inside or wholly outside of a mark. */
export interface MarkedPiece {
  readonly text: string;
  readonly mark: "none" | "hit" | "current";
}

/** Cuts a token that starts at character `offset` of its line along the edges of the marks. */
export function cutByMarks(text: string, offset: number, marks: readonly LineMark[]): MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  let at = 0;
  for (const { start, length, current } of marks) {
    const from = Math.max(0, start - offset);
    const to = Math.min(text.length, start + length - offset);
    if (to <= at || from >= text.length) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), mark: "none" });
    pieces.push({ text: text.slice(Math.max(at, from), to), mark: current ? "current" : "hit" });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: "none" });
  return pieces;
}
