import type { Cleaning } from "./clean-text.ts";
import type { TracedText } from "./traced-text.ts";

/** What a paste turned out to be. */
export type PasteKind = "raw" | "curl" | "powershell" | "header" | "nothing";

/** One header of a pasted request. */
export interface PastedHeader {
  readonly name: string;
  readonly value: TracedText;
  /** Lines that it was on: more than one and each beginning with a space is a folded header (RFC 9112 §5.2). */
  readonly foldedLines: number;
  readonly isOnOneLine: boolean;
  /** It goes on after one space in one more line: a fold, or a long line that a log broke before that space. */
  readonly isFoldUnsure: boolean;
  /** The same text, where it can be read in two ways; tried when the first one does not give the response. */
  readonly otherReading: TracedText | null;
}

/** A login that a command carries. The password never leaves the core. */
export interface PastedLogin {
  readonly userName: string;
  readonly password: string | null;
}

/** What the text shows of the field that carried the credentials. */
export type FieldName =
  /** Authorization, or a variable in which a server keeps it. */
  | "authorization"
  /** Only the value is in the text. */
  | "unseen"
  /** Only the value, in the access log of a server, which logs a field by its name. */
  | "logged"
  | "proxy"
  /** A name that no server looks at, such as `Authorisation`. */
  | "misspelled";

/** A request as it could be read out of what a user pasted. Every part may be missing. */
export interface PastedRequest {
  readonly kind: PasteKind;
  readonly method: string | null;
  /** Request-target or URL, as it stood there. */
  readonly target: string | null;
  /** The target was put together from decoded parts: where only its encoding differs, nothing is known. */
  readonly isTargetDecoded: boolean;
  readonly host: string | null;
  /** Value of the Authorization header. */
  readonly authorization: PastedHeader | null;
  readonly fieldName: FieldName;
  /** PHP keeps the parameters without the name of the scheme, so their lack of one says nothing. */
  readonly isSchemeLeftOut: boolean;
  /** How many Authorization fields the same request has. */
  readonly fieldCount: number;
  /** A tool or a log left a part of the header out. */
  readonly isCut: boolean;
  /** Values of WWW-Authenticate, where an answer was pasted as well: before the header, so that it answers them, or after. */
  readonly challenges: readonly { readonly value: string; readonly before: boolean }[];
  /** null: none was pasted. */
  readonly body: string | null;
  /** Of a command that makes its Authorization header itself. */
  readonly login: PastedLogin | null;
  /** The command asks for digest authentication. */
  readonly asksDigest: boolean;
  /** How many requests on the same nonce were pasted, this one included; null when that cannot be told. */
  readonly useOfNonce: number | null;
  readonly cleanings: ReadonlySet<Cleaning>;
}

export const nothingPasted: PastedRequest = {
  kind: "nothing",
  method: null,
  target: null,
  isTargetDecoded: false,
  host: null,
  authorization: null,
  fieldName: "authorization",
  isSchemeLeftOut: false,
  fieldCount: 1,
  isCut: false,
  challenges: [],
  body: null,
  login: null,
  asksDigest: false,
  useOfNonce: null,
  cleanings: new Set(),
};
