import { incomplete } from "./scan.ts";

const quote = 34;
const backslash = 92;
const delimiter = 124;
const lineFeed = 10;
const carriageReturn = 13;

function endsField(byte: number): boolean {
  return byte === delimiter || byte === carriageReturn || byte === lineFeed;
}

/**
 * Walks the cells of the dialect over bytes, without making a string: the same grammar as `readCsvRow`, written
 * apart from it on purpose, so that one can be held against the other.
 */
export class CsvScanner {
  /** The value between its quotes, or the unquoted field. */
  start = 0;
  end = 0;
  /** The bytes are the text itself: ASCII, no escape, not ambiguous. */
  plain = true;
  ambiguous = false;
  /** Set when the cell just walked was the last of its row; then `next` is the start of the next row. */
  lastOfRow = false;
  next = 0;
  /** Offset of a quote that nothing closes, or -1. */
  unterminated = -1;

  /** Walks one cell; false when it goes on behind `limit`. With `final` the limit is the end of the body. */
  cell(bytes: Uint8Array, from: number, limit: number, final: boolean): boolean {
    let at = from;
    let high = 0;
    let escaped = false;
    this.ambiguous = false;
    this.unterminated = -1;
    if (at < limit && bytes[at] === quote) {
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
          if (endsField(following)) {
            this.end = at++;
            break;
          }
          this.ambiguous = true;
          at += following === quote ? 2 : 1;
        } else if (byte === backslash) {
          if (at + 1 >= limit) {
            if (!final) return false;
            at++;
            continue;
          }
          const following = bytes[at + 1] as number;
          escaped = true;
          at += following === quote || following === backslash ? 2 : 1;
        } else {
          high |= byte;
          at++;
        }
      }
    } else {
      this.start = at;
      this.ambiguous = true;
      while (at < limit && !endsField(bytes[at] as number)) high |= bytes[at++] as number;
      if (at >= limit && !final) return false;
      this.end = at;
    }
    this.plain = !escaped && !this.ambiguous && high < 128;
    return this.finish(bytes, at, limit, final);
  }

  private finish(bytes: Uint8Array, at: number, limit: number, final: boolean): boolean {
    const byte = at < limit ? bytes[at] : -1;
    this.lastOfRow = byte !== delimiter;
    if (byte !== carriageReturn) {
      this.next = at + (byte === -1 ? 0 : 1);
      return true;
    }
    if (at + 1 >= limit && !final) return false;
    this.next = at + (bytes[at + 1] === lineFeed && at + 1 < limit ? 2 : 1);
    return true;
  }
}

/** Offset of the first byte that is no line end: blank lines between rows are no records. */
export function skipLineEnds(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && (bytes[at] === carriageReturn || bytes[at] === lineFeed)) at++;
  return at;
}

/** What one row of bytes looks like. */
export interface CsvRowShape {
  cells: number;
  ambiguous: boolean;
  unterminated: number;
}

/** Offset behind the row at `from`, or `incomplete`; fills `shape`. */
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
  let at = from;
  for (;;) {
    if (!scanner.cell(bytes, at, limit, final)) return incomplete;
    shape.cells++;
    if (scanner.ambiguous) shape.ambiguous = true;
    if (scanner.unterminated >= 0) shape.unterminated = scanner.unterminated;
    at = scanner.next;
    if (scanner.lastOfRow) return at;
  }
}

/**
 * The common row and nothing else: so many quoted cells, none of them ambiguous, a line end behind. Offset behind it,
 * or -1 for whatever `scanCsvRow` has to look at. It goes over the whole body, so it does nothing but find the ends.
 */
export function scanRegularCsvRow(bytes: Uint8Array, from: number, limit: number, cells: number): number {
  let at = from;
  for (let cell = 1; ; cell++) {
    if (bytes[at] !== quote) return -1;
    for (;;) {
      if (++at >= limit) return -1;
      const byte = bytes[at] as number;
      if (byte === quote) break;
      if (byte === backslash && (bytes[at + 1] === quote || bytes[at + 1] === backslash)) at++;
    }
    at++;
    if (cell === cells) break;
    if (bytes[at++] !== delimiter) return -1;
  }
  // A CR at the end of what has come may be half of a line end, and a row without one may be cut.
  if (bytes[at] === carriageReturn) at++;
  return at < limit && bytes[at] === lineFeed ? at + 1 : -1;
}
