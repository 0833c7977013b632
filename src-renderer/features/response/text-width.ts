/** Widths at most, in CSS pixels, of the letters of the table: text at 13 px and, where it is mono, at 12 px. */
const mono = 7.3;
/** Narrower in text, but a setting has all of the table mono. */
const narrow = mono;
const small = 8.1;
const usual = 10.1;
const wide = 13.2;

const narrowLetters = new Set(" ijlItfr1!,.:;'|/\\()[]`");
const wideLetters = new Set("mwMW@%");

/** Longer text is not worth counting: it fits into no column. */
const longest = 80;

/** No less than the width of a text in a cell, in CSS pixels; undefined where letters other than those of ASCII are in it. */
export function textWidthAtMost(text: string, isMono: boolean): number | undefined {
  if (text.length > longest || !/^[ -~]*$/u.test(text)) return undefined;
  if (isMono) return text.length * mono;
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

function letterWidth(letter: string): number {
  if (narrowLetters.has(letter)) return narrow;
  if (wideLetters.has(letter)) return wide;
  return letter >= "a" && letter <= "z" ? small : usual;
}
