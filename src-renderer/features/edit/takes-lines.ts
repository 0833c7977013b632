import type { RequestField } from "#shared/rezora/catalog.ts";
import { kindOfColumn } from "../response/column-kind.ts";
import { hasLineEnding } from "./line-endings.ts";

/** Names of texts that people write in several lines. */
const longTexts = /(?:^|_)(?:notes?|street|suite|address|description|comments?|message|bio|about|summary)\d*$/u;

export interface LinesOfField {
  /** A line can be begun in it; a value that has some keeps them in any field. */
  readonly takesLines: boolean;
  /** It is a field of several lines: Enter begins one. */
  readonly severalLines: boolean;
}

/** Whether a field is one of several lines: by what the catalogue says of it, and by what is in it. */
export function linesOf(
  { name, kind, values }: Pick<RequestField, "name" | "kind" | "values">,
  value: string,
): LinesOfField {
  const isText = kind === "text" && values.length === 0 && kindOfColumn(name).kind === "text";
  const has = hasLineEnding(value);
  return { takesLines: isText || has, severalLines: has || (isText && longTexts.test(name)) };
}
