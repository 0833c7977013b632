import { isWide } from "#shared/wide-letters.ts";

/** Rows of one line and of all lines before it, where long lines take more than one row. */
export class WrappedLines {
  readonly lineCount: number;
  /** Lines of more than one row, in order, and how many rows more they and all before them have. */
  private readonly long: readonly number[];
  private readonly more: readonly number[];

  constructor(lineCount: number, extra: ReadonlyMap<number, number>) {
    this.lineCount = lineCount;
    const lines = [...extra].filter(([line, rows]) => rows > 0 && line < lineCount).toSorted(([a], [b]) => a - b);
    let sum = 0;
    this.long = lines.map(([line]) => line);
    this.more = lines.map(([, rows]) => (sum += rows));
  }

  get rows(): number {
    return this.lineCount + (this.more.at(-1) ?? 0);
  }

  /** The first row of a line. */
  rowOf(line: number): number {
    const before = countBelow(this.long.length, (index) => (this.long[index] ?? 0) < line);
    return line + (this.more[before - 1] ?? 0);
  }

  /** The line that a row is of. */
  lineAt(row: number): number {
    const before = countBelow(this.long.length, (index) => (this.long[index] ?? 0) + (this.more[index - 1] ?? 0) < row);
    const line = row - (this.more[before - 1] ?? 0);
    // Rows after the first of a long line would count as separate lines.
    return Math.max(line, this.long[before - 1] ?? 0);
  }
}

/** The number of sorted items that pass a test; all items after the first failure fail it. */
function countBelow(length: number, passes: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows beyond the first that a text takes, so many columns a row. East Asian letters take two columns. */
export function extraRows(text: string, columns: number): number {
  if (columns < 1) return 0;
  let width = 0;
  let rows = 0;
  for (const character of text) {
    const own = isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
    if (width + own > columns) {
      rows++;
      width = 0;
    }
    width += own;
  }
  return rows;
}
