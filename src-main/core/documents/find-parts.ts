import { lineSource } from "#shared/formats/code-tokens.ts";
import { searchPiece, type Match, type Piece } from "./find-pieces.ts";
import type { Search } from "./find-search.ts";
import type { LineBlock } from "./line-blocks.ts";
import type { RecordLines } from "./record-lines.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

/** Position of a match: its line from the start of the part, and its characters in that line. */
export interface Place extends Match {
  readonly line: number;
  readonly record: number | null;
}

/** The matches of one part of a view, by number. */
export interface PartMatches {
  readonly total: number;
  readonly locate: (index: number) => Place | null;
}

/** Lines that are counted together. */
const linesAtOnce = 64;

/** Maximum characters of a line that are searched together. */
const pieceLength = 262_144;

/** Searches one line, however long it is. */
function searchLine(line: string, search: Search, found: ((match: Match) => void) | null): number {
  if (line.length <= pieceLength) return searchPiece(wholeLine(line), search, 0, 0, found).count;
  const reach = search.isPattern ? 65_536 : search.query.length * 4 + 64;
  let count = 0;
  let skip = 0;
  for (let from = 0; from < line.length;) {
    const to = textCut(line, from, from + pieceLength);
    const start = from;
    const piece = pieceOf(line, from, to, search.isPattern);
    const report = found && ((match: Match): void => found({ ...match, start: match.start + start }));
    const inPiece = searchPiece(piece, search, reach, skip, report);
    count += inPiece.count;
    ({ skip } = inPiece);
    from = to;
  }
  return count;
}

function wholeLine(own: string): Piece {
  return { before: "", own, after: () => ({ text: "", isWhole: true }) };
}

function pieceOf(line: string, from: number, to: number, looksBack: boolean): Piece {
  return {
    before: looksBack ? line.slice(Math.max(0, from - 1_024), from) : "",
    own: line.slice(from, to),
    after: (reach) => {
      const end = textCut(line, to, to + reach);
      return { text: line.slice(to, end), isWhole: end === line.length };
    },
  };
}

const joinsBefore = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/**
 * The last position at or before `target`, and after `from`, where a text can be cut without changing how it compares.
 */
function textCut(line: string, from: number, target: number): number {
  if (target >= line.length) return line.length;
  for (let at = target; at > Math.max(from, target - 4_096); at--) {
    const code = line.charCodeAt(at);
    const isHalf = code >= 0xdc00 && code <= 0xdfff;
    if (code < 0x80 || (!isHalf && !joinsBefore.test(String.fromCodePoint(line.codePointAt(at) ?? 0)))) return at;
  }
  return target;
}

/** The matches per unit of lines: each unit is a record, or some lines of the text around the records. */
class UnitMatches implements PartMatches {
  total = 0;
  private readonly counts: Uint32Array;
  private readonly search: Search;
  private readonly linesOf: (unit: number) => string[];
  private readonly placeOf: (unit: number) => Pick<Place, "line" | "record">;

  constructor(
    units: number,
    search: Search,
    linesOf: (unit: number) => string[],
    placeOf: (unit: number) => Pick<Place, "line" | "record">,
  ) {
    this.counts = new Uint32Array(units);
    this.search = search;
    this.linesOf = linesOf;
    this.placeOf = placeOf;
  }

  count(unit: number): void {
    let count = 0;
    for (const line of this.linesOf(unit)) count += searchLine(line, this.search, null);
    this.add(unit, count);
  }

  /** Adds matches that were counted elsewhere. */
  add(unit: number, count: number): void {
    this.counts[unit] = count;
    this.total += count;
  }

  /** The unit that contains a match, and the match's number in the unit. */
  unitOf(wanted: number): { readonly unit: number; readonly index: number } | null {
    let before = 0;
    for (let unit = 0; unit < this.counts.length; unit++) {
      const count = this.counts[unit] ?? 0;
      if (before + count > wanted) return { unit, index: wanted - before };
      before += count;
    }
    return null;
  }

  locate(wanted: number): Place | null {
    const place = this.unitOf(wanted);
    return place && this.locateIn(place.unit, place.index);
  }

  private locateIn(unit: number, wanted: number): Place | null {
    const { line, record } = this.placeOf(unit);
    let index = 0;
    let place: Place | null = null;
    this.linesOf(unit).forEach((text, offset) => {
      searchLine(text, this.search, (match) => {
        if (index++ === wanted) place = { line: line + offset, ...match, record };
      });
    });
    return place;
  }
}

export function* countInBlock(block: LineBlock, search: Search): Task<PartMatches> {
  const units = Math.ceil(block.lines / linesAtOnce);
  const linesOf = (unit: number): string[] =>
    block.read(unit * linesAtOnce, linesAtOnce).map(({ tokens }) => lineSource(tokens));
  const matches = new UnitMatches(units, search, linesOf, (unit) => ({ line: unit * linesAtOnce, record: null }));
  for (let unit = 0; unit < units; unit++) {
    matches.count(unit);
    yield;
  }
  return matches;
}

/** The matches in records. A record whose lines are too many or too long to be read together is searched as a block. */
class RecordMatches implements PartMatches {
  private readonly short: UnitMatches;
  private readonly long = new Map<number, PartMatches>();
  private readonly records: RecordLines;

  constructor(records: RecordLines, search: Search) {
    this.records = records;
    const linesOf = (record: number): string[] => records.read(record).map((line) => lineSource(line));
    const placeOf = (record: number): Pick<Place, "line" | "record"> => ({ line: records.linesBefore(record), record });
    this.short = new UnitMatches(records.count, search, linesOf, placeOf);
  }

  get total(): number {
    return this.short.total;
  }

  count(record: number): void {
    this.short.count(record);
  }

  addLong(record: number, matches: PartMatches): void {
    this.long.set(record, matches);
    this.short.add(record, matches.total);
  }

  locate(wanted: number): Place | null {
    const { unit: record, index } = this.short.unitOf(wanted) ?? { unit: -1, index: 0 };
    const matches = this.long.get(record);
    if (matches === undefined) return this.short.locate(wanted);
    const place = matches.locate(index);
    return place && { ...place, line: this.records.linesBefore(record) + place.line, record };
  }
}

export function* countInRecords(
  records: RecordLines,
  search: Search,
  isHopeless: (record: number) => boolean,
): Task<PartMatches> {
  const matches = new RecordMatches(records, search);
  for (let record = 0; record < records.count; record++) {
    if (!isHopeless(record)) {
      const block = records.blockOf(record);
      if (block === null) matches.count(record);
      else matches.addLong(record, yield* countInBlock(block, search));
      if (record % 8 === 0) yield;
    }
    if (record % recordsBetweenYields === 0) yield;
  }
  return matches;
}
