import { composed } from "./canonical-text.ts";
import { characterWords } from "./character-names.ts";
import { lookAlike } from "./lookalikes.ts";
import { findDifference } from "./surely-different.ts";
import { markWords, splitInvisible, type InvisibleMark } from "./visible-text.ts";

/** Marks, and the parts of Korean syllables: what a composed character can be written with. */
const decomposes = /[\p{M}\u1100-\u11ff]/u;

/** The text without what cannot be seen, with common spaces for those that look like them. */
function seenOf(text: string): string {
  return splitInvisible(text)
    .map((piece) => (piece.kind === "text" ? piece.text : /\p{Zs}/u.test(piece.text) ? " ".repeat(piece.count) : ""))
    .join("");
}

function marksOf(text: string): InvisibleMark[] {
  return splitInvisible(text).filter((piece) => piece.kind === "mark");
}

/** The names of the marks that one text has and the other has not, each once. */
function namesOnlyIn(text: string, other: string): string[] {
  const left = marksOf(other).map(markWords);
  const names = marksOf(text)
    .map(markWords)
    .filter((name) => {
      const at = left.indexOf(name);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  return [...new Set(names)];
}

/** The number of pairs of characters that are named; further ones are only counted. */
const maxNamed = 3;

/** Which characters differ in two texts that look alike. */
function lookalikeSentence(before: string, after: string): string {
  const { start, oneEnd, otherEnd } = findDifference(before, after);
  const [removed, added] = [Array.from(before.slice(start, oneEnd)), Array.from(after.slice(start, otherEnd))];
  if (removed.length !== added.length) {
    return `Both look alike, but are not the same: ${wordsOf(added)} where the other has ${wordsOf(removed)}.`;
  }
  const pairs = added.flatMap((character, index) => {
    const was = removed[index] ?? "";
    return was === character ? [] : [`${wordsOf([character])} where the other has ${wordsOf([was])}`];
  });
  const named = [...new Set(pairs)];
  const more = named.length > maxNamed ? `, and ${(named.length - maxNamed).toLocaleString("en-US")} more` : "";
  return `Both look alike, but are not the same: ${named.slice(0, maxNamed).join("; ")}${more}.`;
}

function wordsOf(characters: readonly string[]): string {
  if (characters.length === 0) return "nothing";
  const named = characters.slice(0, maxNamed).map((character) => characterWords(character.codePointAt(0) ?? 0));
  return `${named.join(" and ")}${characters.length > maxNamed ? " and more" : ""}`;
}

function hasSameCharacters(one: string, other: string): boolean {
  return Array.from(one).sort().join("") === Array.from(other).sort().join("");
}

/** In words, how two values differ that look alike; null when the difference can be seen, or there is none. */
export function unseenDifference(before: string, after: string): string | null {
  if (before === after) return null;
  const [seenBefore, seenAfter] = [seenOf(before), seenOf(after)];
  if (seenBefore !== seenAfter) {
    if (composed(seenBefore) === composed(seenAfter)) {
      if (hasSameCharacters(seenBefore, seenAfter)) return "Both read the same: their accents are in another order.";
      // The Kelvin sign and the letter K are equivalent as well.
      return decomposes.test(seenBefore + seenAfter)
        ? "Both read the same: an accent is part of its letter in one, and a character of its own in the other."
        : lookalikeSentence(before, after);
    }
    if (seenBefore.replaceAll(" ", "") === seenAfter.replaceAll(" ", "")) return "Only spaces differ.";
    return lookAlike(seenBefore, seenAfter) ? lookalikeSentence(before, after) : null;
  }
  const added = namesOnlyIn(after, before);
  const removed = namesOnlyIn(before, after);
  if (added.length + removed.length === 0) return "Only the places of characters that cannot be seen differ.";
  const changes = [
    ...(added.length > 0 ? [`${added.join(" and ")} ${added.length === 1 ? "is" : "are"} added`] : []),
    ...(removed.length > 0 ? [`${removed.join(" and ")} ${removed.length === 1 ? "is" : "are"} removed`] : []),
  ];
  return `Only characters that cannot be seen differ: ${changes.join(", ")}.`;
}
