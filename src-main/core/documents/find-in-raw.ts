import { bytesTest, cutNear } from "./find-in-bytes.ts";
import type { PartMatches, Place } from "./find-parts.ts";
import { patternReach, searchPiece, type Match, type Piece, type Window } from "./find-pieces.ts";
import type { Search } from "./find-search.ts";
import type { RawBlock } from "./line-blocks.ts";
import { walkStep, type Source } from "./source.ts";
import type { Task } from "./task.ts";

/** Bytes that patterns may look back at when a line began before the piece. */
const lookBehind = 1_024;

/**
 * Maximum bytes of plain text that one character of the query can match: four composed characters of three bytes each.
 */
const bytesPerCharacter = 12;
/** Bytes of marks after the last character, which decide whether that character matches. */
const reachForMarks = 128;

const lineFeed = Buffer.of(10);

/** A long query that matches almost everywhere costs its length for each byte, so its slices are shorter. */
function sliceFor({ isPattern, query }: Search): number {
  return isPattern ? walkStep : Math.max(16_384, Math.min(walkStep, Math.floor(2 ** 28 / query.length)));
}

/** Where a slice of the body begins, and how much of it a previous match already covers. */
interface SliceStart {
  readonly from: number;
  readonly skip: number;
}

/**
 * The matches in a block of raw text. Its bytes are searched in slices that end after a line where possible, and in the
 * middle of a line that is longer than a slice.
 */
export class RawSearch {
  private readonly block: RawBlock;
  private readonly source: Source;
  private readonly search: Search;
  private readonly reach: number;
  private readonly sliceBytes: number;
  private readonly mayHold: (start: number, end: number) => boolean;
  private readonly starts: SliceStart[] = [];
  private readonly counts: number[] = [];

  constructor(block: RawBlock, search: Search, sliceBytes = sliceFor(search)) {
    this.block = block;
    this.source = block.source;
    this.search = search;
    this.reach = search.isPattern ? patternReach : search.query.length * bytesPerCharacter + reachForMarks;
    this.sliceBytes = sliceBytes;
    this.mayHold = bytesTest(block.source, search);
  }

  *count(): Task<PartMatches> {
    let total = 0;
    let skip = 0;
    // A match lies within one line.
    const isPossible = this.search.isPattern || !this.search.query.includes("\n");
    for (let from = isPossible ? this.block.start : this.block.end; from < this.block.end;) {
      const to = this.sliceEnd(from);
      this.starts.push({ from, skip });
      const inSlice = this.searchSlice(from, to, skip, null);
      this.counts.push(inSlice.count);
      total += inSlice.count;
      ({ skip } = inSlice);
      from = to;
      yield;
    }
    return { total, locate: (index) => this.locate(index) };
  }

  private locate(wanted: number): Place | null {
    let before = 0;
    const slice = this.counts.findIndex((count) => {
      before += count;
      return before > wanted;
    });
    const start = this.starts[slice];
    if (start === undefined) return null;
    const { from, skip } = start;
    let index = before - (this.counts[slice] ?? 0);
    let match: Match | null = null;
    this.searchSlice(from, this.starts[slice + 1]?.from ?? this.block.end, skip, (each) => {
      if (index++ === wanted) match = each;
    });
    // TypeScript does not track assignments in the callback.
    const found = match as Match | null;
    return found && { ...this.block.placeAfter(from, found.start), length: found.length, record: null };
  }

  private sliceEnd(from: number): number {
    const { source, block, sliceBytes } = this;
    const target = from + sliceBytes;
    // All bytes of this slice are loaded together, so a file is read sequentially.
    source.load(Math.max(block.start, from - lookBehind), Math.min(block.end, target + this.reach));
    if (target >= block.end) return block.end;
    const feed = source.part(from, target).lastIndexOf(lineFeed);
    return feed < 0 ? cutNear(source, from, target, block.end) : from + feed + 1;
  }

  private searchSlice(
    from: number,
    to: number,
    skip: number,
    found: ((match: Match) => void) | null,
  ): { readonly count: number; readonly skip: number } {
    const { source, search, block } = this;
    if (!search.isPattern && !this.mayHold(from, Math.min(block.end, to + this.reach))) {
      // More than a slice is skipped only when a single match is longer than a slice.
      return { count: 0, skip: skip === 0 ? 0 : Math.max(0, skip - search.read(source.text(from, to)).length) };
    }
    if (!search.isPattern) return searchPiece(this.piece(from, to, ""), search, this.reach, skip, found);
    const whole = this.piece(from, to, this.textBefore(from));
    if (to < block.end && source.byteAt(to - 1) !== 10) return searchPiece(whole, search, this.reach, skip, found);
    let count = 0;
    let at = 0;
    for (const own of whole.own.split("\n")) {
      const start = at;
      const line = { own, before: at === 0 ? whole.before : "", after: () => nothingAfter };
      const report = found && ((match: Match): void => found({ ...match, start: match.start + start }));
      count += searchPiece(line, search, 0, at === 0 ? skip : 0, report).count;
      at += own.length + 1;
    }
    return { count, skip: 0 };
  }

  private piece(from: number, to: number, before: string): Piece {
    const { source, block } = this;
    return {
      before,
      own: source.text(from, to),
      after: (reach) => this.textAfter(to, Math.min(block.end, to + reach)),
    };
  }

  /** The text before a slice that begins in the middle of a line. */
  private textBefore(from: number): string {
    const { source, block } = this;
    if (from === block.start || source.byteAt(from - 1) === 10) return "";
    const least = source.characterStart(Math.max(block.start, from - lookBehind));
    const feed = source.part(least, from).lastIndexOf(lineFeed);
    return source.text(feed < 0 ? least : least + feed + 1, from);
  }

  /** The text after a slice, up to the end of its line. */
  private textAfter(to: number, target: number): Window {
    const { source, block } = this;
    if (to >= block.end || source.byteAt(to - 1) === 10) return nothingAfter;
    const feed = source.indexOf(10, to, target);
    if (feed >= 0) return { text: source.text(to, feed), isWhole: true };
    if (target === block.end) return { text: source.text(to, target), isWhole: true };
    const end = this.search.isPattern ? source.characterStart(target) : cutNear(source, to, target, block.end);
    return { text: source.text(to, end), isWhole: false };
  }
}

const nothingAfter: Window = { text: "", isWhole: true };
