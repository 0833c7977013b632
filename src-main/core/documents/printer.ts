import { endUnshown, type Tokens } from "#shared/formats/code-tokens.ts";
import { skipBlanks } from "#shared/formats/scan.ts";
import type { TokenKind } from "#shared/documents.ts";
import { addStretch } from "./line-blocks.ts";
import type { Source } from "./source.ts";

/**
 * Lays served bytes out as lines, one after the other, losing nothing but white space between tokens. It can be set
 * anywhere a line starts, so that a view needs a few offsets and no text.
 */
export abstract class Printer {
  /** Where the next line starts in the body, and how deep it stands. */
  at = 0;
  depth = 0;
  /** Nothing at or behind this offset is read. */
  end = 0;
  protected readonly source: Source;
  /** Where a line is read in the bytes at hand, and where they end. */
  protected here = 0;
  protected limit = 0;
  /** The line was read up to that end, so more bytes might make it another. */
  protected reachedLimit = false;

  constructor(source: Source) {
    this.source = source;
  }

  /** Goes over the next line, adding its tokens to `line` if there is one; false when there is none left. */
  next(line: Tokens | null): boolean {
    const { source, end, depth } = this;
    const start = this.lineStart();
    for (let wanted = 1; ;) {
      const behind = Math.min(end, source.load(start, Math.min(end, start + wanted)));
      this.here = start - source.base;
      this.limit = behind - source.base;
      this.reachedLimit = false;
      const more = this.line(line);
      const had = behind - start;
      if (!this.reachedLimit || behind >= end || had >= source.maxAtHand) {
        this.at = this.here + source.base;
        if (line !== null) endUnshown(line, this.at);
        return more;
      }
      // A part of the line is not at hand: it is read again with more.
      this.depth = depth;
      if (line !== null) line.length = 0;
      wanted = had * 2;
    }
  }

  /** Where the line that follows `at` begins. */
  protected lineStart(): number {
    return this.at;
  }

  /** Reads the line at `here`. */
  protected abstract line(line: Tokens | null): boolean;

  /** Notes when a piece ended only because the bytes at hand did. */
  protected reach(position: number): number {
    if (position >= this.limit) this.reachedLimit = true;
    return position;
  }

  protected skip(from: number): number {
    return this.reach(skipBlanks(this.source.bytes, from, this.limit));
  }

  /** Adds bytes that are already loaded to a line. */
  protected add(line: Tokens, kind: TokenKind, start: number, end: number): void {
    addStretch(line, kind, this.source, this.source.base + start, this.source.base + end);
  }
}

/** One blank a level, as the API writes; deeper than anybody can see it stops growing. */
export function indentOf(depth: number): string {
  return " ".repeat(Math.min(Math.max(depth, 0), 1_000));
}
