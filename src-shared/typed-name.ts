/**
 * Whether a name typed to confirm is the requested one. Letters must match; what a keyboard
 * cannot distinguish need not: the form of an accent, the kind of a space, spaces in a row and at the ends.
 */
export function isSameName(typed: string, name: string): boolean {
  return plain(typed) === plain(name);
}

function plain(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
