import type { Tokens } from "#shared/formats/code-tokens.ts";

/**
 * Lays served bytes out as lines, one after the other, losing nothing but white space between tokens. It can be set
 * anywhere a line starts, so that a view needs a few offsets and no text.
 */
export interface Printer {
  /** Where the next line starts in the body, and how deep it stands. */
  at: number;
  depth: number;
  /** Nothing at or behind this offset is read. */
  end: number;
  /** Goes over the next line, adding its tokens to `line` if there is one; false when there is none left. */
  next(line: Tokens | null): boolean;
}

/** One blank a level, as the API writes; deeper than anybody can see it stops growing. */
export function indentOf(depth: number): string {
  return " ".repeat(Math.min(Math.max(depth, 0), 1_000));
}
