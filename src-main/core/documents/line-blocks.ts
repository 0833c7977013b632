import { addText, type Tokens } from "#shared/formats/code-tokens.ts";
import type { Printer } from "./printer.ts";
import { walkStep, type Source } from "./source.ts";
import type { Task } from "./task.ts";

/** One line; `length` is that of the whole, `tokens` may be cut. */
export interface Line {
  readonly tokens: Tokens;
  readonly length: number;
}

/** A run of lines that belong to no record. */
export interface LineBlock {
  /** As far as they are counted. */
  readonly lines: number;
  /** At most `count` lines from the line `from` on. Of a very long line no more than `longest` characters are made. */
  read(from: number, count: number, longest: number): Line[];
}

export function lineOf(tokens: Tokens): Line {
  let length = 0;
  for (const token of tokens) length += token[1].length;
  return { tokens, length };
}

/** A checkpoint stands at every so many lines; from there a reader walks. */
const between = 256;

export function fixedBlock(lines: readonly Tokens[]): LineBlock {
  return { lines: lines.length, read: (from, count) => lines.slice(from, from + count).map(lineOf) };
}

/**
 * Bytes as text, one line per line feed; a line end that is not a bare line feed is made visible. They are counted as
 * they arrive, and the last line only once the block is closed: until then it may go on.
 */
export class RawBlock implements LineBlock {
  private readonly source: Source;
  private readonly start: number;
  private readonly checkpoints: number[];
  /** Characters of steps that no line ends in, by the step: those of a long line are not counted when it is shown. */
  private readonly characters = new Map<number, number>();
  private feeds = 0;
  /** Where the line begins that the count stands in. */
  private lastLine: number;
  private at: number;
  private closed = false;

  constructor(source: Source, start: number) {
    this.source = source;
    this.start = start;
    this.checkpoints = [start];
    this.lastLine = start;
    this.at = start;
  }

  get lines(): number {
    return this.feeds + (this.closed && this.lastLine < this.at ? 1 : 0);
  }

  /** Goes on up to `end`; with `final` that is the end of the block, else only whole steps are taken. */
  *count(end: number, final: boolean): Task<void> {
    while (this.at < end && (final || this.at + walkStep <= end)) {
      const { at, feeds } = this;
      const to = Math.min(end, at + walkStep);
      this.source.lineFeeds(at, to, (behind) => {
        this.lastLine = behind;
        if (++this.feeds % between === 0) this.checkpoints.push(behind);
      });
      if (this.feeds === feeds) this.characters.set((at - this.start) / walkStep, this.source.characters(at, to));
      this.at = to;
      yield;
    }
    if (final) this.closed = true;
  }

  read(from: number, count: number, longest: number): Line[] {
    const read: Line[] = [];
    const end = this.closed ? this.at : this.lastLine;
    let at = this.checkpoints[Math.floor(from / between)] ?? end;
    for (let line = from - (from % between); at < end && read.length < count; line++) {
      const found = this.source.indexOf(10, at, end);
      const lineEnd = found < 0 ? end : found;
      if (line >= from) read.push(this.line(at, lineEnd, longest));
      at = lineEnd + 1;
    }
    return read;
  }

  /** The line feed is the line's end and not shown; a carriage return before it is. */
  private line(start: number, end: number, longest: number): Line {
    const { source } = this;
    const tokens: Tokens = [];
    // Four bytes make at most two characters, one byte at most one: so many bytes hold what is shown.
    const shown = longest * 4;
    if (end - start <= shown) {
      addText(tokens, "plain", source.text(start, end));
      return lineOf(tokens);
    }
    addText(tokens, "plain", source.text(start, source.characterStart(start + shown)));
    return { tokens, length: this.charactersOf(start, end) };
  }

  private charactersOf(start: number, end: number): number {
    let sum = 0;
    for (let at = start; at < end;) {
      const step = Math.floor((at - this.start) / walkStep);
      const stepStart = this.start + step * walkStep;
      const to = Math.min(end, stepStart + walkStep);
      const known = at === stepStart && to === stepStart + walkStep ? this.characters.get(step) : undefined;
      sum += known ?? this.source.characters(at, to);
      at = to;
    }
    return sum;
  }
}

/** A part of the body laid out by a printer. */
export class PrintedBlock implements LineBlock {
  lines = 0;
  private readonly printer: Printer;
  private readonly end: number;
  private at: number;
  private depth: number;
  private readonly offsets: number[] = [];
  private readonly depths: number[] = [];

  constructor(printer: Printer, start: number, end: number, depth: number) {
    this.printer = printer;
    this.end = end;
    this.at = start;
    this.depth = depth;
  }

  *count(): Task<void> {
    for (let more = true; more;) {
      this.offsets.push(this.at);
      this.depths.push(this.depth);
      const { printer } = this;
      this.stand(this.at, this.depth);
      for (let line = 0; more && line < between; line++) {
        more = printer.next(null);
        if (more) this.lines++;
      }
      this.at = printer.at;
      this.depth = printer.depth;
      yield;
    }
  }

  read(from: number, count: number): Line[] {
    const { printer } = this;
    const checkpoint = Math.floor(from / between);
    this.stand(this.offsets[checkpoint] ?? this.end, this.depths[checkpoint] ?? 0);
    for (let line = checkpoint * between; line < from; line++) printer.next(null);
    const read: Line[] = [];
    const most = Math.min(count, this.lines - from);
    for (let tokens: Tokens = []; read.length < most && printer.next(tokens); tokens = []) read.push(lineOf(tokens));
    return read;
  }

  /** The printer also serves other parts of the view in between. */
  private stand(at: number, depth: number): void {
    this.printer.at = at;
    this.printer.depth = depth;
    this.printer.end = this.end;
  }
}

/** Blocks one behind the other. */
export function joinedBlocks(blocks: readonly LineBlock[]): LineBlock {
  return {
    get lines() {
      return blocks.reduce((sum, block) => sum + block.lines, 0);
    },
    read(from, count, longest) {
      const read: Line[] = [];
      let before = 0;
      for (const block of blocks) {
        const inside = Math.max(0, from + read.length - before);
        if (inside < block.lines && read.length < count) {
          read.push(...block.read(inside, count - read.length, longest));
        }
        before += block.lines;
      }
      return read;
    },
  };
}
