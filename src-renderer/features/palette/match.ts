import { foldCase } from "#shared/canonical-text.ts";

/** How well a text matches the search text, and which of its characters match. */
export interface Match {
  /** Lower is better. */
  readonly rank: number;
  /** Start and end of each run of matching characters, to be marked. */
  readonly runs: readonly (readonly [number, number])[];
}

/**
 * Finds what was typed in a text: as a whole, best at the start of a word; else letter by letter in order, where
 * each run starts a word or follows the one before. Case does not count. null when it is not in there.
 */
export function match(text: string, typed: string): Match | null {
  const wanted = foldCase(typed.trim());
  if (wanted === "") return { rank: 0, runs: [] };
  const hay = foldCase(text);
  // Lower case may change the length of a text (İ), and so may composing; marks would then be in the wrong place.
  const runsFit = hay.length === text.length;
  const whole = wholeMatch(hay, wanted);
  if (whole !== null) {
    const rank = whole === 0 ? 0 : isWordStart(hay, whole) ? 1 : 2;
    return { rank, runs: runsFit ? [[whole, whole + wanted.length]] : [] };
  }
  const runs = lettersInOrder(hay, wanted.replaceAll(" ", ""));
  return runs === null ? null : { rank: 3 + runs.length, runs: runsFit ? runs : [] };
}

function wholeMatch(hay: string, wanted: string): number | null {
  let first: number | null = null;
  for (let at = hay.indexOf(wanted); at !== -1; at = hay.indexOf(wanted, at + 1)) {
    if (isWordStart(hay, at)) return at;
    first ??= at;
  }
  return first;
}

function isWordStart(hay: string, index: number): boolean {
  return index === 0 || !/[\p{L}\p{N}]/u.test(hay[index - 1] ?? "");
}

function lettersInOrder(hay: string, wanted: string): readonly (readonly [number, number])[] | null {
  const runs: [number, number][] = [];
  let from = 0;
  for (const letter of wanted) {
    const last = runs.at(-1);
    if (last && hay[last[1]] === letter) {
      last[1] += 1;
      from = last[1];
      continue;
    }
    let at = hay.indexOf(letter, from);
    while (at !== -1 && !isWordStart(hay, at)) at = hay.indexOf(letter, at + 1);
    if (at === -1) return null;
    runs.push([at, at + letter.length]);
    from = at + letter.length;
  }
  return runs;
}
