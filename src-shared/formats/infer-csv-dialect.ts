import type { CsvDialect } from "../format-check.ts";
import { isHeader } from "./csv-header.ts";

/** Characters that are looked at to find delimiter and quote, and to count how things are written. */
const guessed = 65_536;
const counted = 1_048_576;
/** Rows from which a header is recognised. */
const compared = 20;

const delimiters = ["|", ",", ";", "\t", "^", "~"] as const;
const quotes = ['"', "'", null] as const;
const escapes = ["backslash", "doubled"] as const;

interface Candidate {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly escape: (typeof escapes)[number];
}

/** The result of one reading of the text. */
interface Reading {
  rows: number;
  cells: number;
  quotedCells: number;
  /** Cells of the first rows. */
  readonly first: string[][];
  readonly widths: Map<number, number>;
  readonly lineEnds: Set<"crlf" | "lf" | "cr">;
  backslashQuotes: number;
  doubledQuotes: number;
  bareQuotes: number;
  doubledBackslashes: number;
  singleBackslashes: number;
  /** Whatever a writer of this dialect would not have written. */
  anomalies: number;
}

/**
 * Finds out how CSV is written by reading its beginning in every way that makes sense and taking the one that has the
 * fewest contradictions. `names` are the fields that other formats have, to distinguish a header from a record.
 */
export function inferCsvDialect(text: string, names: readonly string[]): CsvDialect {
  const byteOrderMark = text.startsWith("\u{feff}");
  const body = text.replace(/^\u{feff}+/u, "");
  const sample = wholeRows(body, guessed);
  const ranked = candidates()
    .map((candidate) => ({ candidate, doubt: doubtOf(read(sample, candidate)) }))
    .toSorted((one, other) => one.doubt - other.doubt);
  // There is always a first one: the candidates are a fixed list, and sorting keeps the documented one ahead.
  const candidate = ranked[0]?.candidate ?? { delimiter: "|", quote: '"', escape: "backslash" };
  const reading = read(wholeRows(body, counted), candidate);
  const quoted = reading.quotedCells > 0;
  return {
    byteOrderMark,
    delimiter: widthOf(reading) > 1 ? candidate.delimiter : null,
    quote: quoted ? candidate.quote : null,
    quoting: !quoted ? "none" : reading.quotedCells === reading.cells ? "all" : "some",
    quoteEscape: oneOf([
      ["backslash", reading.backslashQuotes],
      ["doubled", reading.doubledQuotes],
      ["bare", reading.bareQuotes],
    ]),
    backslash: oneOf([
      ["doubled", reading.doubledBackslashes],
      ["single", reading.singleBackslashes],
    ]),
    lineEnd: reading.lineEnds.size > 1 ? "mixed" : ([...reading.lineEnds][0] ?? null),
    header: reading.rows === 0 ? null : isHeader(reading.first[0] ?? [], names, reading.first.slice(1)),
  };
}

/** The documented dialect comes first and wins where nothing speaks against it. */
function candidates(): Candidate[] {
  return delimiters.flatMap((delimiter) =>
    quotes.flatMap((quote) => escapes.map((escape) => ({ delimiter, quote, escape }))),
  );
}

/** Cuts after the last line ending within `limit`, so a truncated row does not look broken. */
function wholeRows(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = Math.max(text.lastIndexOf("\n", limit - 1), text.lastIndexOf("\r", limit - 2));
  return text.slice(0, end < 0 ? limit : end + 1);
}

function emptyReading(): Reading {
  return {
    rows: 0,
    cells: 0,
    quotedCells: 0,
    first: [],
    widths: new Map(),
    lineEnds: new Set(),
    backslashQuotes: 0,
    doubledQuotes: 0,
    bareQuotes: 0,
    doubledBackslashes: 0,
    singleBackslashes: 0,
    anomalies: 0,
  };
}

