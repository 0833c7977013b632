import { readCsvRow, type CsvCell } from "#shared/formats/csv-dialect.ts";
import type { CsvReading } from "#shared/formats/csv-reading.ts";
import { searchCsvRow, type CsvSpans } from "#shared/formats/csv-search.ts";
import type { CsvDoubt } from "./csv-doubt.ts";

/** A cell of a marked row. */
export interface MarkedCell extends CsvCell {
  /** The value of the cell by another rule that its writer may have followed. */
  readonly other?: string;
}

/** What is known about a marked row and its body. */
export interface MarkedRow {
  readonly reading: CsvReading;
  /** Cells of a regular row. */
  readonly width: number;
  readonly isReadOtherwise: boolean;
  /** The end of the row is uncertain, and therefore the whole row. */
  readonly isInDoubt: boolean;
  readonly doubt: Pick<CsvDoubt, "isContradicted" | "prefersLiteral" | "prefersDoubledQuotes" | "hasDoubledQuotes">;
}

/** The cells of a marked row, with both readings where the writer's rule is uncertain. */
export function readMarkedCells(text: string, row: MarkedRow): readonly MarkedCell[] {
  const { reading, doubt } = row;
  if (reading.escape === "doubled") return readCsvRow(text, 0, reading).cells;
  const spans = row.isReadOtherwise || text.includes('\\"') ? searchText(text, row) : null;
  if (!row.isReadOtherwise || spans === null) {
    const { cells } = readCsvRow(text, 0, reading);
    const isDamaged = cells.some((cell) => cell.ambiguous && cell.source.startsWith('"'));
    const endings = [reading.delimiter, "\r", "\n"];
    const isUncertain = row.isInDoubt || (spans !== null && (spans.several || spans.starts.length !== cells.length));
    return cells.map((cell) => {
      const read = doubt.isContradicted || isDamaged ? readCell(cell.source, cell.text, doubt) : cell;
      const endsUncertain = endings.some((ending) => cell.source.slice(0, -1).includes(`\\"${ending}`));
      return { ...read, ambiguous: read.ambiguous || cell.ambiguous || isUncertain || endsUncertain };
    });
  }
  return spans.starts.map((start, index) => {
    const source = text.slice(start, spans.ends[index]);
    const plain = source.startsWith('"') ? source.slice(1, -1) : source;
    const read = readCell(source, plain, doubt);
    return { ...read, ambiguous: read.ambiguous || row.isInDoubt || !source.startsWith('"') || source.endsWith('\\"') };
  });
}

/** Splits a row as the index did; null when that is impossible. */
export function searchText(text: string, { reading, width }: Pick<MarkedRow, "reading" | "width">): CsvSpans | null {
  const codes = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const found: CsvSpans = { starts: [], ends: [], several: false };
  const delimiter = reading.delimiter.charCodeAt(0);
  for (const cells of [width, 0]) {
    if (searchCsvRow(codes, 0, codes.length, true, { delimiter, width: cells }, found) >= 0) return found;
  }
  return null;
}

/** `asDocumented`: the text by the documented rule, which applies unless the body shows another rule. */
function readCell(source: string, asDocumented: string, doubt: MarkedRow["doubt"]): MarkedCell {
  if (!source.startsWith('"') || source.length < 2) {
    return { text: asDocumented, source, ambiguous: true };
  }
  const inner = source.slice(1, -1);
  const escapesAll = inner.replace(/\\(["\\])|""/gu, (_, escaped: string | undefined) => escaped ?? '"');
  const escapesQuotes = everyQuoteEscaped(inner) ? inner.replace(/\\"/gu, '"') : null;
  const doublesQuotes = everyQuoteDoubled(inner) ? inner.replace(/""/gu, '"') : null;
  // PHP's fputcsv doubles a quote unless a backslash precedes it; then it writes both unchanged.
  const doublesOthers = doubt.hasDoubledQuotes && inner.includes('\\"') ? inner.replace(/""/gu, '"') : null;
  const literal = doubt.prefersDoubledQuotes
    ? [doublesQuotes, doublesOthers, escapesQuotes]
    : [escapesQuotes, doublesQuotes, doublesOthers];
  const ordered = doubt.prefersLiteral ? [...literal, escapesAll] : [escapesAll, ...literal];
  const readings = [...new Set(ordered.filter((text) => text !== null))];
  const [text = asDocumented, other] = readings;
  const cell = { text, source, ambiguous: other !== undefined || inner.includes('""') };
  return other === undefined ? cell : { ...cell, other };
}

function everyQuoteEscaped(inner: string): boolean {
  return !/(?:^|[^\\])"/u.test(inner);
}

function everyQuoteDoubled(inner: string): boolean {
  return /^(?:[^"]|"")*$/u.test(inner);
}
