import { toWire, type WireText } from "./wire-text.ts";

/** The encoding in which user name and password are hashed and sent. */
export type LoginEncoding = "as-typed" | "nfc" | "latin-1";

/**
 * Chooses the encoding of a login.
 *
 * With `charset=UTF-8` the server expects UTF-8 in normalisation form C (RFC 7616 §4): text typed or pasted on macOS is
 * often decomposed. Without it RFC 2617 leaves the charset open, so the text is sent as typed, in
 * UTF-8, unless the connection asks for Latin-1. A login with a character that Latin-1 lacks cannot be encoded that
 * way, and both parts stay in UTF-8.
 */
export function loginEncodingOf(
  { utf8 }: { readonly utf8: boolean },
  login: { readonly userName: string; readonly password: string; readonly latin1?: boolean },
): LoginEncoding {
  if (utf8) return "nfc";
  return login.latin1 === true && fitsLatin1(login.userName) && fitsLatin1(login.password) ? "latin-1" : "as-typed";
}

/** The bytes of one part of a login, one byte per character. */
export function encodeLoginText(text: string, encoding: LoginEncoding): WireText {
  switch (encoding) {
    case "as-typed":
      return toWire(text);
    case "nfc":
      return toWire(text.normalize("NFC"));
    case "latin-1":
      // One UTF-16 unit is one byte here, as `fitsLatin1` has made sure.
      return text.normalize("NFC");
  }
}

/** Latin-1 has only precomposed letters, so a decomposed text is tested in its composed form. */
export function fitsLatin1(text: string): boolean {
  return !/[\u0100-\u{10ffff}]/u.test(text.normalize("NFC"));
}
