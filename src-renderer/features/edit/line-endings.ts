/** How a line of a value may end. */
export type LineEnding = "\r\n" | "\n" | "\r";

const anyEnding = /\r\n|\n|\r/gu;

/** A value as a text area holds it: every line ending is a line feed. */
export function shownText(value: string): string {
  return value.includes("\r") ? value.replace(/\r\n?/gu, "\n") : value;
}

export function hasLineEnding(value: string): boolean {
  return /[\r\n]/u.test(value);
}

/**
 * The line ending for a new line of a value: the most common one in the value, else in the record's other values, else
 * a line feed.
 */
export function lineEndingFor(value: string, others: Iterable<string>): LineEnding {
  return commonest(value) ?? commonest([...others].filter(hasLineEnding).join("")) ?? "\n";
}

/** How much of a text is examined for its line endings, in characters: a long text is not read to its end for this. */
const maxJudged = 65_536;

function commonest(text: string): LineEnding | null {
  const counts = new Map<string, number>();
  for (const [ending] of text.slice(0, maxJudged).matchAll(anyEnding))
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  const [first] = [...counts].toSorted(([, one], [, other]) => other - one);
  return first === undefined ? null : asEnding(first[0]);
}

function asEnding(text: string): LineEnding {
  return text === "\r\n" || text === "\r" ? text : "\n";
}

export interface TextEdit {
  /** The whole value before the edit. */
  readonly value: string;
  /** The whole text in the text area after it. */
  readonly next: string;
  /** The caret position after the edit; null when it is not known. */
  readonly caret: number | null;
  /** The line ending for new lines. */
  readonly ending: LineEnding;
  /** The pasted text, with its own line endings; null for typed text. */
  readonly pasted?: string | null;
}

/**
 * The value after an edit in a text area, which has line feeds only: everything before and after the edit stays
 * unchanged, and so do the line endings within it of lines that still exist.
 */
export function editedValue({ value, next, caret, ending, pasted = null }: TextEdit): string {
  const shown = shownText(value);
  if (next === shown) return value;
  const { from, behind } = editedPart(shown, next, caret, pasted);
  const start = sourceOffset(value, from);
  const end = sourceOffset(value, shown.length - behind, start, from);
  const part = next.slice(from, next.length - behind);
  const inserted =
    pasted !== null && shownText(pasted) === part ? pasted : withEndings(value.slice(start, end), part, ending);
  return joinParts(joinParts(value.slice(0, start), inserted), value.slice(end));
}

/** The lengths of the common start and end of both texts. Where several are possible, the caret decides. */
function editedPart(
  shown: string,
  next: string,
  caret: number | null,
  pasted: string | null,
): { readonly from: number; readonly behind: number } {
  const shorter = Math.min(shown.length, next.length);
  const afterCaret = caret === null ? null : next.length - caret;
  const known =
    afterCaret !== null && afterCaret <= shown.length && shown.endsWith(next.slice(next.length - afterCaret))
      ? afterCaret
      : null;
  let from = 0;
  const mostFrom = known === null ? shorter : Math.max(0, shorter - known);
  while (from < mostFrom && shown[from] === next[from]) from++;
  if (known !== null) {
    // Text that was pasted over an equal text counts as pasted.
    const pastedFrom = caret === null || pasted === null ? from : caret - shownText(pasted).length;
    return { from: Math.max(0, Math.min(from, pastedFrom)), behind: known };
  }
  let behind = 0;
  while (behind < shorter - from && shown.at(-1 - behind) === next.at(-1 - behind)) behind++;
  return { from, behind };
}

/** The position in the value of a character of the shown text, counted from a known position. */
function sourceOffset(value: string, shownOffset: number, knownSource = 0, knownShown = 0): number {
  let source = knownSource;
  for (let shown = knownShown; shown < shownOffset; shown++) {
    source += value[source] === "\r" && value[source + 1] === "\n" ? 2 : 1;
  }
  return source;
}

/** The maximum number of lines compared before all of them count as new. */
const maxCompared = 4_000_000;

/** A text with line feeds, in which every line that existed before gets its old line ending, in the order of both. */
function withEndings(before: string, text: string, ending: LineEnding): string {
  if (!text.includes("\n")) return text;
  const lines = text.split("\n");
  const old = [...before.matchAll(/([^\r\n]*)(\r\n|\n|\r)/gu)];
  if (old.length * lines.length > maxCompared) return lines.join(ending);
  let at = 0;
  let written = "";
  for (const [index, line] of lines.entries()) {
    if (index === lines.length - 1) return written + line;
    const found = old.findIndex(([, same], place) => place >= at && same === line);
    const kept = found < 0 ? undefined : old[found]?.[2];
    if (found >= 0) at = found + 1;
    written = joinParts(written, line + (kept ?? ending));
  }
  return written;
}

/** Joins two parts: a carriage return and a line feed that were two line endings must not become one. */
export function joinParts(before: string, after: string): string {
  return before.endsWith("\r") && after.startsWith("\n") ? `${before}\r${after}` : before + after;
}
