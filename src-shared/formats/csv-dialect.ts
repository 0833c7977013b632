import { allowsUnquoted, documentedReading, type CsvReading } from "./csv-reading.ts";

/**
 * The API's CSV dialect: delimiter `|`, every field quoted with `"`, escape character `\`, line ending CR LF.
 *
 * `\"` is a quote and `\\` a backslash; before any other character a backslash is data, because that is the only
 * reading that loses nothing. A quote ends its field only before a delimiter, a line ending or the end of the text.
 * Everything else that is found (unquoted fields, doubled quotes, a quote in the middle) is read in the way that
 * keeps most, and marked ambiguous. With another reading than the documented one, what its writers do is not marked.
 */
export interface CsvCell {
  readonly text: string;
  /** The source in the line, quotes included. */
  readonly source: string;
  readonly ambiguous: boolean;
}

export interface CsvRow {
  readonly cells: readonly CsvCell[];
  /** Offset after the line ending. */
  readonly end: number;
  readonly lineEnd: "\r\n" | "\n" | "\r" | "";
  /** Offset of a quote that nothing closes; the last cell then reaches to the end of the text. */
  readonly unterminated: number | null;
}

function lineEndAt(text: string, at: number): CsvRow["lineEnd"] {
  const character = text.charAt(at);
  if (character === "\n") return "\n";
  if (character !== "\r") return "";
  return text.charAt(at + 1) === "\n" ? "\r\n" : "\r";
}

/** Reads one row that starts at `from`. */
export function readCsvRow(text: string, from = 0, reading: CsvReading = documentedReading): CsvRow {
  const { delimiter } = reading;
  const doubles = reading.escape === "doubled";
  const endsField = (character: string): boolean =>
    character === delimiter || character === "\r" || character === "\n" || character === "";
  const cells: CsvCell[] = [];
  let at = from;
  for (;;) {
    const start = at;
    let value = "";
    let ambiguous = false;
    if (text.charAt(at) === '"') {
      let run = ++at;
      for (;;) {
        if (at >= text.length) {
          cells.push({ text: value + text.slice(run), source: text.slice(start), ambiguous: true });
          return { cells, end: text.length, lineEnd: "", unterminated: start };
        }
        const character = text.charAt(at);
        const following = text.charAt(at + 1);
        if (character === "\\" && !doubles && (following === '"' || following === "\\")) {
          value += text.slice(run, at) + following;
          run = at += 2;
        } else if (character !== '"') {
          at++;
        } else if (endsField(following)) {
          value += text.slice(run, at++);
          break;
        } else {
          if (!doubles || following !== '"') ambiguous = true;
          value += text.slice(run, at + 1);
          at += following === '"' ? 2 : 1;
          run = at;
        }
      }
    } else {
      while (!endsField(text.charAt(at))) at++;
      value = text.slice(start, at);
      ambiguous = !allowsUnquoted(reading) || value.includes('"');
    }
    cells.push({ text: value, source: text.slice(start, at), ambiguous });
    if (text.charAt(at) === delimiter) {
      at++;
      continue;
    }
    const lineEnd = lineEndAt(text, at);
    return { cells, end: at + lineEnd.length, lineEnd, unterminated: null };
  }
}

/** The inside of a cell. */
export function escapeCsv(text: string): string {
  return text.replace(/["\\]/g, "\\$&");
}

export function writeCsvCell(text: string): string {
  return `"${escapeCsv(text)}"`;
}

/** One line without its line ending. */
export function writeCsvLine(texts: readonly string[]): string {
  return texts.map(writeCsvCell).join("|");
}
