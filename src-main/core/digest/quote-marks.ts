import type { WireText } from "./wire-text.ts";

/** Marks that servers write around a value. Only the double quote is correct (RFC 9110 §5.6.4). */
export interface QuoteMark {
  readonly length: number;
  /** Marks that can close what this one opened. */
  readonly family: readonly WireText[];
  /** The name of the mark, for use in sentences. */
  readonly words: string;
  /** The mark that HTTP defines. */
  readonly right: boolean;
  /** A mark that also occurs inside words, like the apostrophe. */
  readonly occursInText: boolean;
}

/** UTF-8 bytes of “ ” „ ‟ « » ″, one byte per character. */
const typographicDouble = utf8("“", "”", "„", "‟", "«", "»", "″");
/** UTF-8 bytes of ‘ ’ ‚ ‛ ′ ´. */
const typographicSingle = utf8("‘", "’", "‚", "‛", "′", "´");
/** Windows-1252 has the same marks as single bytes. */
const windowsDouble = ["\x93", "\x94", "\x84", "\xab", "\xbb"];
const windowsSingle = ["\x91", "\x92", "\x82", "\xb4"];

const families: readonly Omit<QuoteMark, "length">[] = [
  { family: ['"'], words: "double quotes", right: true, occursInText: false },
  { family: [String.raw`\"`], words: "escaped quotes", right: false, occursInText: false },
  { family: [String.raw`\'`], words: "escaped single quotes", right: false, occursInText: false },
  { family: ["&quot;", "&#34;"], words: "quotes written as HTML", right: false, occursInText: false },
  { family: ["%22"], words: "percent-encoded quotes", right: false, occursInText: false },
  {
    family: [...typographicDouble, ...windowsDouble, '"'],
    words: "typographic quotes",
    right: false,
    occursInText: false,
  },
  {
    family: ["'", "`", ...typographicSingle, ...windowsSingle],
    words: "single quotes",
    right: false,
    occursInText: true,
  },
];

/** The mark at a position in a text, or null. The family that lists a mark first owns it. */
export function quoteMarkAt(text: WireText, at: number): QuoteMark | null {
  for (const candidate of families) {
    const mark = candidate.family.find((each) => text.startsWith(each, at));
    if (mark !== undefined) return { ...candidate, length: mark.length };
  }
  return null;
}

/** The length of a closing mark at a position; 0 when there is none. */
export function closingLengthAt(text: WireText, at: number, { family }: QuoteMark): number {
  return family.find((each) => text.startsWith(each, at))?.length ?? 0;
}

/** The length of a closing mark that ends a text; 0 when there is none. */
export function closingLengthOf(text: WireText, { family }: QuoteMark): number {
  return family.find((each) => text.endsWith(each))?.length ?? 0;
}

export function countMarks(text: WireText, mark: QuoteMark): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const length = closingLengthAt(text, at, mark);
    if (length === 0) continue;
    count++;
    at += length - 1;
  }
  return count;
}

function utf8(...marks: readonly string[]): readonly WireText[] {
  return marks.map((mark) => Buffer.from(mark, "utf8").toString("latin1"));
}
