import { excerptOf } from "#shared/value-rows.ts";

/** Characters of a text where there is no room for a long one: tooltips, messages, names for screen readers. */
export const maxShortened = 400;

/** A text for such a place: a longer one is cut, and says how much is missing. */
export function shortened(text: string, length = maxShortened): string {
  if (text.length <= length) return text;
  const { text: beginning, more } = excerptOf(text, length);
  return `${beginning}${moreText(more)}`;
}

/** `5,000 characters before …` */
export function beforeText(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "character" : "characters"} before …`;
}

/** `… 9,998,000 more characters` */
export function moreText(count: number): string {
  return `… ${count.toLocaleString("en-US")} more ${count === 1 ? "character" : "characters"}`;
}
