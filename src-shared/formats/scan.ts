/**
 * What a byte scanner gives instead of an offset. Scanners are resumable: `incomplete` means that the piece goes on
 * behind the bytes that have arrived, so that the caller asks again from the same start once more are there.
 */
export const incomplete = -1;
/** The bytes break the grammar; the scanner holds where and why. */
export const failed = -2;

/** Where a body stops making sense. `reason` continues the sentence "The body breaks here: …". */
export interface Break {
  readonly offset: number;
  readonly reason: string;
}

/** Blank, tab, line feed, carriage return: the white space of JSON and XML alike. */
export function isBlank(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/** First offset at or behind `from` that holds no white space; `limit` when there is none. */
export function skipBlanks(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && isBlank(bytes[at] as number)) at++;
  return at;
}

/** Whether `piece` stands at `at`; false when it would pass `limit`. */
export function standsAt(bytes: Uint8Array, at: number, limit: number, piece: Uint8Array): boolean {
  if (at + piece.length > limit) return false;
  for (let i = 0; i < piece.length; i++) if (bytes[at + i] !== piece[i]) return false;
  return true;
}
