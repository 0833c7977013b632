import { characterName } from "./character-names.ts";
import { codeOf, labelOf, nameOf } from "./invisible-names.ts";
import { mayMixScripts, mixedWords } from "./letter-scripts.ts";
import { findEmoji, isNeeded, isRightToLeft } from "./needed-characters.ts";

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

/** The marks that may be set over and below any letter. */
const accents = String.raw`[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]`;
/**
 * Characters that may be invisible, or look like something else, in any font: control and format characters, line
 * separators, halves of surrogate pairs, everything that Unicode lets programs ignore (fillers, joiners, variation
 * selectors, tags), the blank Braille pattern, and all spaces but the common one; code points that no font knows
 * (unassigned, private use, noncharacters), which all look the same; and accents without a letter, repeated, or more
 * than four.
 */
const suspect = new RegExp(
  [
    String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800\ufffc]`,
    String.raw`(?! )\p{Zs}`,
    // The code points of future emoji are already reserved.
    String.raw`\p{Cn}(?<!\p{Extended_Pictographic})`,
    String.raw`^\p{M}`,
    // The lookbehind only runs from a mark.
    String.raw`\p{Mn}(?<=\1(\p{Mn}))`,
    `${accents}(?<=${accents}{5})`,
  ].join("|"),
  "u",
);
const suspects = new RegExp(suspect.source, "gu");
/** Anything outside the large ranges that contain none of them: many times as fast, and enough for most texts. */
const unusual =
  /[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f\u0531-\u0556\u0559-\u058a\u05d0-\u05ea\u0620-\u064a\u0660-\u066f\u0671-\u06d5\u3001-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3131-\u3163\u3165-\u318e\u3400-\u9ffc\uac00-\ud7a3]/;

/** Whether a text may contain such a character: fast, for the many texts that contain none. */
export function mayHideCharacters(text: string): boolean {
  return unusual.test(text) && suspect.test(text);
}

/** Cuts a text into what can be seen and marks for what cannot. Of one piece, when everything can. */
export function splitInvisible(text: string): VisiblePiece[] {
  if (!mayHideCharacters(text)) return text === "" ? [] : [{ kind: "text", text }];
  const shown = findEmoji(text);
  const pieces: VisiblePiece[] = [];
  let turned: boolean | undefined;
  const isTurned = (): boolean => (turned ??= isRightToLeft(text));
  let emojiAt = 0;
  let from = 0;
  for (const { index, 0: found } of text.matchAll(suspects)) {
    while ((shown[emojiAt]?.[1] ?? Number.POSITIVE_INFINITY) <= index) emojiAt++;
    if ((shown[emojiAt]?.[0] ?? Number.POSITIVE_INFINITY) <= index) continue;
    const codePoint = found.codePointAt(0) ?? 0;
    const behind = index + found.length;
    const [before, after] = [text.slice(Math.max(0, index - 2), index), text.slice(behind, behind + 2)];
    if (isNeeded(codePoint, before, after, isTurned)) continue;
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

/** Where these characters are in a text, in order: start and end of each run of one character. */
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

/**
 * A part of a text as it is drawn. In addition to the parts of `splitInvisible`: letters from another script than the
 * rest of their word, spaces that would go unnoticed, and a code point that is shown after a difference from another
 * text.
 */
export type VisiblePart =
  | VisiblePiece
  | { readonly kind: "letter"; readonly text: string; readonly codePoint: number }
  | { readonly kind: "spaces"; readonly text: string; readonly count: number }
  | { readonly kind: "code"; readonly text: ""; readonly codePoint: number };

/** At most this many words that mix scripts are marked: a text with more is not meant to be mistaken for another. */
const maxMixedWords = 50;

/** Whether a text has any part that is not just text: fast, for the many texts that have none. */
export function mayDeceive(text: string): boolean {
  return mayHideCharacters(text) || mayMixScripts(text);
}

/** Cuts a text into parts as drawn, with marks for invisible characters and letters that are not what they seem. */
export function visibleParts(text: string): VisiblePart[] {
  const pieces = splitInvisible(text);
  const words = mixedWords(text, maxMixedWords);
  if (words.length === 0) return pieces;
  const places = words.flatMap(({ odd }) => odd.map(({ letter, at }) => [at, at + letter.length] as const));
  return cutOut(pieces, places, (letter) => ({ kind: "letter", text: letter, codePoint: letter.codePointAt(0) ?? 0 }));
}

/** Turns ranges of the text parts into parts of their own. The ranges are in order and do not overlap. */
export function cutOut(
  parts: readonly VisiblePart[],
  places: readonly (readonly [start: number, end: number])[],
  make: (text: string) => VisiblePart,
): VisiblePart[] {
  const cut: VisiblePart[] = [];
  let at = 0;
  let next = 0;
  for (const part of parts) {
    const end = at + part.text.length;
    let from = at;
    for (; (places[next]?.[0] ?? Number.POSITIVE_INFINITY) < end; next++) {
      const [start, stop] = places[next] ?? [end, end];
      if (part.kind !== "text") continue;
      if (start > from) cut.push({ kind: "text", text: part.text.slice(from - at, start - at) });
      cut.push(make(part.text.slice(start - at, stop - at)));
      from = stop;
    }
    if (from === at) cut.push(part);
    else if (from < end) cut.push({ kind: "text", text: part.text.slice(from - at) });
    at = end;
  }
  return cut;
}

/** A bracket that would read as one of our marks if it were not marked itself. */
const likeMark = /\[(?=[^[\]]*, U\+[0-9A-F]{4,6}\])/gu;

/** A part in words: `[zero-width space, U+200B]`; text as it is. */
export function spellPart(part: VisiblePart): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "mark":
      return `[${markName(part)}]`;
    case "letter":
    case "code":
      return `[${characterName(part.codePoint)}, ${codeOf(part.codePoint)}]`;
    case "spaces":
      return `[${part.count === 1 ? "space" : `${String(part.count)} spaces`}, U+0020]`;
  }
}

/**
 * The text with each mark in brackets, for places that hold nothing but text: `jane[zero-width space, U+200B]`. No two
 * texts are spelled out alike.
 */
export function spelledOut(text: string): string {
  if (!mayDeceive(text) && !text.includes("[")) return text;
  const brackets = Array.from(text.matchAll(likeMark), ({ index }) => [index, index + 1] as const);
  return cutOut(visibleParts(text), brackets, (bracket) => ({ kind: "letter", text: bracket, codePoint: 0x5b }))
    .map(spellPart)
    .join("");
}
