import type { ComparedValue } from "#shared/format-check.ts";
import { cutText } from "../rows.ts";

/** Maximum characters of a value in a finding, and how many of them precede the first difference. */
const told = 240;
const before = 40;

/** Cuts long values to the part around their first difference, all of them at the same position. */
export function excerpts(values: readonly (ComparedValue | null)[]): (ComparedValue | null)[] {
  const present = values.filter((value) => value !== null);
  const texts = cuts(present.map(({ text }) => text));
  const sources = cuts(present.map(({ source }) => source));
  let at = 0;
  return values.map((value) => {
    if (value === null) return null;
    const cut = { ...value, text: texts[at] ?? "", source: sources[at] ?? "" };
    at++;
    return cut;
  });
}

function cuts(texts: readonly string[]): string[] {
  if (texts.every(({ length }) => length <= told)) return [...texts];
  const start = Math.max(0, commonLength(texts) - before);
  return texts.map((text) => {
    const part = cutText(text.slice(start), told);
    return `${start > 0 && text.length > 0 ? "…" : ""}${part}${start + part.length < text.length ? "…" : ""}`;
  });
}

/** Length of the common prefix of all texts. */
function commonLength(texts: readonly string[]): number {
  const [first = ""] = texts;
  let length = 0;
  while (length < first.length && texts.every((text) => text.charCodeAt(length) === first.charCodeAt(length))) length++;
  return length;
}
