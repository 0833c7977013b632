import { comparable, comparableText, sourceRange, type ComparableText } from "#shared/canonical-text.ts";
import type { FindRequest, FindResult } from "#shared/documents.ts";
import { lineSource } from "#shared/formats/code-tokens.ts";
import type { CodeView } from "./code-view.ts";
import type { LineBlock } from "./line-blocks.ts";
import type { OpenDocument } from "./open-document.ts";
import { hopelessRecords } from "./hopeless-records.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

/** Lines of a block that are counted together. */
const blockStep = 64;

interface Match {
  readonly start: number;
  readonly length: number;
}

/** A line as a search sees it: with what stands around it where a line of the body goes on over several. */
interface SearchedLine {
  readonly text: string;
  /** The end of the line before, and the start of the line behind, of the same line of the body. */
  readonly before: string;
  readonly behind: string;
}

/** Characters beyond the end of a line that a match may reach into, where the line goes on in the next. */
const reach = 1_000;

/** A part of the text that is counted as a whole: a record, or some lines of what stands around the records. */
interface Unit {
  readonly firstLine: number;
  readonly record: number | null;
  lines(): SearchedLine[];
}

/** Matches of one search by unit, so that stepping to the next one does not search again. */
export interface FindMemory {
  readonly key: string;
  readonly counts: Uint32Array;
  readonly total: number;
}

/** What is looked for, and in which form of a text. */
interface Search {
  readonly expression: RegExp;
  /** A line to be counted in. */
  readonly read: (text: string) => string;
  /** A line to be located in. */
  readonly locate: (text: string) => ComparableText;
}

/** The search for a request, or the sentence that says why there is none. */
function searchOf({ query, matchCase, regularExpression }: FindRequest): Search | string {
  const flags = matchCase ? "g" : "gi";
  try {
    // Without the u flag a user's expression is read leniently, and over the characters as they are.
    if (regularExpression) {
      const asItIs = (text: string): ComparableText => ({ text, sourceOf: (index) => index });
      return { expression: new RegExp(query, flags), read: (text) => text, locate: asItIs };
    }
    // For plain text u folds case by whole characters.
    const plain = comparable(query, matchCase).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return {
      expression: new RegExp(plain, `${flags}u`),
      read: (text) => comparable(text, matchCase),
      locate: (text) => comparableText(text, matchCase),
    };
  } catch (error) {
    return error instanceof Error ? error.message : "This is no regular expression.";
  }
}

/** Matches that start in a line. One that began in the line before is not counted again. */
function* matchesOf(
  { text, before, behind }: SearchedLine,
  { expression, locate: read }: Search,
): Generator<Match, void, undefined> {
  const whole = read(before + text + behind);
  const first = before.length;
  expression.lastIndex = 0;
  for (let found = expression.exec(whole.text); found !== null; found = expression.exec(whole.text)) {
    const { start, length } = sourceRange(whole, found.index, found[0].length);
    if (start >= first + text.length) return;
    // An empty match is no find, and the search must move on by itself.
    if (found[0] === "") expression.lastIndex += 1;
    else if (start >= first) yield { start: start - first, length };
  }
}

function countIn(lines: readonly SearchedLine[], search: Search): number {
  const { expression, read } = search;
  let count = 0;
  for (const line of lines) {
    if (line.before === "" && line.behind === "") {
      expression.lastIndex = 0;
      const found = read(line.text).match(expression);
      if (found !== null) count += found.filter((text) => text !== "").length;
    } else for (const _ of matchesOf(line, search)) count++;
  }
  return count;
}

const noLine: SearchedLine = { text: "", before: "", behind: "" };

class Units {
  readonly count: number;
  private readonly view: CodeView;
  private readonly headUnits: number;
  private readonly recordUnits: number;

  constructor(view: CodeView) {
    this.view = view;
    this.headUnits = Math.ceil(view.head.lines / blockStep);
    this.recordUnits = view.records?.count ?? 0;
    this.count = this.headUnits + this.recordUnits + Math.ceil(view.tail.lines / blockStep);
  }

  recordOf(index: number): number | null {
    const record = index - this.headUnits;
    return record >= 0 && record < this.recordUnits ? record : null;
  }

  unit(index: number): Unit {
    const { head, records, tail } = this.view;
    const record = this.recordOf(index);
    if (record !== null && records !== null) {
      return {
        firstLine: head.lines + records.linesBefore(record),
        record,
        lines: () => records.read(record).map((line) => ({ text: lineSource(line), before: "", behind: "" })),
      };
    }
    if (index < this.headUnits) return blockUnit(head, index, 0);
    const before = head.lines + (records?.linesBefore(this.recordUnits) ?? 0);
    return blockUnit(tail, index - this.headUnits - this.recordUnits, before);
  }
}

function blockUnit(block: LineBlock, step: number, before: number): Unit {
  return {
    firstLine: before + step * blockStep,
    record: null,
    lines() {
      const from = Math.max(0, step * blockStep - 1);
      const skipped = step * blockStep - from;
      const lines = block.read(from, blockStep + skipped + 1);
      const texts = lines.map((line) => lineSource(line.tokens));
      return texts
        .map((text, index) => ({
          text,
          before: lines[index - 1]?.goesOn === true ? (texts[index - 1] ?? "").slice(-reach) : "",
          behind: lines[index]?.goesOn === true ? (texts[index + 1] ?? "").slice(0, reach) : "",
        }))
        .slice(skipped, skipped + blockStep);
    },
  };
}

/** Counts all matches in the unfolded text of a view and locates one of them. */
export function* findInView(
  document: OpenDocument,
  view: CodeView,
  request: FindRequest,
  memory: FindMemory | null,
): Task<{ readonly result: FindResult; readonly memory: FindMemory | null }> {
  const search = searchOf(request);
  if (typeof search === "string") return { result: { count: 0, match: null, problem: search }, memory };
  const units = new Units(view);
  const key = JSON.stringify([request.as, request.query, request.matchCase, request.regularExpression]);
  const counted = memory?.key === key ? memory : yield* countAll(document, units, search, request, key);
  const match = locate(units, counted, search, request.index);
  return { result: { count: counted.total, match, problem: null }, memory: counted };
}

function* countAll(
  document: OpenDocument,
  units: Units,
  search: Search,
  request: FindRequest,
  key: string,
): Task<FindMemory> {
  const counts = new Uint32Array(units.count);
  const isHopeless = yield* hopelessRecords(document, request);
  let total = 0;
  for (let index = 0; index < units.count; index++) {
    const record = units.recordOf(index);
    if (record === null || !isHopeless(record)) {
      const count = countIn(units.unit(index).lines(), search);
      counts[index] = count;
      total += count;
      if (index % 8 === 0) yield;
    }
    if (index % recordsBetweenYields === 0) yield;
  }
  return { key, counts, total };
}

function locate(units: Units, { counts }: FindMemory, search: Search, wanted: number): FindResult["match"] {
  let before = 0;
  for (let index = 0; index < units.count; index++) {
    const count = counts[index] as number;
    if (before + count <= wanted) {
      before += count;
      continue;
    }
    const unit = units.unit(index);
    const lines = unit.lines();
    for (let line = 0; line < lines.length; line++) {
      for (const match of matchesOf(lines[line] ?? noLine, search)) {
        if (before++ === wanted) return { line: unit.firstLine + line, ...match, record: unit.record };
      }
    }
    return null;
  }
  return null;
}
