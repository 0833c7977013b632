import type { CodeLine } from "#shared/documents.ts";
import type { Task } from "./task.ts";

/** The lines of a view before anything is folded. */
export interface BaseLines {
  readonly lines: number;
  read(offset: number, limit: number): Task<CodeLine[]>;
}

/** A range of base lines, both ends included, that is drawn as one line. */
export interface Cut {
  readonly first: number;
  readonly last: number;
  /** Builds the line to draw from the first and the last one. */
  draw(first: CodeLine, last: CodeLine): CodeLine;
}

/** Lines of which some ranges are drawn as one line each. A range inside another is not visible and does not count. */
export class CutLines {
  readonly lines: number;
  private readonly base: BaseLines;
  private readonly cuts: readonly Cut[];

  constructor(base: BaseLines, cuts: readonly Cut[]) {
    this.base = base;
    const outermost: Cut[] = [];
    for (const cut of cuts.toSorted((one, other) => one.first - other.first || other.last - one.last)) {
      if (cut.last > cut.first && cut.first > (outermost.at(-1)?.last ?? -1)) outermost.push(cut);
    }
    this.cuts = outermost;
    this.lines = outermost.reduce((lines, { first, last }) => lines - (last - first), base.lines);
  }

  *read(offset: number, limit: number): Task<CodeLine[]> {
    const window: CodeLine[] = [];
    let hidden = 0;
    let index = 0;
    // Cuts that end before the window only shift it.
    for (; index < this.cuts.length; index++) {
      const { first, last } = this.cuts[index] as Cut;
      if (first - hidden >= offset) break;
      hidden += last - first;
    }
    for (let at = offset + hidden; window.length < limit && at < this.base.lines;) {
      const cut = this.cuts[index];
      const left = limit - window.length;
      if (cut === undefined || at < cut.first) {
        const piece = yield* this.base.read(at, Math.min(left, (cut?.first ?? this.base.lines) - at));
        if (piece.length === 0) break;
        for (const line of piece) window.push(line);
        at += piece.length;
      } else {
        const [first] = yield* this.base.read(cut.first, 1);
        const [last] = yield* this.base.read(cut.last, 1);
        if (first !== undefined && last !== undefined) window.push(cut.draw(first, last));
        at = cut.last + 1;
        index++;
      }
    }
    return window;
  }
}
