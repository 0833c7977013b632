/**
 * A spreadsheet takes a cell that starts like this for a formula and may run it (OWASP, "CSV injection"). The wide
 * forms count as the plain ones under Japanese settings.
 */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A number with its sign, however it is grouped, and with a currency or a percent sign. */
const signedNumber =
  /^[+-]\s?\p{Sc}?\s?(?:\d[\d.,'\u2019 \u00a0\u2009\u202f]*|[.,]\d+)(?:e[+-]?\d{1,4})?\s?[%\p{Sc}]?$/iu;

/** `+46 31 123 45 67`, `+1 (555) 010-9999 ext. 12`: digits in groups with one sign between two of them. */
const telephoneNumber =
  /^\+\s?\(?\d+(?:(?=\D)\)?\s?[-\u2010-\u2013./]?\s?\(?\d+)*\)?(?:[\s,;]{0,2}(?:x|ext\.?|#)\s?\d{1,6})?$/iu;

/** As international numbers have (ITU-T E.164); fewer are a sum, such as `+2-3`. */
const telephoneDigits = { fewest: 5, most: 15 } as const;

/**
 * Whether a spreadsheet might run this cell. What is a number or a telephone number, and nothing else, is taken for
 * what it is: a sign before it does not make it a formula.
 */
export function looksLikeFormula(text: string): boolean {
  return formula.test(text) && !isSignedNumber(text);
}

function isSignedNumber(text: string): boolean {
  // Whatever is longer is neither; and a cell may have a megabyte.
  if (text.length > 60) return false;
  const plain = text.normalize("NFKC");
  if (/[\t\r\n]/.test(plain)) return false;
  if (signedNumber.test(plain)) return true;
  const [number = ""] = plain.split(/[x#]|ext/i, 1);
  const digits = number.replace(/\D/g, "").length;
  return digits >= telephoneDigits.fewest && digits <= telephoneDigits.most && telephoneNumber.test(plain);
}

/** Puts an apostrophe before what a spreadsheet would run. The cell is altered by this, on purpose. */
export function guardFormula(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text;
}

/** Takes the apostrophe of `guardFormula` away again, for what comes back from a clipboard. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && looksLikeFormula(text.slice(1)) ? text.slice(1) : text;
}

/** One line of RFC 4180 with its line end. */
export function spreadsheetLine(texts: readonly string[], guard: boolean): string {
  const cells = texts.map((text) => {
    const written = guard ? guardFormula(text) : text;
    return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  });
  // A line of one empty cell would read as a blank line, which is no record to most readers.
  return cells.length === 1 && cells[0] === "" ? '""\r\n' : `${cells.join(",")}\r\n`;
}

/** Cells as a spreadsheet takes them from the clipboard, and how many of them the guard has altered. */
export function tabSeparated(lines: readonly (readonly string[])[]): {
  readonly text: string;
  readonly guarded: number;
} {
  let guarded = 0;
  for (const cells of lines) for (const cell of cells) if (looksLikeFormula(cell)) guarded++;
  return { text: lines.map(tabSeparatedLine).join(""), guarded };
}

/** One line of tab separated values with its line end, as spreadsheets take it from the clipboard. */
export function tabSeparatedLine(texts: readonly string[]): string {
  const cells = texts.map((text) => {
    const guarded = guardFormula(text);
    return /["\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  });
  return `${cells.join("\t")}\n`;
}
