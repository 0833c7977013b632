import { addText, type Tokens } from "#shared/formats/code-tokens.ts";
import type { Printer } from "./printer.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";

/** One line; `length` is that of the whole, `tokens` may be cut. */
export interface Line {
  readonly tokens: Tokens;
  readonly length: number;
}

/** A run of lines that belong to no record. */
export interface LineBlock {
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

/** Bytes as text, one line per line feed; a line end that is not a bare line feed is made visible. */
export function* rawBlock(source: Source, start: number, end: number): Task<LineBlock> {
  const checkpoints: number[] = [];
  const lengths = new Map<number, number>();
  const words = source.words();
  let lines = 0;
  if (end > start) checkpoints.push(start);
  for (let at = start; at < end; at += 262_144) {
    words.lineFeeds(at, Math.min(end, at + 262_144), (behind) => {
      if (behind < end && ++lines % between === 0) checkpoints.push(behind);
    });
    yield;
  }
  if (end > start) lines++;
  return {
    lines,
    read(from, count, longest) {
      const read: Line[] = [];
      let at = checkpoints[Math.floor(from / between)] ?? end;
      for (let line = from - (from % between); at < end && read.length < count; line++) {
        const found = source.indexOf(10, at);
        const lineEnd = found < 0 || found >= end ? end : found;
        if (line >= from) read.push(rawLine(source, at, lineEnd, longest, lengths));
        at = lineEnd + 1;
      }
      return read;
    },
  };
}

/** The line feed is the line's end and not shown; a carriage return before it is. */
function rawLine(source: Source, start: number, end: number, longest: number, lengths: Map<number, number>): Line {
  const tokens: Tokens = [];
  // Four bytes make at most two characters, one byte at most one: so many bytes hold what is shown.
  const shown = longest * 4;
  if (end - start <= shown) {
    addText(tokens, "plain", source.text(start, end));
    return lineOf(tokens);
  }
  addText(tokens, "plain", source.text(start, source.characterStart(start + shown)));
  const length = lengths.get(start) ?? source.characters(start, end);
  lengths.set(start, length);
  return { tokens, length };
}

/** A part of the body laid out by a printer. */
export function* printedBlock(printer: Printer, start: number, end: number, depth: number): Task<LineBlock> {
  const offsets: number[] = [];
  const depths: number[] = [];
  printer.at = start;
  printer.depth = depth;
  printer.end = end;
  let lines = 0;
  for (;;) {
    const { at, depth: here } = printer;
    if (!printer.next(null)) break;
    if (lines++ % between === 0) {
      offsets.push(at);
      depths.push(here);
      yield;
    }
  }
  return {
    lines,
    read(from, count) {
      const checkpoint = Math.floor(from / between);
      printer.at = offsets[checkpoint] ?? end;
      printer.depth = depths[checkpoint] ?? 0;
      printer.end = end;
      for (let line = checkpoint * between; line < from; line++) printer.next(null);
      const read: Line[] = [];
      for (let tokens: Tokens = []; read.length < count && printer.next(tokens); tokens = []) read.push(lineOf(tokens));
      return read;
    },
  };
}

/** Blocks one behind the other. */
export function joinedBlocks(blocks: readonly LineBlock[]): LineBlock {
  return {
    lines: blocks.reduce((sum, block) => sum + block.lines, 0),
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
