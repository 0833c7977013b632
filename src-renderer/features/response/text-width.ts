/** The maximum widths, in CSS pixels, of the letters of the table: text at 13 px and, in the mono face, at 12 px. */
const mono = 7.3;
/** These are narrower in text, but a setting can show the whole table in the mono face. */
const narrow = mono;
const small = 8.1;
const usual = 10.1;
const wide = 13.2;

const narrowLetters = new Set(" ijlItfr1!,.:;'|/\\()[]`");
const wideLetters = new Set("mwMW@%");

/** A longer text is not worth measuring: it does not fit into any column. */
const longest = 80;

/** An upper bound for the width of a text in a cell, in CSS pixels; undefined when it contains non-ASCII letters. */
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
