import { failed, incomplete } from "./scan.ts";

const quote = 34;
const backslash = 92;
const lineFeed = 10;
const carriageReturn = 13;

/** Maximum number of attempts at ambiguous quotes in one row; after that the row is left as it is. */
const maxTries = 2_000;
/** The longest row that is examined, and the bytes that all attempts together may read. */
const maxRow = 1_048_576;
const maxSteps = 67_108_864;

/** The cells of a row that was found by `searchCsvRow`. */
export interface CsvSpans {
  /** First offset of each cell and the offset after it, quotes included. */
  starts: number[];
  ends: number[];
  /** There is another equally good way to split the row. */
  several: boolean;
}

/** A place to go on from: the start of a cell, the inside of a quoted one, or the quote that closes it. */
interface Branch {
  readonly at: number;
  readonly stands: "before" | "inside" | "closing";
  /** Cells that end before it. */
  readonly cells: number;
}

/**
 * How a quote inside a cell is written: with a backslash before it, twice, or both, as PHP's fputcsv does. The first
 * two are tried first: a writer that follows one rule is likelier than one that mixes them.
 */
type QuoteRule = "escaped" | "doubled" | "either";

/**
 * Takes apart a row that the documented reading does not: its writer may leave backslashes as they are, so that `\"` is
 * either a quote or a backslash and the end of the cell, or double its quotes. Every way is tried that leaves no quote
 * unaccounted for and gives `width` cells (0 for any number), the likeliest first.
 *
 * `codes` are bytes or UTF-16 units. Returns the offset after the row, `incomplete` when a way goes on past `limit`
 * (without `final`), and `failed` when there is none.
 */
export function searchCsvRow(
  codes: ArrayLike<number>,
  from: number,
  limit: number,
  final: boolean,
  wanted: { readonly delimiter: number; readonly width: number },
  found: CsvSpans,
): number {
  found.several = false;
  const search = new RowSearch(codes, limit, final, wanted.delimiter, wanted.width);
  const escaped = search.find("escaped", from, found);
  if (escaped === incomplete) return incomplete;
  const other: CsvSpans = { starts: [], ends: [], several: false };
  const doubled = search.find("doubled", from, other);
  if (doubled === incomplete) return incomplete;
  if (escaped === failed && doubled === failed) return search.find("either", from, found);
  if (escaped === failed) Object.assign(found, other);
  else if (doubled !== failed && !isSame(found, other)) found.several = true;
  return escaped === failed ? doubled : escaped;
}

function isSame(one: CsvSpans, other: CsvSpans): boolean {
  return one.ends.length === other.ends.length && one.ends.every((end, cell) => end === other.ends[cell]);
}

class RowSearch {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  /** What can be tried instead, the likeliest last. */
  private readonly branches: Branch[] = [];
  private readonly codes: ArrayLike<number>;
  private readonly limit: number;
  private readonly final: boolean;
  private readonly delimiter: number;
  private readonly width: number;
  private rule: QuoteRule = "either";
  private from = 0;
  private steps = 0;

  constructor(codes: ArrayLike<number>, limit: number, final: boolean, delimiter: number, width: number) {
    this.codes = codes;
    this.limit = limit;
    this.final = final;
    this.delimiter = delimiter;
    this.width = width;
  }

  find(rule: QuoteRule, from: number, found: CsvSpans): number {
    this.rule = rule;
    this.branches.length = 0;
    this.branches.push({ at: from, stands: "before", cells: 0 });
    let result: number = failed;
    this.from = from;
    this.steps = 0;
    for (let tries = 0; tries < maxTries && this.steps < maxSteps; tries++) {
      const branch = this.branches.pop();
      if (branch === undefined) break;
      const end = this.follow(branch);
      if (end === incomplete) return incomplete;
      if (end === failed) continue;
      if (result !== failed) {
        found.several = true;
        break;
      }
      result = end;
      found.starts = this.starts.slice();
      found.ends = this.ends.slice();
      if (this.width === 0) break;
    }
    return result;
  }

  /** Goes on to the end of the row; what could be done otherwise on the way is put aside. */
  private follow({ at: first, stands, cells }: Branch): number {
    const { codes, limit, final, width, starts, ends } = this;
    ends.length = cells;
    starts.length = stands === "before" ? cells : cells + 1;
    let at = first;
    let isInside = stands !== "before";
    if (stands === "inside") at = this.closingQuote(at);
    for (;;) {
      if (isInside) {
        if (at < 0) return at;
        at++;
      } else {
        if ((width > 0 && starts.length === width) || at - this.from > maxRow) return failed;
        starts.push(at);
        if (at < limit && codes[at] === quote) {
          at = this.closingQuote(at + 1);
          isInside = true;
          continue;
        }
        const stop = Math.min(limit, this.from + maxRow);
        for (; at < stop && !this.endsCell(at); at++) if (codes[at] === quote) return failed;
        if (at >= stop && stop < limit) return failed;
        if (at >= limit && !final) return incomplete;
      }
      ends.push(at);
      isInside = false;
      if (at < limit && codes[at] === this.delimiter) {
        at++;
        continue;
      }
      if (width > 0 && ends.length !== width) return failed;
      if (at >= limit) return at;
      const behind = this.behindLineEnding(at);
      return behind >= limit && !final && codes[at] === carriageReturn && behind === at + 1 ? incomplete : behind;
    }
  }

  private endsCell(at: number): boolean {
    const code = at < this.limit ? this.codes[at] : lineFeed;
    return code === this.delimiter || code === carriageReturn || code === lineFeed;
  }

  private behindLineEnding(at: number): number {
    const { codes, limit } = this;
    return at + (codes[at] === carriageReturn && at + 1 < limit && codes[at + 1] === lineFeed ? 2 : 1);
  }

  /** Offset of the quote that closes the cell begun last, which goes on at `first`. */
  private closingQuote(first: number): number {
    const { codes, limit, final, branches } = this;
    const cells = this.starts.length - 1;
    let backslashes = 0;
    const stop = Math.min(limit, this.from + maxRow);
    for (let at = first; at < stop; at++) {
      this.steps++;
      const code = codes[at];
      if (code === backslash) {
        backslashes++;
        continue;
      }
      if (code !== quote) {
        backslashes = 0;
        continue;
      }
      if (at + 1 >= limit && !final) return incomplete;
      const canPair = this.rule !== "escaped" && at + 1 < limit && codes[at + 1] === quote;
      const canClose = this.endsCell(at + 1);
      if (backslashes === 0 || this.rule === "doubled") {
        backslashes = 0;
        if (canClose) return at;
        if (!canPair) return failed;
        at++;
        continue;
      }
      if (canPair) branches.push({ at: at + 2, stands: "inside", cells });
      if (canClose) {
        const next = at + 1 < limit && codes[at + 1] === this.delimiter ? at + 2 : this.behindLineEnding(at + 1);
        if (next >= limit && !final) return incomplete;
        // Before what looks like another cell the quote closes; elsewhere it is more likely a part of the value.
        if (next >= limit || codes[next] === quote) {
          branches.push({ at: at + 1, stands: "inside", cells });
          return at;
        }
        branches.push({ at, stands: "closing", cells });
      }
      backslashes = 0;
    }
    return final || stop < limit ? failed : incomplete;
  }
}
