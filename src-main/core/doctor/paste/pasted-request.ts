import type { Cleaning } from "./clean-text.ts";
import type { TracedText } from "./traced-text.ts";

/** What a paste turned out to be. */
export type PasteKind = "raw" | "curl" | "powershell" | "header" | "nothing";

/** One header of a pasted request. */
export interface PastedHeader {
  readonly name: string;
  readonly value: TracedText;
  /** The lines it took up: more than one, each starting with a space, is a folded header (RFC 9112 §5.2). */
  readonly foldedLines: number;
  readonly isOnOneLine: boolean;
  /** It continues after one space on one more line: a fold, or a long line that a log broke before that space. */
  readonly isFoldUnsure: boolean;
  /** The same text, when it can be read in two ways. Tried when the first reading does not give the response. */
  readonly otherReading: TracedText | null;
}

/** A login in a command. The password never leaves the core. */
export interface PastedLogin {
  readonly userName: string;
  readonly password: string | null;
}

/** What the text shows about the field with the credentials. */
export type FieldName =
  /** Authorization, or a variable in which a server stores it. */
  | "authorization"
  /** Only the value is in the text. */
  | "unseen"
  /** Only the value, in the access log of a server, which logs a field by its name. */
  | "logged"
  | "proxy"
  /** A name that servers ignore, for example `Authorisation`. */
  | "misspelled";

/** A request as read from what a user pasted. Every part may be missing. */
export interface PastedRequest {
  readonly kind: PasteKind;
  readonly method: string | null;
  /** Request target or URL, as written. */
  readonly target: string | null;
  /** The target was assembled from decoded parts, so its original encoding is not known. */
  readonly isTargetDecoded: boolean;
  readonly host: string | null;
  /** The value of the Authorization header. */
  readonly authorization: PastedHeader | null;
  readonly fieldName: FieldName;
  /** PHP stores the parameters without the name of the scheme, so a missing scheme says nothing. */
  readonly isSchemeLeftOut: boolean;
  /** How many Authorization fields the same request has. */
  readonly fieldCount: number;
  /** A tool or a log left a part of the header out. */
  readonly isCut: boolean;
  /** Values of WWW-Authenticate in a pasted response, either before the header, which answers them, or after it. */
  readonly challenges: readonly { readonly value: string; readonly before: boolean }[];
  /** null: none was pasted. */
  readonly body: string | null;
  /** The login of a command that creates its Authorization header itself. */
  readonly login: PastedLogin | null;
  /** The command asks for digest authentication. */
  readonly asksDigest: boolean;
  /** How many requests on the same nonce were pasted, including this one; null when that is not known. */
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
