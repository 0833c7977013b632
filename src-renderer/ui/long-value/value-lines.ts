import type { CodeLine } from "#shared/documents.ts";
import { addText, type Tokens } from "#shared/formats/code-tokens.ts";
import type { ValueRow } from "#shared/value-rows.ts";

/** A row of a value as a line of the code view, with marks for what cannot be seen. */
export function lineOfRow({ text }: Pick<ValueRow, "text">, index: number): CodeLine {
  const tokens: Tokens = [];
  addText(tokens, "plain", text);
  return {
    number: index + 1,
    tokens,
    record: null,
    fold: null,
    folds: null,
    hidden: null,
    cutLength: null,
    goesOn: false,
  };
}

/** Rows of a long value, wherever they come from. */
export interface ValueWindow {
  /** Identifies the value and its rows. */
  readonly of: unknown;
  readonly rows: number;
  /** undefined while it is loading. */
  readonly lineAt: (index: number) => CodeLine | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** One sentence when the rows could not be loaded. */
  readonly problem: string | null;
}
