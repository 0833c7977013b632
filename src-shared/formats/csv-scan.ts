import { allowsUnquoted, documentedReading, type CsvReading } from "./csv-reading.ts";
import { incomplete } from "./scan.ts";

const quote = 34;
const backslash = 92;
const pipe = 124;
const lineFeed = 10;
const carriageReturn = 13;

/** What was seen in the cells of a row, as bits: together they show which rule the writer follows. */
export const trait = {
  /** A backslash before neither a backslash nor a quote: a writer that doubles backslashes writes none. */
  loneBackslash: 1,
  doubledBackslash: 2,
  escapedQuote: 4,
  /** An escaped quote before a delimiter or a line ending: it may be a backslash and the end of the cell. */
  escapedQuoteAtEnd: 8,
  doubledQuote: 16,
  /** A quote that no rule accounts for, inside or outside a quoted cell. */
  strayQuote: 32,
} as const;

/** The traits of a row that is scanned by `scanRegularCsvRow`. */
export interface SeenTraits {
  traits: number;
}

/**
 * Walks the cells of the dialect over bytes, without making a string: the same grammar as `readCsvRow`, written
 * apart from it on purpose, so that one can be held against the other.
 */
export class CsvScanner implements SeenTraits {
  /** The value between its quotes, or the unquoted field. */
  start = 0;
  end = 0;
  /** The bytes are the text itself: ASCII, no escape, not ambiguous. */
  plain = true;
  quoted = false;
  ambiguous = false;
  traits = 0;
  /** Set when the cell just walked was the last of its row; then `next` is the start of the next row. */
  lastOfRow = false;
  next = 0;
  /** Offset of a quote that nothing closes, or -1. */
  unterminated = -1;
  private readonly delimiter: number;
  private readonly doubles: boolean;
  private readonly allowsUnquoted: boolean;

  constructor(reading: CsvReading = documentedReading) {
    this.delimiter = reading.delimiter.charCodeAt(0);
    this.doubles = reading.escape === "doubled";
    this.allowsUnquoted = allowsUnquoted(reading);
  }

  /** Walks one cell; false when it continues after `limit`. With `final` the limit is the end of the body. */
  cell(bytes: Uint8Array, from: number, limit: number, final: boolean): boolean {
    const { delimiter, doubles } = this;
    let at = from;
    let high = 0;
    let escaped = false;
    let traits = 0;
    this.ambiguous = false;
    this.unterminated = -1;
    this.quoted = at < limit && bytes[at] === quote;
    if (this.quoted) {
      this.start = ++at;
      for (;;) {
        if (at >= limit) {
          if (!final) return false;
          this.unterminated = from;
          this.ambiguous = true;
          this.end = limit;
          break;
        }
        const byte = bytes[at] as number;
        if (byte === quote) {
          if (at + 1 >= limit) {
            if (!final) return false;
            this.end = at++;
            break;
          }
          const following = bytes[at + 1] as number;
          if (following === delimiter || following === carriageReturn || following === lineFeed) {
            this.end = at++;
            break;
          }
          escaped = true;
          if (following === quote) {
            traits |= trait.doubledQuote;
            if (!doubles) this.ambiguous = true;
            at += 2;
          } else {
            traits |= trait.strayQuote;
            this.ambiguous = true;
            at++;
          }
        } else if (byte === backslash && !doubles) {
          if (at + 1 >= limit) {
            if (!final) return false;
            traits |= trait.loneBackslash;
            at++;
            continue;
          }
          const following = bytes[at + 1] as number;
          escaped = true;
          if (following === quote) {
            const behind = at + 2 < limit ? bytes[at + 2] : -1;
            if (behind === -1 && !final) return false;
            const atEnd = behind === -1 || behind === delimiter || behind === carriageReturn || behind === lineFeed;
            traits |= atEnd ? trait.escapedQuote | trait.escapedQuoteAtEnd : trait.escapedQuote;
            at += 2;
          } else if (following === backslash) {
            traits |= trait.doubledBackslash;
            at += 2;
          } else {
            traits |= trait.loneBackslash;
            at++;
          }
        } else {
          high |= byte;
          at++;
        }
      }
    } else {
      this.start = at;
      for (; at < limit; at++) {
        const byte = bytes[at] as number;
        if (byte === delimiter || byte === carriageReturn || byte === lineFeed) break;
        if (byte === quote) traits |= trait.strayQuote;
        high |= byte;
      }
      this.ambiguous = !this.allowsUnquoted || (traits & trait.strayQuote) !== 0;
      if (at >= limit && !final) return false;
      this.end = at;
    }
    this.traits = traits;
    this.plain = !escaped && !this.ambiguous && high < 128;
    return this.finish(bytes, at, limit, final);
  }

