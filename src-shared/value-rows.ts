import { isWide } from "./wide-letters.ts";
import { mayHideCharacters } from "./visible-text.ts";

/** Characters of one row at most, however narrow they are: a letter may carry any number of combining marks. */
export const maxRowCharacters = 320;

/** Maximum characters of a value that can be expanded in place. A longer one is read in the Raw view. */
export const maxOpenedCharacters = 134_217_728;

/** Columns that the box of an invisible character takes: its name is at most this long. */
const markColumns = 8;

/** A cluster of more characters than this is cut like text: nobody reads it as one letter. */
const maxCluster = 64;

/** The start of every row whose index is a multiple of this is remembered. */
const stride = 64;

/** Characters that are read before something else may run. */
const charactersAtOnce = 65_536;

const clusters = new Intl.Segmenter("en", { granularity: "grapheme" });
const combining = /^(?:\p{M}|\p{Join_Control}|\p{Emoji_Modifier})$/u;

/** May belong to the character before: marks, joiners, selectors, parts of flags and of Hangul syllables. */
const joinsBack =
  /^(?:[\p{M}\p{Grapheme_Extend}\p{Join_Control}\p{Emoji_Modifier}\p{Regional_Indicator}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]|[\udc00-\udfff])/u;
/** May join the character after: joiners, parts of flags, marks that join consonants, signs before numbers. */
const joinsOn =
  /(?:[\u200d\p{Regional_Indicator}\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u{11000}-\u{11fff}]|(?=[\u0900-\u{1ffff}])\p{M}|[\ud800-\udbff])$/u;

const unknown = 255;
const knownColumns = new Uint8Array(65_536).fill(unknown);

function columnsOf(codePoint: number): number {
  if (codePoint > 0xffff) return countColumns(codePoint);
  const known = knownColumns[codePoint] ?? unknown;
  if (known !== unknown) return known;
  return (knownColumns[codePoint] = countColumns(codePoint));
}

function countColumns(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (combining.test(character)) return 0;
  if (mayHideCharacters(character)) return markColumns;
  return isWide(codePoint) ? 2 : 1;
}

/**
 * The end of the row that begins at `start`: after a line ending, or where `columns` columns are full. It is between
 * two letters as readers see them, after a space if one is near, and never inside a surrogate pair.
 */
export function endOfRow(text: string, start: number, columns: number): number {
  const most = Math.min(text.length, start + maxRowCharacters);
  let width = 0;
  let afterSpace = start;
  let previous = -1;
  let at = start;
  while (at < most) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return endOfLineEnding(text, at);
    let length = 1;
    let own = 1;
    if (unit < 32 || unit > 126) {
      const codePoint = text.codePointAt(at) ?? 0;
      length = codePoint > 0xffff ? 2 : 1;
      own = columnsOf(codePoint);
      // Several of one kind share a box.
      if (own === markColumns && codePoint === previous) own = 0;
      previous = codePoint;
    } else previous = unit;
    if (width + own > columns && at > start) {
      if (unit === 32) return at + 1;
      return afterSpace - start > (at - start) / 2 ? afterSpace : endOfCluster(text, start, at);
    }
    width += own;
    at += length;
    if (unit === 32) afterSpace = at;
  }
  if (at >= text.length) return text.length;
  const next = text.charCodeAt(at);
  return next === 10 || next === 13 ? endOfLineEnding(text, at) : endOfCluster(text, start, at);
}

function endOfLineEnding(text: string, at: number): number {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}

/**
 * Whether two letters clearly meet here. The segmenter takes as long as a thousand letters otherwise do, so it is asked
 * only where characters may belong together.
 */
function isBetweenLetters(text: string, at: number): boolean {
  if (text.charCodeAt(at) < 0x300 && text.charCodeAt(at - 1) < 0x300) return true;
  return !joinsBack.test(text.slice(at, at + 2)) && !joinsOn.test(text.slice(Math.max(0, at - 2), at));
}

/** The nearest place to `at` that is between two letters; `at` itself when a letter is too long. */
function endOfCluster(text: string, start: number, at: number): number {
  if (text.charCodeAt(at) === 10 && text.charCodeAt(at - 1) === 13) return at - 1 > start ? at - 1 : at + 1;
  if (isBetweenLetters(text, at)) return at;
  const from = Math.max(start, at - maxCluster);
  const cluster = clusters.segment(text.slice(from, at + maxCluster)).containing(at - from);
  if (cluster === undefined || cluster.segment.length > maxCluster) return at;
  const begin = from + cluster.index;
  return begin > start ? begin : begin + cluster.segment.length;
}

