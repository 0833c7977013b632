import type { BytePlace, TokenKind } from "#shared/documents.ts";
import { addText, noteUnshown, tokenSource, unshownOf, type Tokens } from "#shared/formats/code-tokens.ts";
import type { Printer } from "./printer.ts";
import { walkStep, type Source } from "./source.ts";
import type { Task } from "./task.ts";
import { maxValueText } from "./limits.ts";
import { countCharacters, firstPieceEnd } from "./value-pieces.ts";

/** One line; `length` counts the characters of the whole line in the body, while `tokens` may be truncated. */
export interface Line {
  readonly tokens: Tokens;
  readonly length: number;
  /** The line of the body is longer than one line of a view and continues in the next one. */
  readonly goesOn: boolean;
}

/** A run of lines outside the records. */
export interface LineBlock {
  /** The number of lines counted so far. */
  readonly lines: number;
  /** The blocks it consists of, if there are several. */
  readonly parts?: readonly LineBlock[];
  /** Returns at most `count` lines, starting at line `from`. */
  read(from: number, count: number): Line[];
}

/** Adds a range of the body to a line: all of it, or its beginning and the number of characters omitted. */
export function addStretch(line: Tokens, kind: TokenKind, source: Source, from: number, to: number): void {
  if (to - from <= maxValueText) {
    addText(line, kind, source.text(from, to));
    return;
  }
  const end = firstPieceEnd(source, { from, to, coding: "raw" }, maxValueText);
  addText(line, kind, source.text(from, end));
  noteUnshown(line, countCharacters(source, { from: end, to, coding: "raw" }));
}

export function lineOf(tokens: Tokens): Line {
  let length = unshownOf(tokens)?.characters ?? 0;
  for (const token of tokens) length += token[0] === "invisible" ? tokenSource(token).length : token[1].length;
  return { tokens, length, goesOn: false };
}

/** Lines from one checkpoint to the next; reading starts at a checkpoint. */
const between = 256;

export function fixedBlock(lines: readonly Tokens[]): LineBlock {
  return { lines: lines.length, read: (from, count) => lines.slice(from, from + count).map(lineOf) };
}

/**
 * Maximum bytes of the body in one line of raw text: below the number of characters at which a view truncates a line.
 */
const maxRawLine = 8_192;

/**
 * One line of raw text in the body: its byte range, where the next one starts, and whether that continues the same
 * line.
 */
export interface RawLine {
  readonly from: number;
  readonly to: number;
  readonly next: number;
  readonly goesOn: boolean;
}

/**
 * The line of raw text that starts at `at`, in a block from `start` to `end`. A line of the body that is too long is
 * broken every `maxRawLine` bytes; the break is moved back to the start of a character.
 */
export function rawLineAt(source: Source, at: number, start: number, end: number): RawLine {
  const isBroken = at > start && source.byteAt(at - 1) !== 10;
  const from = isBroken ? source.characterStart(at) : at;
  const feed = source.indexOf(10, at, Math.min(end, at + maxRawLine + 1));
  if (feed >= 0) return { from, to: feed, next: feed + 1, goesOn: false };
  if (end - at <= maxRawLine + 1) return { from, to: end, next: end, goesOn: false };
  const next = at + maxRawLine;
  return { from, to: source.characterStart(next), next, goesOn: true };
}

/**
 * Bytes as text, one line per line feed; a line ending other than a bare line feed is made visible. A line that is too
 * long to show is broken into several, so every byte of a body without line endings can be reached. Lines are counted
 * as they arrive. The last one is counted only once the block is closed, since it may continue until then.
 */