  private finish(bytes: Uint8Array, at: number, limit: number, final: boolean): boolean {
    const byte = at < limit ? bytes[at] : -1;
    this.lastOfRow = byte !== this.delimiter;
    if (byte !== carriageReturn) {
      this.next = at + (byte === -1 ? 0 : 1);
      return true;
    }
    if (at + 1 >= limit && !final) return false;
    this.next = at + (bytes[at + 1] === lineFeed && at + 1 < limit ? 2 : 1);
    return true;
  }
}

/** Offset of the first byte that is not a line ending: empty lines between rows are not records. */
export function skipLineEnds(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && (bytes[at] === carriageReturn || bytes[at] === lineFeed)) at++;
  return at;
}

/** The shape of one row of bytes. */
export interface CsvRowShape {
  cells: number;
  ambiguous: boolean;
  unterminated: number;
  traits?: number;
}

/** Offset after the row at `from`, or `incomplete`; fills `shape`. */
export function scanCsvRow(
  scanner: CsvScanner,
  bytes: Uint8Array,
  from: number,
  limit: number,
  final: boolean,
  shape: CsvRowShape,
): number {
  shape.cells = 0;
  shape.ambiguous = false;
  shape.unterminated = -1;
  let traits = 0;
  let at = from;
  for (;;) {
    if (!scanner.cell(bytes, at, limit, final)) return incomplete;
    shape.cells++;
    traits |= scanner.traits;
    if (scanner.ambiguous) shape.ambiguous = true;
    if (scanner.unterminated >= 0) shape.unterminated = scanner.unterminated;
    at = scanner.next;
    if (scanner.lastOfRow) {
      shape.traits = traits;
      return at;
    }
  }
}

/**
 * Scans only the common row: the expected number of quoted cells, none of them ambiguous, then a line ending. Returns
 * the offset after it, or -1 for a row that `scanCsvRow` has to read. It runs over the whole body, so it only finds
 * the ends of cells; at a backslash it looks closer and records what it saw in `seen`.
 */
export function scanRegularCsvRow(
  bytes: Uint8Array,
  from: number,
  limit: number,
  cells: number,
  seen: SeenTraits | null = null,
  delimiter = pipe,
): number {
  let at = from;
  for (let cell = 1; ; cell++) {
    if (bytes[at] !== quote) return -1;
    for (;;) {
      if (++at >= limit) return -1;
      const byte = bytes[at] as number;
      if (byte === quote) break;
      if (byte === backslash) {
        const following = bytes[at + 1];
        if (following === quote || following === backslash) at++;
        if (seen !== null) seen.traits |= traitsOfBackslash(following, bytes[at + 1], delimiter);
      }
    }
    at++;
    if (cell === cells) break;
    if (bytes[at++] !== delimiter) return -1;
  }
  // A CR at the end of what has come may be half of a line ending, and a row without one may be cut.
  if (bytes[at] === carriageReturn) at++;
  return at < limit && bytes[at] === lineFeed ? at + 1 : -1;
}

/** What a backslash shows, by the two bytes after it. */
function traitsOfBackslash(following: number | undefined, behind: number | undefined, delimiter: number): number {
  if (following === backslash) return trait.doubledBackslash;
  if (following !== quote) return trait.loneBackslash;
  return behind === delimiter || behind === carriageReturn || behind === lineFeed
    ? trait.escapedQuote | trait.escapedQuoteAtEnd
    : trait.escapedQuote;
}
