/** The letters typed so far, and the time of the last one in milliseconds. */
export interface Typed {
  readonly text: string;
  readonly at: number;
}

/** A letter after this pause, in milliseconds, starts over. */
const pause = 900;

/**
 * Letters typed on a list: they add up to the start of what is looked for. The same letter again and again walks over
 * everything that starts with it, and so stays one letter.
 */
export function typedMore(before: Typed | null, letter: string, now: number): Typed {
  const text = before !== null && now - before.at <= pause ? before.text : "";
  return { text: text === letter ? letter : text + letter, at: now };
}

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The letter that a key types; null for keys that do something. A space only continues earlier letters. */
export function letterOf({ key, ctrlKey, metaKey, altKey }: Press, before: Typed | null, now: number): string | null {
  if (ctrlKey || metaKey || altKey || Array.from(key).length !== 1) return null;
  return key === " " && (before === null || now - before.at > pause) ? null : key;
}
