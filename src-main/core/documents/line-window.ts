import type { CodeLine, Folding, LinesRequest, LinesWindow } from "#shared/documents.ts";
import type { Tokens } from "#shared/formats/code-tokens.ts";
import type { CodeView } from "./code-view.ts";
import { lineOf, type Line } from "./line-blocks.ts";
import type { RecordLines } from "./record-lines.ts";
import { cutText } from "./rows.ts";
import type { Task } from "./task.ts";

/** Characters of a line that are shown; the rest is only counted. */
const longestLine = 10_000;

/** Where records start among the lines that a folding leaves. */
class FoldedLines {
  readonly lines: RecordLines;
  /** Records counted by now; while a window is read it may become more. */
  readonly count: number;
  private readonly foldAll: boolean;
  private readonly except: Uint32Array;
  /** Lines that the first n exceptions have beyond one. */
  private readonly surplus: Float64Array;

  constructor(lines: RecordLines, { folded, except }: Folding) {
    this.lines = lines;
    this.count = lines.count;
    this.foldAll = folded === "all";
    const known = except.filter((record) => record < lines.count);
    this.except = Uint32Array.from(new Set(known)).toSorted();
    this.surplus = new Float64Array(this.except.length + 1);
    this.except.forEach((record, index) => {
      const own = lines.linesBefore(record + 1) - lines.linesBefore(record);
      this.surplus[index + 1] = (this.surplus[index] as number) + own - 1;
    });
  }

  /** How many exceptions stand before a record. */
  private exceptionsBefore(record: number): number {
    let low = 0;
    let high = this.except.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.except[middle] as number) < record) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  isFolded(record: number): boolean {
    const isException = this.except[this.exceptionsBefore(record)] === record;
    return isException !== this.foldAll;
  }

  linesBefore(record: number): number {
    const surplus = this.surplus[this.exceptionsBefore(record)] as number;
    return this.foldAll ? record + surplus : this.lines.linesBefore(record) - surplus;
  }

  /** The record that a line belongs to. */
  recordAt(line: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.linesBefore(middle) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Steps of counting that a window waits for: about a tenth of a second, so that most views are told as a whole. */
const patience = 500;
const stepsAtOnce = 32;

export function* readLines(view: CodeView, request: LinesRequest): Task<LinesWindow> {
  const wanted = request.offset + request.limit;
  for (let steps = 0; !view.counted && steps < patience; steps++) {
    view.advance();
    yield;
  }
  while (!view.counted && linesOf(view, foldedLines(view, request)) < wanted) {
    for (let steps = 0; steps < stepsAtOnce; steps++) {
      view.advance();
      yield;
    }
  }
  const { head, tail, counted } = view;
  const folded = foldedLines(view, request);
  const inRecords = folded === null ? 0 : folded.linesBefore(folded.count);
  const unfolded = folded === null ? 0 : folded.lines.linesBefore(folded.count);
  const lines = linesOf(view, folded);
  const end = Math.min(lines, wanted);
  const window: CodeLine[] = [];

  const plain = (block: typeof head, from: number, to: number, before: number): void => {
    block.read(from, to - from, longestLine).forEach((line, index) => {
      window.push(codeLine(line, before + from + index + 1, null, null, 0));
    });
  };
  const headLines = head.lines;
  if (request.offset < headLines) plain(head, request.offset, Math.min(headLines, end), 0);
  const first = Math.max(0, request.offset - headLines);
  const last = Math.min(inRecords, end - headLines);
  if (folded !== null && first < last) yield* recordWindow(folded, first, last, headLines, window);
  const tailStart = headLines + inRecords;
  if (end > tailStart) {
    plain(tail, Math.max(0, request.offset - tailStart), end - tailStart, headLines + unfolded);
  }
  return { lines, counted, offset: request.offset, converted: view.converted, window };
}

function foldedLines({ records }: CodeView, { folding }: LinesRequest): FoldedLines | null {
  return records === null ? null : new FoldedLines(records, folding);
}

function linesOf({ head, tail }: CodeView, folded: FoldedLines | null): number {
  return head.lines + (folded?.linesBefore(folded.count) ?? 0) + tail.lines;
}

function* recordWindow(
  folded: FoldedLines,
  first: number,
  last: number,
  before: number,
  window: CodeLine[],
): Task<void> {
  let at = first;
  for (let record = folded.recordAt(first); at < last && record < folded.count; record++) {
    const number = before + folded.lines.linesBefore(record) + 1;
    const one = folded.isFolded(record) ? folded.lines.fold(record) : null;
    if (one !== null) {
      window.push(codeLine(lineOf(one.line), number, record, "folded", one.hiddenFields));
      at++;
    } else {
      const skipped = at - folded.linesBefore(record);
      const lines = folded.lines.read(record);
      for (let index = skipped; index < lines.length && at < last; index++, at++) {
        const opens = index === 0 && lines.length > 1;
        window.push(codeLine(lineOf(lines[index] ?? []), number + index, record, opens ? "open" : null, 0));
      }
    }
    yield;
  }
}

function codeLine(
  { tokens, length }: Line,
  number: number,
  record: number | null,
  fold: CodeLine["fold"],
  hiddenFields: number,
): CodeLine {
  if (length <= longestLine) return { number, tokens, record, fold, hiddenFields, cutLength: null };
  return { number, tokens: cutTokens(tokens), record, fold, hiddenFields, cutLength: length };
}

function cutTokens(tokens: Tokens): Tokens {
  const cut: Tokens = [];
  let left = longestLine;
  for (const [kind, text] of tokens) {
    if (left <= 0) break;
    cut.push([kind, text.length <= left ? text : cutText(text, left)]);
    left -= text.length;
  }
  return cut;
}
