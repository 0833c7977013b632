/** A text in three parts: what it shares with another one before and after, and the difference between. */
export interface MarkedPart {
  readonly before: string;
  readonly differing: string;
  readonly after: string;
}

/** Extracts the part of a text in which it differs from another; surrogate pairs stay whole. */
export function markedPart(text: string, other: string): MarkedPart {
  const most = Math.min(text.length, other.length);
  let start = 0;
  while (start < most && text[start] === other[start]) start++;
  if (isSecondHalf(text, start)) start--;
  let end = 0;
  while (end < most - start && text.at(-1 - end) === other.at(-1 - end)) end++;
  if (end > 0 && isSecondHalf(text, text.length - end)) end--;
  const tail = text.length - end;
  return { before: text.slice(0, start), differing: text.slice(start, tail), after: text.slice(tail) };
}

function isSecondHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff;
}
