/**
 * Texts that Unicode calls canonically equivalent, such as `ë` and `e` with a combining diaeresis, look and mean the
 * same. Searching and filtering treat them as equal; bytes are never changed for it.
 */

/** Characters below this code point do not change under composition. */
const mayCompose = /[\u0300-\uffff]/;

/** The composed form (NFC). */
export function composed(text: string): string {
  return mayCompose.test(text) ? text.normalize("NFC") : text;
}

/** How text is compared without case; accents are kept, however they are written. */
export function foldCase(text: string): string {
  return mayCompose.test(text) ? text.normalize("NFC").toLowerCase().normalize("NFC") : text.toLowerCase();
}

/**
 * Characters that one composed character can come from: a letter with its marks, or the parts of one Korean syllable
 * (Unicode 16, section 3.12: a leading consonant, a vowel and perhaps a trailing consonant).
 */
const cluster = /(?:[\u1100-\u1112][\u1161-\u1175]|[\uac00-\ud7a3])[\u11a8-\u11c2]?\p{M}*|[^]\p{M}*/gu;
const hasParts = /\p{M}|[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]/u;

function composeCluster(part: string, keepsSigns: boolean): string {
  return keepsSigns && !hasParts.test(part) ? part : part.normalize("NFC");
}

/** A text in its searchable form, with the position of each character in the original text. */
export interface ComparableText {
  readonly text: string;
  readonly sourceOf: (index: number) => number;
}

/**
 * The composed form of a text to be searched. With `keepsSigns` characters that have another one as their canonical form
 * stay unchanged: a search that matches case also distinguishes the Kelvin sign from the letter K.
 */
export function comparable(text: string, keepsSigns: boolean): string {
  if (!mayCompose.test(text)) return text;
  if (!keepsSigns) return text.normalize("NFC");
  return hasParts.test(text) ? text.replace(cluster, (part) => composeCluster(part, true)) : text;
}

/** The same with a mapping back: a position inside a composed character maps to its start. */
export function comparableText(text: string, keepsSigns: boolean): ComparableText {
  const whole = comparable(text, keepsSigns);
  if (whole === text) return { text, sourceOf: (index) => index };
  const sources: number[] = [];
  let at = 0;
  for (const { index, 0: part } of text.matchAll(cluster)) {
    const composedPart = composeCluster(part, keepsSigns);
    const isSame = composedPart === part;
    for (let inside = 0; inside < composedPart.length; inside++) sources[at++] = index + (isSame ? inside : 0);
  }
  return { text: whole, sourceOf: (index) => sources[index] ?? text.length };
}

/** The range of the original text that a range of a comparable text came from; it covers at least one whole letter. */
export function sourceRange(
  { text, sourceOf }: ComparableText,
  from: number,
  count: number,
): { readonly start: number; readonly length: number } {
  const start = sourceOf(from);
  let behind = from + count;
  while (count > 0 && behind < text.length && sourceOf(behind) <= start) behind++;
  return { start, length: sourceOf(behind) - start };
}
