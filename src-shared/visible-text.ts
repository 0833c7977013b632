import { codeOf, labelOf, nameOf } from "./invisible-names.ts";

/**
 * A text in pieces: what can be seen, and characters that cannot. The pieces one after the other are the text. A mark
 * is of one character, or of several times the same one in a row.
 */
export type VisiblePiece =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "mark";
      readonly text: string;
      readonly codePoint: number;
      /** How often the character occurs here in a row. */
      readonly count: number;
    };
export type InvisibleMark = Extract<VisiblePiece, { kind: "mark" }>;

/**
 * Whatever may be invisible, or look like an ordinary space without being one: control and format characters, line
 * separators, halves of surrogate pairs, noncharacters, everything that Unicode lets programs ignore (fillers, joiners,
 * variation selectors, tags), the blank Braille pattern, and all spaces but the common one.
 */
const suspect =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const suspects = new RegExp(suspect.source, "gu");
/** Anything outside the large ranges that contain none of them: many times as fast, and enough for most texts. */
const unusual = /[^ -~\u00a1-\u00ac\u00ae-\u034e\u0350-\u05ff\u3001-\u3163\u3165-\ud7ff]/;

/** Whether a text may contain such a character: fast, for the many texts that contain none. */
export function mayHideCharacters(text: string): boolean {
  return unusual.test(text) && suspect.test(text);
}

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
/** The signs that take the vowel from a letter of an Indic or neighbouring script: a joiner after one shapes the letter. */
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

/** Whether the text needs a character where it is: without it, it would look different. */
function isNeeded(codePoint: number, before: string, after: string): boolean {
  switch (codePoint) {
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
function findEmoji(text: string): (readonly [start: number, end: number])[] {
  if (!emojiParts.test(text)) return [];
  const joined = Array.from(text.matchAll(joinedPictures)).filter(([found]) =>
    isEmoji.test(found.replace(plainPicture, "$&\ufe0f")),
  );
  return [...text.matchAll(emoji), ...joined]
    .map(({ index, 0: found }) => [index, index + found.length] as const)
    .sort(([one, oneEnd], [other, otherEnd]) => one - other || otherEnd - oneEnd);
}

/** Cuts a text into what can be seen and marks for what cannot. Of one piece, when everything can. */
export function splitInvisible(text: string): VisiblePiece[] {
  if (!mayHideCharacters(text)) return text === "" ? [] : [{ kind: "text", text }];
  const shown = findEmoji(text);
  const pieces: VisiblePiece[] = [];
  let emojiAt = 0;
  let from = 0;
  for (const { index, 0: found } of text.matchAll(suspects)) {
    while ((shown[emojiAt]?.[1] ?? Number.POSITIVE_INFINITY) <= index) emojiAt++;
    if ((shown[emojiAt]?.[0] ?? Number.POSITIVE_INFINITY) <= index) continue;
    const codePoint = found.codePointAt(0) ?? 0;
    const behind = index + found.length;
    if (isNeeded(codePoint, text.slice(Math.max(0, index - 2), index), text.slice(behind, behind + 2))) continue;
    if (index > from) pieces.push({ kind: "text", text: text.slice(from, index) });
    const last = pieces.at(-1);
    if (index === from && last?.kind === "mark" && last.codePoint === codePoint) {
      pieces[pieces.length - 1] = { ...last, text: last.text + found, count: last.count + 1 };
    } else pieces.push({ kind: "mark", text: found, codePoint, count: 1 });
    from = behind;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

/** The text without format characters and the like that it does not need; spaces and control characters stay. */
export function withoutInvisible(text: string): string {
  const kept = splitInvisible(text).filter((piece) => piece.kind === "text" || !isLeftOut(piece.text));
  return kept.map((piece) => piece.text).join("");
}

/** Where such characters stand in a text, in its order: start and end of each run of one character. */
export function findInvisible(text: string): (readonly [start: number, end: number])[] {
  let at = 0;
  return splitInvisible(text).flatMap((piece) => {
    const start = at;
    at += piece.text.length;
    return piece.kind === "mark" && isLeftOut(piece.text) ? [[start, at] as const] : [];
  });
}

function isLeftOut(mark: string): boolean {
  return /^[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(mark);
}

/** What is in the box of a mark: `ZWSP`, or `ZWSP×3` for three in a row. */
export function markLabel({ codePoint, count }: Pick<InvisibleMark, "codePoint" | "count">): string {
  const label = labelOf(codePoint);
  // Pictures of control characters are short enough to be repeated as often as the characters are.
  if (codePoint < 0x20 && count <= 40) return label.repeat(count);
  return count === 1 ? label : `${label}×${String(count)}`;
}

/** `zero-width space, U+200B`; `3 times zero-width space, U+200B`. */
export function markName({ codePoint, count }: Pick<InvisibleMark, "codePoint" | "count">): string {
  const name = `${nameOf(codePoint)}, ${codeOf(codePoint)}`;
  return count === 1 ? name : `${count.toLocaleString("en-US")} times ${name}`;
}

/** The same within a sentence: `zero-width space (U+200B)`. */
export function markWords({ codePoint, count }: Pick<InvisibleMark, "codePoint" | "count">): string {
  const name = `${nameOf(codePoint)} (${codeOf(codePoint)})`;
  return count === 1 ? name : `${count.toLocaleString("en-US")} times ${name}`;
}

/** The text with each mark in brackets, for places that hold nothing but text: `jane[zero-width space, U+200B]`. */
export function spelledOut(text: string): string {
  if (!mayHideCharacters(text)) return text;
  return splitInvisible(text)
    .map((piece) => (piece.kind === "text" ? piece.text : `[${markName(piece)}]`))
    .join("");
}