function read(text: string, candidate: Candidate): Reading {
  const reading = emptyReading();
  const { delimiter, quote } = candidate;
  let at = 0;
  let width = 0;
  while (at < text.length) {
    const start = at;
    const isQuoted = quote !== null && text.charAt(at) === quote;
    at = isQuoted ? quotedEnd(text, at, quote, candidate, reading) : unquotedEnd(text, at, delimiter, reading);
    reading.cells++;
    if (isQuoted) reading.quotedCells++;
    else if (isQuotedOtherwise(text.slice(start, at))) reading.anomalies++;
    width++;
    if (reading.rows < compared) {
      const cells = (reading.first[reading.rows] ??= []);
      cells.push(isQuoted ? text.slice(start + 1, at - 1) : text.slice(start, at));
    }
    if (text.charAt(at) === delimiter) {
      at++;
      if (at < text.length) continue;
      // A delimiter at the very end is followed by an empty cell.
      reading.cells++;
      width++;
    }
    reading.rows++;
    reading.widths.set(width, (reading.widths.get(width) ?? 0) + 1);
    width = 0;
    at = lineEnd(text, at, reading);
  }
  return reading;
}

/**
 * Quotes of another kind around a value are a sign of the wrong candidate, and so is one end of a quoted value: its
 * inside was taken for a delimiter. An apostrophe at one end is just a word.
 */
function isQuotedOtherwise(cell: string): boolean {
  return /^"|"$|^'.*'$/su.test(cell);
}

function lineEnd(text: string, at: number, reading: Reading): number {
  const character = text.charAt(at);
  if (character === "") return at;
  const pair = character === "\r" && text.charAt(at + 1) === "\n";
  reading.lineEnds.add(pair ? "crlf" : character === "\r" ? "cr" : "lf");
  return at + (pair ? 2 : 1);
}

function unquotedEnd(text: string, from: number, delimiter: string, reading: Reading): number {
  let at = from;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === delimiter || character === "\r" || character === "\n") return at;
    if (character === "\\") reading.singleBackslashes++;
  }
  return at;
}

/** Offset after the quote that closes the cell at `from`. */
function quotedEnd(
  text: string,
  from: number,
  quote: string,
  { delimiter, escape }: Candidate,
  reading: Reading,
): number {
  let at = from + 1;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    const following = text.charAt(at + 1);
    if (character === "\\") {
      const escapes = following === "\\" || (escape === "backslash" && following === quote);
      if (!escapes) reading.singleBackslashes++;
      else if (following === quote) reading.backslashQuotes++;
      else reading.doubledBackslashes++;
      if (escapes) at++;
    } else if (character === quote) {
      if (following === delimiter || following === "\r" || following === "\n" || following === "") return at + 1;
      if (following === quote) {
        reading.doubledQuotes++;
        if (escape === "backslash") reading.anomalies++;
        at++;
      } else {
        reading.bareQuotes++;
        reading.anomalies++;
      }
    }
  }
  reading.anomalies++;
  return at;
}

/** The width that most rows have. */
function widthOf({ widths }: Reading): number {
  let best = 0;
  for (const [width, rows] of widths) if (rows > (widths.get(best) ?? 0)) best = width;
  return best;
}

/** Contradictions per row; a reading that finds a single column is doubted for that alone. */
function doubtOf(reading: Reading): number {
  if (reading.rows === 0) return 0;
  const width = widthOf(reading);
  const uneven = reading.rows - (reading.widths.get(width) ?? 0);
  const single = width <= 1 ? 0.5 : 0;
  // The width decides only between readings that are equally free of contradictions.
  return (reading.anomalies + uneven) / reading.rows + single + 1 / (1_000 + width);
}

/** The one way that was seen, `mixed` for several, null for none. */
function oneOf<Way extends string>(seen: readonly (readonly [Way, number])[]): Way | "mixed" | null {
  const ways = seen.filter(([, count]) => count > 0);
  return ways.length > 1 ? "mixed" : (ways[0]?.[0] ?? null);
}
