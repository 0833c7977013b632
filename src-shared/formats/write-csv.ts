import { addLongValue, addText, type Tokens } from "./code-tokens.ts";
import { escapeCsv, writeCsvCell } from "./csv-dialect.ts";
import { fieldText, type FieldValue } from "./field.ts";
import type { TokenKind } from "../documents.ts";

/** One line of the dialect; `kind` is `key` for the header. Line endings inside a cell stay on the line as marks. */
export function csvTokens(texts: readonly string[], kind: TokenKind): Tokens {
  return csvSourceTokens(texts.map(writeCsvCell), kind);
}

/** The values of a record; null and missing values are empty. */
export function csvValueTokens(values: readonly (FieldValue | undefined)[]): Tokens {
  const line: Tokens = [];
  values.forEach((value, index) => {
    if (index > 0) addText(line, "punct", "|");
    if (typeof value === "object" && value.kind === "long") {
      line.push(["string", '"']);
      addLongValue(line, "string", value, escapeCsv);
      line.push(["string", '"']);
    } else {
      const isEmpty = value === undefined || (typeof value === "object" && value.kind === "null");
      addText(line, "string", writeCsvCell(isEmpty ? "" : fieldText(value)));
    }
  });
  return line;
}

/** The same for cells that are written already, with the delimiter that they were written with. */
export function csvSourceTokens(sources: readonly string[], kind: TokenKind, delimiter = "|"): Tokens {
  const line: Tokens = [];
  sources.forEach((source, index) => {
    if (index > 0) addText(line, "punct", delimiter);
    addText(line, kind, source);
  });
  return line;
}
