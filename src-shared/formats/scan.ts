/**
 * What a byte scanner returns instead of an offset. Scanners are resumable: `incomplete` means that the token continues
 * after the bytes that have arrived; the caller scans again from the same start once more bytes are there.
 */
export const incomplete = -1;
/** The bytes break the grammar; the scanner holds where and why. */
export const failed = -2;

/** Deeper nesting is refused: the limit is far beyond any real response. */
export const deepestNesting = 50_000;

/**
 * What parsers refuse although it is clear where everything begins and ends, so that reading goes on. `reason` is a
 * clause: "the character U+000B is not allowed in XML".
 */
export interface Flaw {
  readonly offset: number;
  readonly reason: string;
  /** Of XML: the name of the entity that is not one of XML's own five. */
  readonly entity?: string;
}

/** Where a body stops making sense. `reason` continues the sentence "The body breaks here: …". */
export interface Break extends Flaw {
  /** The body may be sound: it is read no further because of a limit of ours. */
  readonly isLimit?: boolean;
}

export function tooDeep(offset: number): Break {
  return { offset, reason: `it is nested deeper than ${deepestNesting.toLocaleString("en")} levels`, isLimit: true };
}

/** Space, tab, line feed, carriage return: the white space of JSON and XML alike. */
export function isBlank(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/** First offset at or after `from` that is not white space; `limit` when there is none. */
export function skipBlanks(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && isBlank(bytes[at] as number)) at++;
  return at;
}

/** Whether `piece` is at `at`; false when it would pass `limit`. */
export function standsAt(bytes: Uint8Array, at: number, limit: number, piece: Uint8Array): boolean {
  if (at + piece.length > limit) return false;
  for (let i = 0; i < piece.length; i++) if (bytes[at + i] !== piece[i]) return false;
  return true;
}
