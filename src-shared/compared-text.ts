import { lookAlike } from "./lookalikes.ts";
import { areSurelyDifferent, findDifference } from "./surely-different.ts";
import { cutOut, visibleParts, type VisiblePart } from "./visible-text.ts";

/** Placeholders for a value that is empty or missing. A value equal to one of them must not be mistaken for it. */
const wordsForNothing = ["empty", "not sent", "none", "nothing", "gone"];

/**
 * The parts of a text as they are drawn where it is compared, approved or kept as proof: spaces at its ends and in rows
 * are marked, too. Next to other texts (null: a missing one) it never looks like a different one: where the
 * difference might not be seen, the code point of the first character that differs is shown after its word.
 */
export function comparedParts(text: string, others: readonly (string | null)[] = []): VisiblePart[] {
  const different = others.map((other) => other ?? "").filter((other) => other !== text);
  const marksAll = different.some((other) => withoutSpaces(text) === withoutSpaces(other));
  const parts = cutOut(visibleParts(text), spacesOf(text, marksAll), (spaces) => ({
    kind: "spaces",
    text: spaces,
    count: spaces.length,
  }));
  const starts = different.flatMap((other) => {
    const taken =
      other === "" ? wordsForNothing.some((word) => lookAlike(text, word)) : !areSurelyDifferent(text, other);
    return taken ? [findDifference(text, other).start] : [];
  });
  return [...new Set(starts)]
    .sort((one, next) => next - one)
    .reduce((shown, start) => {
      const codePoint = text.codePointAt(start);
      return codePoint === undefined ? shown : withCode(shown, placeOfCode(text, start), codePoint);
    }, parts);
}

/** Where spaces would go unnoticed: at the ends of lines, two in a row, or all of them. */
function spacesOf(text: string, all: boolean): (readonly [number, number])[] {
  const unnoticed = all ? / +/gu : /^ +| +$|(?<=[\t\n\r]) +| +(?=[\t\n\r])| {2,}/gu;
  return Array.from(text.matchAll(unnoticed), ({ index, 0: spaces }) => [index, index + spaces.length] as const);
}

function withoutSpaces(text: string): string {
  return text.replaceAll(" ", "");
}

const restOfWord =
  /[\p{L}\p{M}\p{N}\p{Cf}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f]{0,40}/uy;
const restOfSign = /\p{M}{0,8}/uy;
const standsAlone = /[\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{P}\p{S}\p{Z}\p{C}]/u;
const isPicture = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u;

/** The code comes after the character's word: between letters it would change how they are joined. */
function placeOfCode(text: string, start: number): number {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const after = start + character.length;
  const rest = standsAlone.test(character) && !isPicture.test(character) ? restOfSign : restOfWord;
  rest.lastIndex = after;
  return after + (rest.exec(text)?.[0].length ?? 0);
}

function withCode(parts: readonly VisiblePart[], place: number, codePoint: number): VisiblePart[] {
  const all: VisiblePart[] = [];
  let at = 0;
  let isPlaced = false;
  for (const part of parts) {
    const end = at + part.text.length;
    if (isPlaced || end < place) all.push(part);
    else {
      const cut = part.kind === "text" ? place - at : part.text.length;
      all.push(part.kind === "text" ? { kind: "text", text: part.text.slice(0, cut) } : part);
      all.push({ kind: "code", text: "", codePoint });
      if (cut < part.text.length) all.push({ kind: "text", text: part.text.slice(cut) });
      isPlaced = true;
    }
    at = end;
  }
  return all;
}