/** Where the rows of a text begin, for one number of columns. Any of them is found without reading the text again. */
export class ValueRows {
  readonly text: string;
  readonly columns: number;
  /** The beginning of every 64th row. */
  private readonly starts: number[] = [];
  private counted = 0;
  private at = 0;

  constructor(text: string, columns: number) {
    this.text = text;
    this.columns = columns;
  }

  /** The number of rows found so far; of all rows once `advance` has returned true. */
  get count(): number {
    return this.counted;
  }

  /** Looks at some more of the text; true once nothing is left. */
  advance(characters = charactersAtOnce): boolean {
    const { text, columns } = this;
    const until = Math.min(text.length, this.at + characters);
    while (this.at < until) {
      if (this.counted % stride === 0) this.starts.push(this.at);
      this.at = endOfRow(text, this.at, columns);
      this.counted++;
    }
    return this.at >= text.length;
  }

  /** All rows in one step, for a text that is short enough. */
  static of(text: string, columns: number): ValueRows {
    const rows = new ValueRows(text, columns);
    while (!rows.advance());
    return rows;
  }

  /** Some of the rows found, each with the position in the text at which it begins. */
  read(offset: number, limit: number): ValueRow[] {
    const end = Math.min(this.counted, offset + limit);
    const rows: ValueRow[] = [];
    if (offset >= end) return rows;
    let start = this.starts[Math.floor(offset / stride)] ?? 0;
    for (let row = offset - (offset % stride); row < end; row++) {
      const behind = endOfRow(this.text, start, this.columns);
      if (row >= offset) rows.push({ start, text: this.text.slice(start, behind) });
      start = behind;
    }
    return rows;
  }

  /** The row that a character is in. */
  rowAt(place: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const first = Math.max(0, low - 1) * stride;
    const rows = this.read(first, stride);
    const inside = rows.findLastIndex(({ start }) => start <= place);
    return first + Math.max(0, inside);
  }
}

export interface ValueRow {
  readonly start: number;
  /** With its line ending. */
  readonly text: string;
}

/** A piece of a text from a position on, not longer than `length`; a surrogate pair stays whole. */
export function pieceOf(text: string, from: number, length: number): string {
  const end = Math.min(text.length, from + length);
  const isInside = end < text.length && isHigh(text.charCodeAt(end - 1)) && isLow(text.charCodeAt(end));
  return text.slice(from, isInside && end - 1 > from ? end - 1 : end);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** A part of a text that is short enough for a single layout. */
export interface Excerpt {
  readonly from: number;
  readonly text: string;
  /** The number of characters after it. */
  readonly more: number;
}

/** Lines of an excerpt at most. */
const maxExcerptLines = 6;

/** Characters before the one that an excerpt has to show. */
const contextBefore = 60;

/** The beginning of a text, or what is around a character of it; letters stay whole. */
export function excerptOf(text: string, length: number, place = 0): Excerpt {
  const wanted = Math.max(0, Math.min(place, text.length) - contextBefore);
  const from = place < length - contextBefore || wanted === 0 ? 0 : endOfCluster(text, 0, wanted);
  let end = Math.min(text.length, from + length);
  for (let lines = 0, at = from; lines < maxExcerptLines; lines++) {
    const found = text.indexOf("\n", at);
    if (found < 0 || found >= end) break;
    at = found + 1;
    if (lines === maxExcerptLines - 1 && at > place) end = at;
  }
  if (end < text.length) {
    end = Math.max(from + 1, endOfCluster(text, from, end));
    // A space in front of the cut is not at the end of the value, and would be marked as if it were.
    while (end > Math.max(from, place) + 1 && text[end - 1] === " ") end--;
  }
  return { from, text: text.slice(from, end), more: text.length - end };
}

/** The nearest place to `at` at which a text can be cut without cutting a letter or a line ending. */
export function cutPlace(text: string, at: number): number {
  return at <= 0 || at >= text.length ? Math.max(0, Math.min(at, text.length)) : endOfCluster(text, 0, at);
}

/** The first character in which two texts differ; the length of the shorter one where it begins the other. */
export function firstDifference(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}
