import type { RequestField } from "#shared/rezora/catalog.ts";
import { kindOfColumn } from "../response/column-kind.ts";
import { hasLineEnding } from "./line-endings.ts";

/** Names of text fields that usually have several lines. */
const longTexts = /(?:^|_)(?:notes?|street|suite|address|description|comments?|message|bio|about|summary)\d*$/u;

export interface LinesOfField {
  /** A line can be started in it; a value with line endings keeps them in any field. */
  readonly takesLines: boolean;
  /** The field has several lines: Enter starts a new one. */
  readonly severalLines: boolean;
}

/** Whether a field has several lines, judged by the catalogue and by its value. */
export function linesOf(
  { name, kind, values }: Pick<RequestField, "name" | "kind" | "values">,
  value: string,
): LinesOfField {
  const isText = kind === "text" && values.length === 0 && kindOfColumn(name).kind === "text";
  const has = hasLineEnding(value);
  return { takesLines: isText || has, severalLines: has || (isText && longTexts.test(name)) };
}
