import type { CsvChoice } from "../csv-choice.ts";
import { readCsvRow, type CsvRow } from "./csv-dialect.ts";
import { areNames, isHeader } from "./csv-header.ts";
import { delimiterNames, documentedReading, isDelimiter, type CsvDelimiter, type CsvReading } from "./csv-reading.ts";
import { inferCsvDialect } from "./infer-csv-dialect.ts";

/** Rows that are looked at to distinguish a header from a record. */
const lookedAt = 20;

/** A byte order mark that was written into the first cell, as text or as its bytes. */
const markInCell = /^(?:\u{feff}|\u00ef\u00bb\u00bf)+/u;

/** What the beginning of a body says about how it is to be read. */
export interface CsvJudgement {
  readonly reading: CsvReading;
  /** Cells that most rows have. */
  readonly width: number;
  /** One sentence or word where a table was expected. */
  readonly isMessage: boolean;
  /** What follows cannot change it: the first row holds names, with the documented delimiter between them. */
  readonly isCertain: boolean;
}

/**
 * Judges how CSV is written by its beginning. Where the first cell is quoted, what follows it is the delimiter;
 * elsewhere the inference is asked. `isWhole`: the text is the whole body.
 */
export function judgeCsv(text: string, isWhole: boolean, choice: CsvChoice | null = null): CsvJudgement {
  const sample = text.replace(/^[\r\n]+/u, "");
  const separated = choice === null ? separatedBy(sample) : choiceOf(sample, choice);
  const rows = firstRows(sample, isWhole, separated);
  const [first] = rows;
  if (first === undefined)
    return { reading: { ...separated, header: true }, width: 1, isMessage: false, isCertain: false };
  const texts = rows.map(({ cells }) => cells.map((cell) => cell.text.replace(markInCell, "")));
  const isMessage = choice === null && isWhole && saysSomething(rows);
  const header = choice?.header ?? (isHeader(texts[0] ?? [], [], texts.slice(1)) && !isLoneRecord(rows, isWhole));
  const isDocumented = separated.delimiter === documentedReading.delimiter && separated.escape === "backslash";
  const isCertain = isDocumented && first.lineEnd !== "" && areNames(texts[0] ?? []);
  return { reading: { ...separated, header }, width: commonWidth(rows), isMessage, isCertain };
}

type Separation = Pick<CsvReading, "delimiter" | "escape">;

function choiceOf(sample: string, { delimiter }: CsvChoice): Separation {
  const escape = delimiter === documentedReading.delimiter || sample.includes('\\"') ? "backslash" : "doubled";
  return { delimiter, escape };
}

function separatedBy(sample: string): Separation {
  const firstLine = /^[^\r\n]*/u.exec(sample)?.[0] ?? "";
  const quoted = /^"(?:[^"\\]|\\[^]|"")*"/u.exec(sample);
  const behind = quoted === null ? null : sample.charAt(quoted[0].length);
  if (behind === "|" || behind === "" || behind === "\r" || behind === "\n") return documentedReading;
  if (behind === null && (firstLine.includes("|") || sample.startsWith('"'))) return documentedReading;
  if (behind !== null && !isDelimiter(behind)) return documentedReading;
  if (![...delimiterNames.keys()].some((delimiter) => firstLine.includes(delimiter))) return documentedReading;
  const { delimiter, quoteEscape, backslash } = inferCsvDialect(sample, []);
  const found = delimiter ?? behind;
  if (found === null || !isDelimiter(found) || (behind === null && !isConsistent(sample, found)))
    return documentedReading;
  const escape = quoteEscape === "backslash" || (quoteEscape === null && backslash === "doubled");
  return { delimiter: found, escape: escape ? "backslash" : "doubled" };
}

/** Unquoted text has commas too: cells are believed only where the first row has as many of them as the others. */
function isConsistent(sample: string, delimiter: CsvDelimiter): boolean {
  const rows = firstRows(sample, false, { delimiter, escape: "doubled" });
  const [first] = rows;
  if (first === undefined) return false;
  const width = first.cells.length;
  const even = rows.filter(({ cells }) => cells.length === width).length;
  if (width < 2 || even < rows.length * 0.9) return false;
  const texts = rows.map(({ cells }) => cells.map((cell) => cell.text));
  if (areNames(texts[0] ?? [])) return true;
  // After a comma in a sentence or a name there is a space.
  return rows.length > 1 && !texts.every((cells) => cells.slice(1).every((cell) => cell === "" || /^\s/u.test(cell)));
}

/** The first rows that are whole. */
function firstRows(sample: string, isWhole: boolean, separated: Separation): CsvRow[] {
  const rows: CsvRow[] = [];
  for (let at = 0; at < sample.length && rows.length < lookedAt;) {
    if (sample.charAt(at) === "\r" || sample.charAt(at) === "\n") {
      at++;
      continue;
    }
    const row = readCsvRow(sample, at, { ...separated, header: true });
    if (row.lineEnd === "" && !isWhole && rows.length > 0) break;
    rows.push(row);
    at = row.end;
  }
  return rows;
}

/** Words in place of a table: one line of one cell that names no field, or several lines of nothing but prose. */
function saysSomething(rows: readonly CsvRow[]): boolean {
  const [first] = rows;
  const [cell] = first?.cells ?? [];
  if (cell === undefined || first?.unterminated !== null) return false;
  const isQuoted = cell.source.startsWith('"');
  if (rows.length === 1 && first.cells.length === 1) return !isFieldName(cell.text, isQuoted);
  if (rows.length === 1 && !isQuoted && /\s/u.test(cell.text)) return !isValue(first);
  const isProse = rows.every(({ cells }) => cells.length === 1 && cells[0]?.source.startsWith('"') === false);
  return isProse && /\S\s+\S+\s/u.test(cell.text);
}

function isValue({ cells }: CsvRow): boolean {
  return cells.length > 1 && cells.every(({ text }) => !/^\s|\s$/u.test(text));
}

/** A single quoted name is a header without records; without quotes it has to look like one of the API's. */
function isFieldName(text: string, isQuoted: boolean): boolean {
  return isQuoted ? areNames([text]) : /^(?:id|[a-z]+(?:_[a-z0-9]+)+)$/u.test(text);
}

/** One row of several cells that names nothing for certain hides nothing when it is shown as a record. */
function isLoneRecord(rows: readonly CsvRow[], isWhole: boolean): boolean {
  return isWhole && rows.length === 1 && !areNames((rows[0]?.cells ?? []).map((cell) => cell.text));
}

function commonWidth(rows: readonly CsvRow[]): number {
  const widths = new Map<number, number>();
  let best = rows[0]?.cells.length ?? 1;
  for (const { cells } of rows) {
    const count = (widths.get(cells.length) ?? 0) + 1;
    widths.set(cells.length, count);
    if (count > (widths.get(best) ?? 0)) best = cells.length;
  }
  return best;
}
