import type { CsvChoice } from "../csv-choice.ts";

export type CsvDelimiter = CsvChoice["delimiter"];

/** How a CSV body is read. The quote is always `"`. */
export interface CsvReading {
  readonly delimiter: CsvDelimiter;
  /** How a quote inside a cell is written: `\"` as the API documents it, or `""` as in RFC 4180. */
  readonly escape: "backslash" | "doubled";
  /** The first row names the fields. */
  readonly header: boolean;
}

/** The API's own dialect. */
export const documentedReading: CsvReading = { delimiter: "|", escape: "backslash", header: true };

/** Other writers quote only where they must, so with their delimiters an unquoted cell is a plain one. */
export function allowsUnquoted({ delimiter }: Pick<CsvReading, "delimiter">): boolean {
  return delimiter !== documentedReading.delimiter;
}

/** What separates cells, in everyday words. */
export function delimiterName(delimiter: CsvDelimiter): string {
  return delimiterNames.get(delimiter) ?? delimiter;
}

export function isDelimiter(text: string): text is CsvDelimiter {
  return delimiters.some((delimiter) => delimiter === text);
}

/** Every delimiter that a body can be read with, and its name in the plural. */
export const delimiterNames: ReadonlyMap<CsvDelimiter, string> = new Map([
  ["|", "pipes"],
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["^", "carets"],
  ["~", "tildes"],
]);
const delimiters = [...delimiterNames.keys()];
