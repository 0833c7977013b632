import { codeOf, nameOf } from "./invisible-names.ts";
import { scriptOf } from "./letter-scripts.ts";

/**
 * The Unicode names, in lower case, of characters that look like others: a first code point, and the names from there
 * on.
 */
const named: readonly (readonly [first: number, names: string])[] = [
  [
    0x20,
    "space|exclamation mark|quotation mark|number sign|dollar sign|percent sign|ampersand|apostrophe|left parenthesis|right parenthesis|asterisk|plus sign|comma|hyphen-minus|full stop|solidus",
  ],
  [0x3a, "colon|semicolon|less-than sign|equals sign|greater-than sign|question mark|commercial at"],
  [0x5b, "left square bracket|reverse solidus|right square bracket|circumflex accent|low line|grave accent"],
  [0x7b, "left curly bracket|vertical line|right curly bracket|tilde"],
  [0xa6, "broken bar||diaeresis"],
  [0xaf, "macron|degree sign||superscript two|superscript three|acute accent|micro sign||middle dot|cedilla"],
  [0xb9, "superscript one|masculine ordinal indicator"],
  [0x2b9, "modifier letter prime"],
  [0x2bb, "modifier letter turned comma|modifier letter apostrophe"],
  [0x2c8, "modifier letter vertical line"],
  [
    0x300,
    "grave accent|acute accent|circumflex accent|tilde|macron|overline|breve|dot above|diaeresis|hook above|ring above|double acute accent|caron"
      .split("|")
      .map((name) => `combining ${name}`)
      .join("|"),
  ],
  [0x323, "combining dot below"],
  [0x326, "combining comma below|combining cedilla|combining ogonek"],
  [0x335, "combining short stroke overlay|combining long stroke overlay"],
  [0x337, "combining short solidus overlay|combining long solidus overlay"],
  [
    0x2010,
    "hyphen|non-breaking hyphen|figure dash|en dash|em dash|horizontal bar|double vertical line|double low line|left single quotation mark|right single quotation mark|single low-9 quotation mark|single high-reversed-9 quotation mark|left double quotation mark|right double quotation mark",
  ],
  [0x2022, "bullet||one dot leader|two dot leader|horizontal ellipsis|hyphenation point"],
  [0x2032, "prime|double prime"],
  [0x2044, "fraction slash"],
  [0x2126, "ohm sign"],
  [0x212a, "Kelvin sign|Angstrom sign"],
  [0x2212, "minus sign"],
  [0x2215, "division slash"],
  [0x2219, "bullet operator"],
  [0x22c5, "dot operator"],
  [0x3002, "ideographic full stop"],
  [0x30fb, "Katakana middle dot"],
  [0xfffd, "replacement character"],
];
const names = new Map(
  named.flatMap(([first, list]) => list.split("|").map((name, index) => [first + index, name] as const)),
);

/** Characters whose name or kind `nameOf` knows. */
const unseen = /[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800\ufffc]/u;

/** A name for any character: `Cyrillic а`, `right single quotation mark`, `no-break space`, `full-width A`. */
export function characterName(codePoint: number): string {
  const known = names.get(codePoint);
  if (known !== undefined && known !== "") return known;
  const character = String.fromCodePoint(codePoint);
  if (unseen.test(character)) return nameOf(codePoint);
  const plain = character.normalize("NFKC");
  if (codePoint >= 0x1d400 && codePoint <= 0x1d7ff) return `mathematical ${plain}`;
  if (codePoint >= 0xff01 && codePoint <= 0xff5e) return `full-width ${plain}`;
  if (codePoint >= 0xfb00 && codePoint <= 0xfb06) return `ligature ${plain}`;
  if (/\p{Nd}/u.test(character)) return `digit ${character}`;
  const script = /\p{L}/u.test(character) ? scriptOf(character) : null;
  if (script !== null) return `${script} ${character}`;
  return /\p{Emoji_Presentation}/u.test(character) ? `emoji ${character}` : `character ${character}`;
}

/** The same within a sentence: `Cyrillic а (U+0430)`. */
export function characterWords(codePoint: number): string {
  return `${characterName(codePoint)} (${codeOf(codePoint)})`;
}
