import { codeOf } from "./invisible-names.ts";
import { markLabel, splitInvisible } from "./visible-text.ts";

/**
 * Whether two texts look different in any font. A table of all characters that look alike can never be complete, so
 * this one lists the few whose look is known: ASCII, the accented letters of European languages, Russian and Ukrainian
 * letters, Korean syllables. Any other difference may not be seen, so its code point is shown.
 */

/** ASCII and Cyrillic characters that look like others of these, each with the one it is mistaken for. */
const taken: ReadonlyMap<string, string> = new Map([
  ...pairs("Il", "1l", "|l", "0O", "`'", "аa", "АA", "ВB", "еe", "ЕE", "З3", "КK", "МM", "НH", "оo", "ОO", "рp"),
  ...pairs("РP", "сc", "СC", "ТT", "уy", "УY", "хx", "ХX", "Ьb", "іi", "Іl", "б6", "гr", "пn", "иu", "кk", "ч4", "Ч4"),
  ["m", "rn"],
  ["w", "vv"],
  ["W", "VV"],
  ["d", "cl"],
  ['"', "''"],
  ["Ы", "bl"],
  ["ы", "ьi"],
  ["Ю", "lO"],
  ["ю", "io"],
  ["ш", "vv"],
  ["ё", "e\u0308"],
  ["Ё", "E\u0308"],
  ["й", "u\u0306"],
  ["Й", "И\u0306"],
  ["ї", "i\u0308"],
  ["Ї", "l\u0308"],
  ["æ", "ae"],
  ["Æ", "AE"],
  ["œ", "oe"],
  ["Œ", "OE"],
  ["ø", "o/"],
  ["Ø", "O/"],
  ["ł", "l-"],
  ["Ł", "L-"],
  ["đ", "cl-"],
  ["Đ", "D-"],
  ["ß", "ß"],
]);

function pairs(...both: string[]): [string, string][] {
  return both.map((pair) => [pair.slice(0, 1), pair.slice(1)]);
}

/** Accents by their look: those in a row are mistaken for one another. */
const accentLooks = ["\u0301", "\u0300", "\u0302", "\u0303", "\u0304", "\u0308\u030b", "\u030a\u0307", "\u0306\u030c"];
const looksBelow = /[\u0323\u0326\u0327\u0328]/u;
const accented = /^[A-Za-z][\u0300-\u0304\u0306-\u0308\u030a-\u030c\u031b\u0323\u0326-\u0328]{1,2}$/u;
const cyrillic = /^[\u0410-\u044f]$/u;
const korean = /^[\uac00-\ud7a3]$/u;

/** What a character is mistaken for; null when its look is not known. */
function lookOf(character: string): string | null {
  const known = taken.get(character);
  if (known !== undefined) return known;
  if (/^[ -~]$/u.test(character) || cyrillic.test(character) || korean.test(character)) return character;
  const parts = character.normalize("NFD");
  // The Kelvin sign decomposes too, to K; it does not come back.
  if (character === "ģ" || !accented.test(parts) || parts.normalize("NFC") !== character) return null;
  const [base = "", ...accents] = parts;
  return (taken.get(base) ?? base) + accents.map((accent) => accentLook(accent, base)).join("");
}

function accentLook(accent: string, base: string): string {
  // A caron beside a high letter, and a horn, look like apostrophes.
  if (accent === "\u031b" || (accent === "\u030c" && /[dtlL]/u.test(base))) return "'";
  if (looksBelow.test(accent)) return "\u0323";
  return accentLooks.find((looks) => looks.includes(accent))?.slice(0, 1) ?? accent;
}

/** Where two texts differ: the same number of characters before, and none after that they share. */
export interface Difference {
  readonly start: number;
  readonly oneEnd: number;
  readonly otherEnd: number;
}

/** Two texts without their common beginning and end. Characters of two UTF-16 units are never cut. */
export function findDifference(one: string, other: string): Difference {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  if (start > 0 && isHigh(one, start - 1) && (isLow(one, start) || isLow(other, start))) start--;
  let same = 0;
  const most = shorter - start;
  while (same < most && one.charCodeAt(one.length - 1 - same) === other.charCodeAt(other.length - 1 - same)) same++;
  const [oneEnd, otherEnd] = [one.length - same, other.length - same];
  const isCut =
    same > 0 && isLow(one, oneEnd) && ((oneEnd > 0 && isHigh(one, oneEnd - 1)) || isHigh(other, otherEnd - 1));
  return isCut ? { start, oneEnd: oneEnd + 1, otherEnd: otherEnd + 1 } : { start, oneEnd, otherEnd };
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function isLow(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

/** Longer texts are not compared in this way. */
const maxLength = 20_000;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Letters and digits that visibly change any text that they are added to. */
const added = /^[\p{Lu}\p{Ll}\p{Nd}\p{Script=Hiragana}\p{Script=Katakana}\p{Unified_Ideograph}\uac00-\ud7a3]+$/u;
const unsure = /[\p{M}\p{Lm}\p{S}\p{P}\p{Default_Ignorable_Code_Point}]/u;

/** Whether two texts that differ look different, whatever the font, once what cannot be seen is marked. */
export function areSurelyDifferent(one: string, other: string): boolean {
  if (one.length > maxLength || other.length > maxLength) return false;
  // Parts of a text in two directions can change places, and look as before.
  if (rightToLeft.test(one) || rightToLeft.test(other)) return false;
  const { start, oneEnd, otherEnd } = findDifference(one, other);
  if (/^\p{M}/u.test(one.slice(oneEnd, oneEnd + 2))) return false;
  const [inOne, inOther] = [one.slice(start, oneEnd), other.slice(start, otherEnd)];
  const alone = inOne === "" ? inOther : inOther === "" ? inOne : "";
  if (added.test(alone) && !unsure.test(alone)) return true;
  const [lookOfOne, lookOfOther] = [drawnLook(one, start, oneEnd), drawnLook(other, start, otherEnd)];
  return lookOfOne !== null && lookOfOther !== null && lookOfOne !== lookOfOther;
}

/**
 * The text as a reader sees it, with the labels of its marks; null when a character within the place has no known look.
 */
function drawnLook(text: string, start: number, end: number): string | null {
  let look = "";
  let at = 0;
  for (const piece of splitInvisible(text)) {
    if (piece.kind === "mark") {
      look += `\0${codeOf(piece.codePoint)} ${markLabel(piece)}\0`;
      at += piece.text.length;
      continue;
    }
    for (const character of piece.text) {
      const known = lookOf(character);
      if (known === null && at >= start && at < end) return null;
      look += known ?? character;
      at += character.length;
    }
  }
  return look;
}
