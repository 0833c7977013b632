import { addText, type Tokens } from "./code-tokens.ts";
import { writeCsvCell } from "./csv-dialect.ts";
import type { TokenKind } from "../documents.ts";

/** One line of the dialect; `kind` is `key` for the header. Line ends inside a cell stay on the line as marks. */
export function csvTokens(texts: readonly string[], kind: TokenKind): Tokens {
  return csvSourceTokens(texts.map(writeCsvCell), kind);
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
