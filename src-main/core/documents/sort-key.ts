import { numberKey } from "./plain-number.ts";

/** Letters that Unicode does not take apart, beside the letters of the alphabet that they are written for. */
const base = new Map([
  ["æ", "ae"],
  ["ǣ", "ae"],
  ["œ", "oe"],
  ["ß", "ss"],
  ["þ", "th"],
  ["ĳ", "ij"],
  ...Array.from(
    "əeɛeðdđdɖdɗdħhıiɨiĸkƙkłlƚlŀlŉnŋnɲnøoɵoɔoŧtƭtƀbɓbƈcƒfɠgƥpſsʉuʋvƴyƶzȥz".matchAll(/(.)(.)/gu),
    ([, letter = "", plain = ""]) => [letter, plain] as const,
  ),
]);
const baseLetters = new RegExp(`[${[...base.keys()].join("")}]`, "g");

/** Accents and points, which are not letters; the vowel signs of Indic scripts are. */
const accents = /(?=\p{M})[\p{sc=Inherited}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}]/gu;

/** Lower case without accents, `Ł` beside `L` and `Æ` beside `AE`. */
function plainLetters(text: string): string {
  const lower = text.toLowerCase();
  if (!/[^\0-\u007f]/.test(lower)) return lower;
  return lower
    .normalize("NFD")
    .replace(accents, "")
    .replace(baseLetters, (letter) => base.get(letter) ?? letter);
}

/**
 * A string whose code unit order is the natural order of texts: without case and accents, and with runs of digits
 * compared as numbers of any size, so that `Suite 2` stands before `Suite 12`, `9` before `10` and `-10` before `-9`.
 * One key per text makes the order total; comparing pairs by "numeric if both are integers" would not be transitive.
 */
export function sortKey(text: string): string {
  const key = plainLetters(text);
  if (!/\d/.test(key)) return key;
  const negative = /^-(\d+)$/.exec(key);
  if (negative !== null) return `!${negativeDigits(negative[1] ?? "")}`;
  return key.replace(/\d+/g, positiveDigits);
}

/** The same for a column of numbers: by their values, words after them, and what starts with a mark before them. */
export function valueKey(text: string): string {
  const number = numberKey(text);
  if (number !== null) return number;
  const key = sortKey(text);
  return key < "0" ? `0${key}` : `4${key}`;
}

/**
 * Whether texts are alike but for their digits, as dates, postcodes and telephone numbers are: such texts are their own
 * keys, and making keys takes longer than sorting them.
 */
export function differInDigitsOnly(texts: readonly string[]): boolean {
  const [first = ""] = texts;
  // Negative numbers stand the other way round.
  return !/^-|[^ -@]/.test(first) && texts.every((text) => hasDigitsOf(text, first));
}

function hasDigitsOf(text: string, model: string): boolean {
  if (text.length !== model.length) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const other = model.charCodeAt(at);
    if (code !== other && !(isDigit(code) && isDigit(other))) return false;
  }
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Digits behind their own count, so that longer numbers are larger; opens like a digit among other characters. */
function positiveDigits(digits: string): string {
  const significant = digits.replace(/^0+/, "");
  return `0${String.fromCharCode(significant.length)}${significant}`;
}

/** The same turned round: larger numbers first. */
function negativeDigits(digits: string): string {
  const significant = digits.replace(/^0+/, "");
  const turned = significant.replace(/\d/g, (digit) => String(9 - Number(digit)));
  return `${String.fromCharCode(0xffff - significant.length)}${turned}`;
}

/** -1, 0 or 1 by code units, which is what `<` on strings compares. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
