/** Two texts that differ in one part: what they share before and after it, and what each has there. */
export interface Difference {
  readonly before: string;
  readonly left: string;
  readonly right: string;
  readonly after: string;
}

export function differenceOf(left: string, right: string): Difference {
  const shortest = Math.min(left.length, right.length);
  let start = 0;
  while (start < shortest && left[start] === right[start]) start++;
  let end = 0;
  while (end < shortest - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  return {
    before: left.slice(0, start),
    left: left.slice(start, left.length - end),
    right: right.slice(start, right.length - end),
    after: left.slice(left.length - end),
  };
}

/** Text cut at marks, in order; marks that overlap or are out of range are left out. */
export function markedPieces(
  text: string,
  marks: readonly { readonly start: number; readonly end: number }[],
): { readonly text: string; readonly marked: boolean }[] {
  const pieces: { text: string; marked: boolean }[] = [];
  let from = 0;
  for (const { start, end } of marks) {
    if (start < from || end > text.length || start >= end) continue;
    if (start > from) pieces.push({ text: text.slice(from, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), marked: false });
  return pieces;
}
