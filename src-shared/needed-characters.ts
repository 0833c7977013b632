/**
 * Invisible characters that a text needs: joiners in scripts whose letters change their shape, selectors and joiners in
 * emoji, direction marks in texts written from right to left. They are not marked where Unicode requires them.
 */

/** Emoji that Unicode lists, joiners and variation selectors included. (TypeScript does not know the flag `v` yet.) */
const emoji = new RegExp(String.raw`\p{RGI_Emoji}`, "gv");
const emojiParts = /\u200d|\ufe0f|[\u{e0020}-\u{e007f}]/u;
const isEmoji = new RegExp(String.raw`^\p{RGI_Emoji}$`, "v");
const joinedPictures =
  /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)+/gu;
const plainPicture = /(?!\p{Emoji_Presentation})\p{Extended_Pictographic}(?!\ufe0f|\p{Emoji_Modifier})/gu;

/** Scripts in which ZWJ and ZWNJ change how letters are joined. */
const joiningScripts = [
  "Arabic|Syriac|Mandaic|Mongolian|Nko|Phags_Pa|Manichaean|Psalter_Pahlavi|Adlam|Hanifi_Rohingya|Sogdian|Old_Uyghur",
  "Devanagari|Bengali|Gurmukhi|Gujarati|Oriya|Tamil|Telugu|Kannada|Malayalam|Sinhala|Tibetan|Myanmar|Khmer|Balinese",
  "Javanese|Sundanese|Meetei_Mayek|Tai_Tham|Tai_Viet|Brahmi|Chakma|Grantha|Kaithi|Newa|Sharada|Tirhuta",
].flatMap((scripts) => scripts.split("|"));
const joining = String.raw`(?:(?![\p{N}\p{P}\p{Cf}])[${joiningScripts.map((script) => String.raw`\p{scx=${script}}`).join("")}])`;
const joinsBefore = new RegExp(`${joining}$`, "u");
const joinsAfter = new RegExp(`^${joining}`, "u");
/** Signs that remove the vowel of a letter in Indic and related scripts: a joiner after one shapes the letter. */
const virama =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0f84\u1039\u103a\u17d2\u1a60\u1b44\u1baa\u1bab\ua806\ua8c4\ua953\ua9c0\uaaf6\uabed]$/;
const arabicBefore = /[\p{scx=Arabic}\p{scx=Syriac}](?<![\p{N}\p{P}\p{Cf}])$/u;
const mongolianBefore = /\p{Script=Mongolian}$/u;
const ideographBefore = /\p{Ideographic}$/u;
const cjk = String.raw`[\p{Ideographic}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]`;
const cjkBefore = new RegExp(`${cjk}$`, "u");
const cjkAfter = new RegExp(`^${cjk}`, "u");
const digitOrLetterAfter = /^[\p{Nd}\p{scx=Syriac}]/u;
const hieroglyph = /^[\u{13000}-\u{1342f}\u{13460}-\u{143fa}]/u;
const emojiBefore = /\p{Emoji_Presentation}$/u;

const hasRightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const weakBefore = /[\p{P}\p{S}\p{Nd} ]$/u;
const directionMark = /[\u061c\u200e\u200f]/u;
const hebrewPointBefore = /[\u0591-\u05c7]$/u;
const hebrewPointAfter = /^[\u0591-\u05c7]/u;

/** Whether a text has letters that are written from right to left. */
export function isRightToLeft(text: string): boolean {
  return hasRightToLeft.test(text);
}

/** Whether the text needs a character where it is: without it, it would look different. */
export function isNeeded(codePoint: number, before: string, after: string, isTurned: () => boolean): boolean {
  switch (codePoint) {
    // After a sign that has no direction of its own, in a text that is written from right to left.
    case 0x061c:
    case 0x200e:
    case 0x200f:
      return weakBefore.test(before) && !directionMark.test(before + after) && isTurned();
    // Between the points of a Hebrew letter it keeps their order.
    case 0x034f:
      return hebrewPointBefore.test(before) && hebrewPointAfter.test(after);
    case 0x200c:
      return joinsBefore.test(before) && (joinsAfter.test(after) || virama.test(before));
    case 0x200d:
      // At the end of a word it shows the joined form of an Arabic letter.
      return joinsBefore.test(before) && (joinsAfter.test(after) || virama.test(before) || arabicBefore.test(before));
    case 0x180b:
    case 0x180c:
    case 0x180d:
    case 0x180e:
    case 0x180f:
      return mongolianBefore.test(before);
    // A text style for what would otherwise be a coloured picture.
    case 0xfe0e:
      return emojiBefore.test(before);
    case 0x3000:
      return cjkBefore.test(before) && cjkAfter.test(after);
    // Signs that enclose or mark the digits and letters that follow them.
    case 0x06dd:
    case 0x070f:
    case 0x0890:
    case 0x0891:
    case 0x08e2:
    case 0x110bd:
    case 0x110cd:
      return digitOrLetterAfter.test(after);
  }
  if (codePoint >= 0x0600 && codePoint <= 0x0605) return digitOrLetterAfter.test(after);
  if (codePoint >= 0x13430 && codePoint <= 0x1345f) return hieroglyph.test(after);
  const isSelector = (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
  return isSelector && ideographBefore.test(before);
}

/**
 * Where emoji with invisible parts are in a text: start and end of each. Joined ones often come without the selectors
 * that Unicode lists them with.
 */
export function findEmoji(text: string): (readonly [start: number, end: number])[] {
  if (!emojiParts.test(text)) return [];
  const joined = Array.from(text.matchAll(joinedPictures)).filter(([found]) =>
    isEmoji.test(found.replace(plainPicture, "$&\ufe0f")),
  );
  return [...text.matchAll(emoji), ...joined]
    .map(({ index, 0: found }) => [index, index + found.length] as const)
    .sort(([one, oneEnd], [other, otherEnd]) => one - other || otherEnd - oneEnd);
}
