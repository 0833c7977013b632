import type { CodeLine, Folding, LinesRequest, LinesWindow } from "#shared/documents.ts";
import { markOf, tokenSource, type Tokens } from "#shared/formats/code-tokens.ts";
import type { CodeView } from "./code-view.ts";
import { CutLines, type BaseLines, type Cut } from "./cut-lines.ts";
import { lineOf, type Line } from "./line-blocks.ts";
import { endOfNode, nodeLines, opensNode } from "./nodes.ts";
import { recordAtLine, type RecordLines } from "./record-lines.ts";
import { cutText } from "./rows.ts";
import type { Task } from "./task.ts";

/** Maximum characters of a line that are shown; the rest is only counted. */
const maxLine = 10_000;

/** Characters that are shown before the requested one. */
const shownBefore = 2_000;

/** Where records start among the lines that remain visible after folding. */
class FoldedLines {
  readonly lines: RecordLines;
  /** Records counted so far; the number may grow while a window is read. */
  readonly count: number;
  private readonly foldAll: boolean;
  private readonly except: Uint32Array;
  /** Lines beyond the first of each record, summed over the first n exceptions. */
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

  /** Number of exceptions before a record. */
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
    return recordAtLine(line, this.count, (record) => this.linesBefore(record));
  }
}

/**
 * Maximum counting steps before a window is returned: about a twentieth of a second, in which many views are counted
 * completely.
 */
const patience = 250;
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
  const folded = foldedLines(view, request);
  const isCut = request.folding.groups.length + request.folding.nodes.length > 0;
  if (isCut) yield* view.count();
  const base = baseLines(view, isCut ? foldedLines(view, request) : folded, request);
  const lines = isCut ? new CutLines(base, yield* cutsOf(view, base, request)) : base;
  const { offset, limit } = request;
  const window = (yield* lines.read(offset, limit)).map((line) => showPart(line, request.around));
  return { lines: lines.lines, counted: view.counted, offset, converted: view.converted, window };
}

/** Lines with single records folded, and the means to find a line of the unfolded text among them. */
interface FoldedBase extends BaseLines {
  /** Lines of the unfolded text that are laid out by levels. */
  readonly nodes: { readonly from: number; readonly to: number };
  /** Position of a line of the unfolded text; null when its record is folded. */
  offsetOf(line: number): number | null;
  firstOf(record: number): number;
}

function baseLines(view: CodeView, folded: FoldedLines | null, { as, around }: LinesRequest): FoldedBase {
  const { head, tail } = view;
  const headLines = head.lines;
  const inRecords = folded === null ? 0 : folded.linesBefore(folded.count);
  const unfolded = folded === null ? 0 : folded.lines.linesBefore(folded.count);
  const lines = headLines + inRecords + tail.lines;
  const nodes = nodeLines(view, as, headLines + unfolded + tail.lines);

  function* whole(offset: number, limit: number): Task<CodeLine[]> {
    const window: CodeLine[] = [];
    const end = Math.min(lines, offset + limit);
    const plain = (block: typeof head, from: number, to: number, before: number): void => {
      block.read(from, to - from).forEach((line, index) => {
        window.push(codeLine(line, before + from + index + 1, noFold, around?.number));
      });
    };
    if (offset < headLines) plain(head, offset, Math.min(headLines, end), 0);
    const first = Math.max(0, offset - headLines);
    const last = Math.min(inRecords, end - headLines);
    const range = { first, last, before: headLines, whole: around?.number };
    if (folded !== null && first < last) yield* recordWindow(folded, range, window);
    const tailStart = headLines + inRecords;
    if (end > tailStart) plain(tail, Math.max(0, offset - tailStart), end - tailStart, headLines + unfolded);
    return window;
  }

  return {
    lines,
    nodes,
    *read(offset, limit) {
      // The following line shows whether a line opens a node.
      const window = yield* whole(offset, limit + 1);
      return window.slice(0, limit).map((line, index) => {
        const inside = line.number > nodes.from && line.number <= nodes.to;
        const opens = inside && line.fold === null && opensNode(line.tokens, window[index + 1]?.tokens);
        return opens ? { ...line, fold: "open", folds: "node" } : line;
      });
    },
    firstOf: (record) => headLines + (folded?.linesBefore(record) ?? 0),
    offsetOf(line) {
      if (line < headLines) return line;
      if (folded === null || line >= headLines + unfolded) return line - unfolded + inRecords;
      const record = folded.lines.recordAt(line - headLines);
      const inside = line - headLines - folded.lines.linesBefore(record);
      if (inside > 0 && folded.isFolded(record)) return null;
      return headLines + folded.linesBefore(record) + inside;
    },
  };
}

