/** What a byte means inside text, CDATA, comments and instructions. The first two need no second look. */
export const byteKind = { plain: 0, space: 1, less: 2, ampersand: 3, bracket: 4, control: 5, maybeNoncharacter: 6 };

/** `byteKind` of each byte. 0xEF opens U+FFFE and U+FFFF, the only others in UTF-8 that XML excludes. */
export const byteKinds: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 9 || byte === 10 || byte === 13 || byte === 32) return byteKind.space;
  if (byte < 32) return byteKind.control;
  if (byte === 38) return byteKind.ampersand;
  if (byte === 60) return byteKind.less;
  if (byte === 93) return byteKind.bracket;
  return byte === 0xef ? byteKind.maybeNoncharacter : byteKind.plain;
});

/** Whether U+FFFE or U+FFFF is encoded at `at` in UTF-8, a byte of 0xEF being there. */
export function isNoncharacter(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === 0xbf && (bytes[at + 2] as number) >= 0xbe;
}

/** `U+000B`. */
export function codePointName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A byte of a name, as far as a byte alone says; `nameFlaw` decides about letters outside ASCII. */
export function isNameByte(byte: number): boolean {
  return (
    byte >= 128 ||
    (byte >= 97 && byte <= 122) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 45 && byte <= 58 && byte !== 47) ||
    byte === 95
  );
}

/** `-`, `.` and digits may occur in a name but not open it. */
export function opensName(byte: number): boolean {
  return isNameByte(byte) && byte >= 58;
}

const nameStart =
  ":A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}" +
  "\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}";
const name = new RegExp(`^[${nameStart}][-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}${nameStart}]*$`, "u");

/** XML 1.0 §2.3, production Name. */
export function isXmlName(text: string): boolean {
  return name.test(text);
}

/** XML 1.0 §2.8: what an XML declaration looks like, quotes of both kinds. */
const declaration =
  /^<\?xml\s+version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/;

export function isXmlDeclaration(text: string): boolean {
  return declaration.test(text);
}
