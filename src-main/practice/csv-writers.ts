import type { Answer } from "./answer.ts";
import type { Fault } from "./fault.ts";

interface CsvWriter {
  readonly summary: string;
  /** Writes one row from the values of its cells. */
  readonly writeRow: (cells: readonly string[]) => string;
  /** Omits the header. */
  readonly withoutHeader?: boolean;
}

function quoted(escape: (text: string) => string): CsvWriter["writeRow"] {
  return (cells) => cells.map((cell) => `"${escape(cell)}"`).join("|");
}

const documented = quoted((text) => text.replace(/["\\]/gu, "\\$&"));

/**
 * Alternatives to the server's default CSV. The API documentation names an escape character without a rule for it, so
 * it is unknown which of the first two the real API follows.
 */
export const csvWriters = {
  "quotes-only": {
    summary: "CSV escapes only quotes and leaves backslashes as they are",
    writeRow: quoted((text) => text.replaceAll('"', '\\"')),
  },
  "doubled-quotes": {
    summary: "CSV doubles quotes and leaves backslashes as they are",
    writeRow: quoted((text) => text.replaceAll('"', '""')),
  },
  "no-header": {
    summary: "CSV has no header, as in the text format of 2010",
    writeRow: documented,
    withoutHeader: true,
  },
  semicolons: {
    summary: "CSV has semicolons between its cells, and quotes where they are needed",
    writeRow: (cells) =>
      cells.map((cell) => (/[";\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(";"),
  },
} as const satisfies Readonly<Record<string, CsvWriter>>;

export type CsvWriterName = keyof typeof csvWriters;

export function isCsvWriterName(name: string): name is CsvWriterName {
  return Object.hasOwn(csvWriters, name);
}

/** Matches a row of this server's default CSV, which escapes quotes and backslashes. */
const row = /(?:"(?:[^"\\]|\\[^])*"\|)*"(?:[^"\\]|\\[^])*"(?=\r\n)/gu;
const cell = /"((?:[^"\\]|\\[^])*)"(?:\||$)/gu;

/** Rewrites the CSV of a response; every piece of it contains whole rows. Other formats stay unchanged. */
export function writeCsvAs(name: CsvWriterName, answer: Answer): Answer {
  if (answer.format !== "csv" || answer.body === null) return answer;
  return { ...answer, body: rewritten(csvWriters[name], answer.body) };
}

function* rewritten(writer: CsvWriter, body: Iterable<string | Uint8Array>): Generator<string | Uint8Array> {
  let isFirst = true;
  for (const piece of body) {
    if (typeof piece !== "string") {
      yield piece;
      continue;
    }
    const rows = isFirst && writer.withoutHeader === true ? piece.slice(piece.indexOf("\r\n") + 2) : piece;
    isFirst = false;
    yield rows.replace(row, (text) => {
      const values = [...text.matchAll(cell)].map(([, inner = ""]) => inner.replace(/\\([^])/gu, "$1"));
      return writer.writeRow(values);
    });
  }
}

function fault(name: CsvWriterName): Fault {
  return { summary: csvWriters[name].summary, spoil: (answer) => writeCsvAs(name, answer) };
}

/** The writers as faults, so they can be chosen like faults. */
export const csvFaults = {
  "csv-quotes-only": fault("quotes-only"),
  "csv-doubled-quotes": fault("doubled-quotes"),
  "csv-no-header": fault("no-header"),
  "csv-semicolons": fault("semicolons"),
  "csv-message": {
    summary: "a sentence instead of a table, declared as CSV",
    spoil: (answer) => (answer.format === "csv" ? { ...answer, body: ["No data.\r\n"] } : answer),
  },
} as const satisfies Readonly<Record<string, Fault>>;