/** Groups of records and other nodes, as ranges of the lines that remain with single records folded. */
function* cutsOf(view: CodeView, base: FoldedBase, { folding }: LinesRequest): Task<Cut[]> {
  const cuts: Cut[] = [];
  const records = view.records?.count ?? 0;
  for (const { from, to } of folding.groups) {
    const range = { from, to: Math.min(to, records - 1) };
    if (range.from >= range.to) continue;
    const draw = (first: CodeLine): CodeLine => ({
      ...first,
      tokens: [["plain", " "]],
      fold: "folded",
      folds: "group",
      hidden: { what: "records", range },
    });
    cuts.push({ first: base.firstOf(range.from), last: base.firstOf(range.to + 1) - 1, draw });
  }
  for (const number of folding.nodes) {
    const line = number - 1;
    if (line < base.nodes.from || line >= base.nodes.to) continue;
    const first = base.offsetOf(line);
    const end = yield* endOfNode(view, line, base.nodes.to);
    const last = base.offsetOf(end);
    if (first === null || last === null) continue;
    cuts.push({ first, last, draw: (opening, closing) => foldedNode(opening, closing, end - line - 1) });
  }
  return cuts;
}

/** The opening and closing line drawn as one; the lines between them are only counted. */
function foldedNode(opening: CodeLine, closing: CodeLine, count: number): CodeLine {
  const text = closing.tokens.map(([, token]) => token).join("");
  return {
    ...opening,
    tokens: [...opening.tokens, ["punct", ` ${text.trimStart()}`]],
    fold: "folded",
    folds: "node",
    hidden: { what: "lines", count },
  };
}

function foldedLines({ records }: CodeView, { folding }: LinesRequest): FoldedLines | null {
  return records === null ? null : new FoldedLines(records, folding);
}

function linesOf({ head, tail }: CodeView, folded: FoldedLines | null): number {
  return head.lines + (folded?.linesBefore(folded.count) ?? 0) + tail.lines;
}

interface RecordRange {
  readonly first: number;
  readonly last: number;
  /** Lines before the records. */
  readonly before: number;
  /** The number of the line that is not cut here. */
  readonly whole: number | undefined;
}

function* recordWindow(
  folded: FoldedLines,
  { first, last, before, whole }: RecordRange,
  window: CodeLine[],
): Task<void> {
  let at = first;
  for (let record = folded.recordAt(first); at < last && record < folded.count; record++) {
    const number = before + folded.lines.linesBefore(record) + 1;
    const one = folded.isFolded(record) ? folded.lines.fold(record) : null;
    if (one !== null) {
      const hidden = { what: "fields", count: one.hiddenFields } as const;
      window.push(codeLine(lineOf(one.line), number, { record, fold: "folded", folds: "record", hidden }));
      at++;
    } else {
      const skipped = at - folded.linesBefore(record);
      const own = folded.lines.linesBefore(record + 1) - folded.lines.linesBefore(record);
      for (const line of folded.lines.readLines(record, skipped, last - at)) {
        const index = at - folded.linesBefore(record);
        const opens = index === 0 && own > 1;
        const fold = opens ? ({ fold: "open", folds: "record" } as const) : null;
        window.push(codeLine(line, number + index, { ...noFold, record, ...fold }, whole));
        at++;
      }
    }
    yield;
  }
}

type Fold = Pick<CodeLine, "record" | "fold" | "folds" | "hidden">;
const noFold: Fold = { record: null, fold: null, folds: null, hidden: null };

/** The line with the number `whole` is not cut here: `showPart` cuts it. */
function codeLine({ tokens, length, goesOn }: Line, number: number, fold: Fold, whole?: number): CodeLine {
  if (length <= maxLine) return { number, tokens, ...fold, cutLength: null, goesOn };
  return { number, tokens: number === whole ? tokens : cutTokens(tokens), ...fold, cutLength: length, goesOn };
}

/** Cuts the requested line around the requested character. */
function showPart(line: CodeLine, around: LinesRequest["around"]): CodeLine {
  if (line.number !== around?.number || line.cutLength === null || line.fold === "folded") return line;
  const from = Math.max(0, Math.min(around.start - shownBefore, line.cutLength - maxLine));
  const { tokens, before } = tokensFrom(line.tokens, from);
  return { ...line, tokens: cutTokens(tokens), cutBefore: before };
}

/** The tokens from a code unit on, or from the start of the character that contains it. */
function tokensFrom(tokens: Tokens, from: number): { readonly tokens: Tokens; readonly before: number } {
  let before = 0;
  for (const [index, token] of tokens.entries()) {
    const source = tokenSource(token);
    if (before + source.length > from) {
      const [kind, text] = token;
      const rest = tokens.slice(index + 1);
      if (kind === "invisible" && markOf(text) !== null) return { tokens: [token, ...rest], before };
      const inside = from - before;
      const isHalf = /^[\udc00-\udfff]/.test(text.slice(inside, inside + 1)) && inside > 0;
      const start = isHalf ? inside - 1 : inside;
      return { tokens: [[kind, text.slice(start)], ...rest], before: before + start };
    }
    before += source.length;
  }
  return { tokens: [], before };
}

function cutTokens(tokens: Tokens): Tokens {
  const cut: Tokens = [];
  let left = maxLine;
  for (const token of tokens) {
    if (left <= 0) break;
    const [kind, text] = token;
    const { length } = tokenSource(token);
    // The code of an invisible mark must not be cut like text.
    const isWhole = length <= left || (kind === "invisible" && markOf(text) !== null);
    cut.push(isWhole ? token : [kind, cutText(text, left)]);
    left -= length;
  }
  return cut;
}
