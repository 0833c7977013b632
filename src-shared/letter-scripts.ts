/**
 * Scripts whose letters resemble those of one another, above all those of the Latin alphabet. No language mixes them
 * within a word. Other scripts are left out: Japanese mixes three, and Thai sets no space around a Latin word.
 */
const alphabets = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Cherokee", /\p{Script=Cherokee}/u],
  ["Coptic", /\p{Script=Coptic}/u],
  ["Georgian", /\p{Script=Georgian}/u],
  ["Lisu", /\p{Script=Lisu}/u],
  ["Deseret", /\p{Script=Deseret}/u],
  ["Osage", /\p{Script=Osage}/u],
  ["Glagolitic", /\p{Script=Glagolitic}/u],
  ["Gothic", /\p{Script=Gothic}/u],
  ["Old Italic", /\p{Script=Old_Italic}/u],
  ["Runic", /\p{Script=Runic}/u],
  ["Carian", /\p{Script=Carian}/u],
  ["Lycian", /\p{Script=Lycian}/u],
  ["Warang Citi", /\p{Script=Warang_Citi}/u],
  ["Canadian syllabics", /\p{Script=Canadian_Aboriginal}/u],
  ["Tifinagh", /\p{Script=Tifinagh}/u],
  ["Vai", /\p{Script=Vai}/u],
] as const;
const otherScripts = [
  ["Arabic", /\p{Script=Arabic}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Devanagari", /\p{Script=Devanagari}/u],
  ["Bengali", /\p{Script=Bengali}/u],
  ["Thai", /\p{Script=Thai}/u],
  ["Lao", /\p{Script=Lao}/u],
  ["Hangul", /\p{Script=Hangul}/u],
  ["Hiragana", /\p{Script=Hiragana}/u],
  ["Katakana", /\p{Script=Katakana}/u],
  ["Ethiopic", /\p{Script=Ethiopic}/u],
  ["Khmer", /\p{Script=Khmer}/u],
  ["Mongolian", /\p{Script=Mongolian}/u],
  ["Myanmar", /\p{Script=Myanmar}/u],
  ["Tamil", /\p{Script=Tamil}/u],
  ["Telugu", /\p{Script=Telugu}/u],
  ["Han", /\p{Script=Han}/u],
] as const;

/** The English name of the script that a letter belongs to; null when there is none, or it would not help. */
export function scriptOf(letter: string): string | null {
  const found = [...alphabets, ...otherScripts].find(([, of]) => of.test(letter));
  return found?.[0] ?? null;
}

function alphabetOf(letter: string): string | null {
  return alphabets.find(([, of]) => of.test(letter))?.[0] ?? null;
}

/** A word that mixes such scripts, where it starts, and its letters in the script that it has fewer letters of. */
export interface MixedWord {
  readonly word: string;
  readonly start: number;
  readonly scripts: readonly string[];
  readonly odd: readonly { readonly letter: string; readonly at: number }[];
}

/** Letters of these scripts beyond the Latin ones, and letters in the style of formulas, which are of no script. */
const otherLetter =
  /[\u0370-\u03ff\u0400-\u058f\u10a0-\u10ff\u1380-\u13ff\u1400-\u16ff\u1c80-\u1cbf\u1f00-\u1fff\u2c00-\u2dff\ua4d0-\ua4ff\ua500-\ua69f\uab70-\uabbf\uff10-\uff5a\u{10280}-\u{1034f}\u{10400}-\u{104ff}\u{118a0}-\u{118ff}\u{1d400}-\u{1d7ff}]|[^\P{Nd}0-9]/u;
const word = /[\p{L}\p{M}\p{Nd}\u200b-\u200f\u2060\ufeff\u00ad]+/gu;
const mathematical = /[\u{1d400}-\u{1d7ff}]/u;
const fullWidth = /[\uff21-\uff3a\uff41-\uff5a]/u;
/** Texts in these scripts are set with full-width letters beside ordinary ones. */
const withFullWidth = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;
/** Greek letters unlike any Latin one; units and formulas have them next to Latin letters: `kΩ`, `μm`. */
const onlyGreek = /^[ΓΔΘΛΞΠΣΦΨΩβγδεζηθλμξπσςφψω]$/u;

/** Texts in Cyrillic or Greek alone, with signs and digits of any kind of text: nothing in them is mixed. */
const ofOneScript =
  /^(?:[\0-@[-`{-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116]*|[\0-@[-`{-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u0386-\u038a\u038c-\u03ce\u2010-\u2027\u2030-\u205e\u20ac]*)$/u;

/** Whether a text may contain such a word: fast, for the many texts that do not. */
export function mayMixScripts(text: string): boolean {
  return otherLetter.test(text) && !ofOneScript.test(text);
}

/** The first words of a text, at most `max`, that mix scripts, number systems, or letters with those of formulas. */
export function mixedWords(text: string, max: number): MixedWord[] {
  if (!mayMixScripts(text)) return [];
  const found: MixedWord[] = [];
  for (const { index, 0: each } of text.matchAll(word)) {
    if (!mayMixScripts(each)) continue;
    const mixed = mixedWord(each, index);
    if (mixed !== null && found.push(mixed) >= max) break;
  }
  return found;
}

/** Letters of one script within a word: how many, and where the first of them are. */
interface LetterGroup {
  count: number;
  readonly letters: { readonly letter: string; readonly at: number }[];
}

/** At most this many letters of one script are marked in a word: no real word has more. */
const maxLetters = 200;

function mixedWord(text: string, start: number): MixedWord | null {
  const groups = lettersOf(text, start);
  if (withFullWidth.test(text)) groups.delete("full-width");
  if (groups.get("Greek")?.letters.every(({ letter }) => onlyGreek.test(letter)) === true) groups.delete("Greek");
  // Digits of one system may be beside letters of any script; two systems within a word deceive.
  const systems = [...groups.keys()].filter((group) => group.startsWith("digits"));
  const scripts = [...groups.keys()].filter((group) => !group.startsWith("digits"));
  if (systems.length < 2 && scripts.length < 2 && !scripts.includes("mathematical")) return null;
  const most = [...scripts].sort((one, other) => weightOf(groups, other) - weightOf(groups, one))[0];
  const odd = [...groups].flatMap(([group, { letters }]) => {
    if (group.startsWith("digits")) return systems.length > 1 && group !== "digits 48" ? letters : [];
    return group === "mathematical" || (scripts.length > 1 && group !== most) ? letters : [];
  });
  return { word: text, start, scripts, odd: odd.sort((one, other) => one.at - other.at) };
}

function lettersOf(text: string, start: number): Map<string, LetterGroup> {
  const groups = new Map<string, LetterGroup>();
  let at = start;
  for (const letter of text) {
    const name = groupOf(letter);
    if (name !== null) {
      const group = groups.get(name) ?? { count: 0, letters: [] };
      group.count++;
      if (group.letters.length < maxLetters) group.letters.push({ letter, at });
      groups.set(name, group);
    }
    at += letter.length;
  }
  return groups;
}

/** When two scripts have equally many letters, the Latin ones count as the ordinary ones. */
function weightOf(groups: ReadonlyMap<string, LetterGroup>, group: string): number {
  return (groups.get(group)?.count ?? 0) + (group === "Latin" ? 0.5 : 0);
}

/** A cache of the groups of characters: a long word has the same few again and again. */
const knownGroups = new Map<string, string | null>();
const maxKnown = 4_000;

function groupOf(letter: string): string | null {
  if (/^[A-Za-z]$/u.test(letter)) return "Latin";
  const known = knownGroups.get(letter);
  if (known !== undefined) return known;
  const group = findGroup(letter);
  if (knownGroups.size < maxKnown) knownGroups.set(letter, group);
  return group;
}

function findGroup(letter: string): string | null {
  if (mathematical.test(letter)) return "mathematical";
  if (fullWidth.test(letter)) return "full-width";
  if (/\p{Nd}/u.test(letter)) return `digits ${String(zeroOf(letter))}`;
  return /\p{L}/u.test(letter) ? alphabetOf(letter) : null;
}

/** Code point of the zero of the system that a digit belongs to: the ten of each follow one another. */
export function zeroOf(digit: string): number {
  let code = digit.codePointAt(0) ?? 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - 1)) && code % 16 !== 0 && code % 16 !== 6) code--;
  return code;
}
