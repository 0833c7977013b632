/**
 * What begins a formula that a spreadsheet may run (OWASP, "CSV injection"). Under Japanese settings the wide and the
 * small forms count as the plain ones.
 */
const signs = String.raw`[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]`;

/**
 * Where a program may end a cell: at the separators that programs use, at line endings, and at quotes, which not every
 * program reads as RFC 4180 says. A spreadsheet with European settings splits a comma-separated file at semicolons.
 */
const separators = String.raw`[,;\t|\r\n\v\f\u0085\u2028\u2029"]`;

/** What some programs remove before they interpret a cell. */
const droppedBefore = String.raw`[\s\p{Cc}\p{Default_Ignorable_Code_Point}]`;

const sign = new RegExp(signs, "g");
const separator = new RegExp(separators, "g");
const anySeparator = new RegExp(separators);
const dropped = new RegExp(droppedBefore, "u");
/**
 * A sign after anything but a visible character of ASCII that separates nothing, or a start that programs alter. Most
 * cells have none, and only the others are looked at closely.
 */
const suspicious = /(?<![!#-+\-./0-9:<-{}~])[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]|^[\t\r\n]/;
/** An apostrophe that the guard may have put there. */
const addedApostrophe = new RegExp(`(?<=^|${separators})'(?=${droppedBefore}*${signs})|^'(?=[\\t\\r\\n])`, "gu");

/** A cell that starts like this is altered by some programs, whatever follows. */
const brokenStart = /^[\t\r\n]/;

/** A number with its sign, however it is grouped, and with a currency or a percent sign. */
const signedNumber =
  /^[+-]\s?\p{Sc}?\s?(?:\d[\d.,'\u2019 \u00a0\u2009\u202f]*|[.,]\d+)(?:e[+-]?\d{1,4})?\s?[%\p{Sc}]?$/iu;

/** `+46 31 123 45 67`, `+1 (555) 010-9999 ext. 12`: digits in groups with one sign between two of them. */
const telephoneNumber =
  /^\+\s?\(?\d+(?:(?=\D)\)?\s?[-\u2010-\u2013./]?\s?\(?\d+)*\)?(?:[\s,;]{0,2}(?:x|ext\.?|#)\s?\d{1,6})?$/iu;

/** As international numbers have (ITU-T E.164); fewer are a sum, such as `+2-3`. */
const telephoneDigits = { fewest: 5, most: 15 } as const;

/** A longer text is neither a number nor a telephone number; a cell may have a megabyte. */
const maxNumber = 60;

/**
 * Whether a spreadsheet might run this cell, or a part of it that some program takes for a cell. What is a number or a
 * telephone number, and nothing else, is taken for what it is: a sign before it does not make it a formula.
 */
export function looksLikeFormula(text: string): boolean {
  return guardPlaces(text, 1).length > 0;
}

const nowhere: readonly number[] = [];

/** Where the guard puts an apostrophe, from left to right. Reads the text once, since a cell may have a megabyte. */
function guardPlaces(text: string, most = Infinity): readonly number[] {
  if (!suspicious.test(text)) return nowhere;
  // The common case of a signed number, without splitting the cell.
  if (text.length <= maxNumber && !anySeparator.test(text) && isSignedNumber(text)) return nowhere;
  const places: number[] = brokenStart.test(text) ? [0] : [];
  sign.lastIndex = 0;
  while (places.length < most) {
    const found = sign.exec(text);
    if (found === null) break;
    const { index } = found;
    const start = startOfPiece(text, index);
    if (start === null || places.at(-1) === start) continue;
    separator.lastIndex = index;
    const end = separator.exec(text)?.index ?? text.length;
    const piece = text.slice(index, end).trimEnd();
    // A number may have a comma in it.
    const isNumber = index === 0 ? /[\d\uff10-\uff19]/.test(piece) && isSignedNumber(text) : isSignedNumber(piece);
    if (!isNumber) places.push(start);
  }
  return places;
}

/** Where the part of a cell begins whose first visible character is at `index`; null where something is before it. */
function startOfPiece(text: string, index: number): number | null {
  for (let start = index; ; start--) {
    const before = text[start - 1];
    if (before === undefined) return 0;
    separator.lastIndex = 0;
    if (separator.test(before)) return start;
    if (!dropped.test(before)) return null;
  }
}

function isSignedNumber(text: string): boolean {
  if (text.length > maxNumber) return false;
  const plain = text.normalize("NFKC");
  if (/[\t\r\n]/.test(plain)) return false;
  if (signedNumber.test(plain)) return true;
  const [number = ""] = plain.split(/[x#]|ext/i, 1);
  const digits = number.replace(/\D/g, "").length;
  return digits >= telephoneDigits.fewest && digits <= telephoneDigits.most && telephoneNumber.test(plain);
}

/** Puts an apostrophe before everything that a spreadsheet would run. The cell is altered by this, on purpose. */
export function guardFormula(text: string): string {
  const places = guardPlaces(text);
  if (places.length === 0) return text;
  const pieces = places.map((place, index) => `'${text.slice(place, places[index + 1])}`);
  return text.slice(0, places[0]) + pieces.join("");
}

/** Takes the apostrophes of `guardFormula` away again, for what comes back from a clipboard. */
export function unguardFormula(text: string): string {
  const plain = text.replace(addedApostrophe, "");
  return plain !== text && guardFormula(plain) === text ? plain : text;
}

/** One line of RFC 4180 with its line ending. */
export function spreadsheetLine(texts: readonly string[], guard: boolean): string {
  const cells = texts.map((text) => {
    const written = guard ? guardFormula(text) : text;
    return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  });
  // A line of one empty cell would be an empty line, which most readers do not take for a record.
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

/** One line of tab separated values with its line ending, as spreadsheets take it from the clipboard. */
export function tabSeparatedLine(texts: readonly string[]): string {
  const cells = texts.map((text) => {
    const guarded = guardFormula(text);
    return /["\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  });
  return `${cells.join("\t")}\n`;
}