export class RawBlock implements LineBlock {
  readonly source: Source;
  readonly start: number;
  private readonly checkpoints: number[];
  private ended = 0;
  /** Start of the line that is being counted. */
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
    return this.ended + (this.closed && this.lastLine < this.at ? 1 : 0);
  }

  /**
   * Continues counting up to `end`. With `final`, that is the end of the block; otherwise only whole steps are counted.
   */
  *count(end: number, final: boolean): Task<void> {
    while (this.at < end && (final || this.at + walkStep <= end)) {
      const { at } = this;
      const to = Math.min(end, at + walkStep);
      this.source.lineFeeds(at, to, (behind) => {
        this.breakUpTo(behind);
        this.endLine(behind);
      });
      this.breakUpTo(to);
      this.at = to;
      yield;
    }
    if (final) this.closed = true;
  }

  private breakUpTo(behind: number): void {
    while (behind - this.lastLine > maxRawLine + 1) this.endLine(this.lastLine + maxRawLine);
  }

  private endLine(behind: number): void {
    this.lastLine = behind;
    if (++this.ended % between === 0) this.checkpoints.push(behind);
  }

  /** The offset after the last counted byte. */
  get end(): number {
    return this.closed ? this.at : this.lastLine;
  }

  read(from: number, count: number): Line[] {
    const { source, start, end } = this;
    const read: Line[] = [];
    let at = this.checkpoints[Math.floor(from / between)] ?? end;
    for (let line = from - (from % between); at < end && read.length < count; line++) {
      const raw = rawLineAt(source, at, start, end);
      if (line >= from) read.push(this.line(raw));
      at = raw.next;
    }
    return read;
  }

  /** The line feed that ends the line is not shown; a carriage return before it is. */
  private line({ from, to, goesOn }: RawLine): Line {
    const tokens: Tokens = [];
    addText(tokens, "plain", this.source.text(from, to));
    return { ...lineOf(tokens), goesOn };
  }

  /** The line that contains a byte of the body. */
  private lineOf(byte: number): { readonly line: number; readonly raw: RawLine; readonly at: number } {
    const { source, start, end, checkpoints } = this;
    let low = 0;
    let high = checkpoints.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((checkpoints[middle] as number) <= byte) low = middle;
      else high = middle - 1;
    }
    let line = low * between;
    let at = checkpoints[low] ?? start;
    let raw = rawLineAt(source, at, start, end);
    for (; raw.next <= byte && raw.next < end; line++) {
      at = raw.next;
      raw = rawLineAt(source, at, start, end);
    }
    return { line, raw, at };
  }

  /** Line and character position of a byte of the body. */
  placeOf(byte: number): BytePlace {
    const { source, end } = this;
    const { line, raw } = this.lineOf(byte);
    const at = source.characterStart(Math.min(byte, Math.max(0, end - 1)));
    return { line, start: source.text(raw.from, Math.max(raw.from, at)).length };
  }

  /** Line and character position `characters` characters after a byte; a line feed counts as one. */
  placeAfter(byte: number, characters: number): BytePlace {
    const { source, start, end } = this;
    let { line, at } = this.lineOf(byte);
    let left = this.placeOf(byte).start + characters;
    for (; at < end; line++) {
      const raw = rawLineAt(source, at, start, end);
      const { length } = source.text(raw.from, raw.to);
      if (left < length || (left === length && !raw.goesOn)) break;
      left -= raw.goesOn ? length : length + 1;
      at = raw.next;
    }
    return { line, start: left };
  }
}

/** A part of the body as raw text, counted synchronously. */
export function rawBlock(source: Source, start: number, end: number): RawBlock {
  const block = new RawBlock(source, start);
  for (const counting = block.count(end, true); counting.next().done !== true;);
  return block;
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

  /** Restores the printer's state: other parts of the view use it in between. */
  private stand(at: number, depth: number): void {
    this.printer.at = at;
    this.printer.depth = depth;
    this.printer.end = this.end;
  }
}

/** Concatenates blocks. */
export function joinedBlocks(blocks: readonly LineBlock[]): LineBlock {
  return {
    parts: blocks,
    get lines() {
      return blocks.reduce((sum, block) => sum + block.lines, 0);
    },
    read(from, count) {
      const read: Line[] = [];
      let before = 0;
      for (const block of blocks) {
        const inside = Math.max(0, from + read.length - before);
        if (inside < block.lines && read.length < count) {
          for (const line of block.read(inside, count - read.length)) read.push(line);
        }
        before += block.lines;
      }
      return read;
    },
  };
}
