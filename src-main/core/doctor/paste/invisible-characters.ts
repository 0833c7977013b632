/** Soft hyphen, zero-width characters, marks of writing direction, byte order mark: for a character class. */
export const invisibleCharacters = String.raw`\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff`;
