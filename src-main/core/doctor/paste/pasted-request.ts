import type { Cleaning } from "./clean-text.ts";
import type { TracedText } from "./traced-text.ts";

/** What a paste turned out to be. */
export type PasteKind = "raw" | "curl" | "powershell" | "header" | "nothing";

/** One header of a pasted request. */
export interface PastedHeader {
  readonly name: string;
  readonly value: TracedText;
  /** Lines it stood on: more than one and each beginning with a blank is a folded header (RFC 9112 §5.2). */
  readonly foldedLines: number;
}

/** A login that a command carries. The password never leaves the core. */
export interface PastedLogin {
  readonly userName: string;
  readonly password: string | null;
}

/** A request as it could be read out of what a person pasted. Every part may be missing. */
export interface PastedRequest {
  readonly kind: PasteKind;
  readonly method: string | null;
  /** Request-target or URL, as it stood there. */
  readonly target: string | null;
  readonly host: string | null;
  /** Value of the Authorization header. */
  readonly authorization: PastedHeader | null;
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
  host: null,
  authorization: null,
  challenges: [],
  body: null,
  login: null,
  asksDigest: false,
  useOfNonce: null,
  cleanings: new Set(),
};
