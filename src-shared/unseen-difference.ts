import { composed } from "./canonical-text.ts";
import { markWords, splitInvisible, type InvisibleMark } from "./visible-text.ts";

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

/** In words, how two values differ that look alike; null when the difference can be seen, or there is none. */
export function unseenDifference(before: string, after: string): string | null {
  if (before === after) return null;
  const [seenBefore, seenAfter] = [seenOf(before), seenOf(after)];
  if (seenBefore !== seenAfter) {
    if (composed(seenBefore) === composed(seenAfter)) {
      return "Both read the same: an accent is part of its letter in one, and a character of its own in the other.";
    }
    return seenBefore.replace(/ +/g, " ").trim() === seenAfter.replace(/ +/g, " ").trim()
      ? "Only spaces differ."
      : null;
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
