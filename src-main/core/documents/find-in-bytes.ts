import { Buffer } from "node:buffer";
import { foldCase } from "#shared/canonical-text.ts";
import type { Search } from "./find-search.ts";
import { bytesContain } from "./predicate.ts";
import type { Source } from "./source.ts";

/** Letters and signs outside ASCII whose canonical or case-folded form is an ASCII character. */
const alternatives: ReadonlyMap<string, readonly Buffer[]> = new Map([
  ["k", [Buffer.from("\u212a")]],
  ["s", [Buffer.from("\u017f")]],
  [";", [Buffer.from("\u037e")]],
  ["`", [Buffer.from("\u1fef")]],
]);

/**
 * Decides from the bytes alone whether a part of a body may contain a plain text: most parts do not, and need not be
 * decoded. Returns `true` when the bytes cannot decide.
 */
export function bytesTest(source: Source, search: Search): (start: number, end: number) => boolean {
  const folded = foldCase(search.query);
  if (search.isPattern || /[^\0-\u007f]/.test(search.query) || /[^\0-\u007f]/.test(folded)) return () => true;
  const exact = Buffer.from(search.query);
  const lower = Buffer.from(folded);
  // Single-byte charsets have none of these.
  const letters = source.charset === "utf-8" ? [...alternatives.keys()] : [];
  const others = letters.flatMap((letter) => (folded.includes(letter) ? (alternatives.get(letter) ?? []) : []));
  return (start, end) => {
    const part = source.part(start, end);
    if (others.some((one) => part.indexOf(one) >= 0)) return true;
    return search.matchCase ? part.indexOf(exact) >= 0 : bytesContain(part, 0, part.length, lower);
  };
}

/**
 * Characters that canonical composition joins with those before them: marks, and the later parts of Korean syllables.
 */
const joinsBefore = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/** Bytes that are searched for a cut position; only an unrealistically long run of marks has none. */
const maxCutSearch = 4_096;

/**
 * A position near `target` and after `from` where a text can be cut without changing how it compares: the last one
 * before `target`, or the next one.
 */
export function cutNear(source: Source, from: number, target: number, end: number): number {
  const isPlace = (at: number): boolean =>
    source.byteAt(at) < 0x80 || !joinsBefore.test(source.text(at, Math.min(end, at + 4)));
  const first = source.characterStart(target);
  const least = Math.max(from, target - maxCutSearch);
  for (let at = first; at > least; at = source.characterStart(at - 1)) if (isPlace(at)) return at;
  const most = Math.min(end, target + maxCutSearch);
  for (let at = target + 1; at < most; at++) if (source.characterStart(at) === at && isPlace(at)) return at;
  return first > from && most < end ? first : most;
}
