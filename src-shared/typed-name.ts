/**
 * Whether a name that was typed to confirm is the one that was asked for. Letters count as they are; what a keyboard
 * cannot tell apart does not: the form of an accent, the kind of a space, spaces in a row and at the ends.
 */
export function isSameName(typed: string, name: string): boolean {
  return plain(typed) === plain(name);
}

function plain(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
