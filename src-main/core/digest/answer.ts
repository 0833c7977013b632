import { hashHex, hashJoined } from "./algorithm.ts";
import type { DigestChallenge } from "./challenge-selection.ts";
import { encodeLoginText, loginEncodingOf, type LoginEncoding } from "./login-text.ts";
import { isAscii, type WireText } from "./wire-text.ts";

/** A login, and the two switches of a connection for servers that parse the header in their own way. */
export interface Credentials {
  readonly userName: string;
  readonly password: string;
  /** `qop="auth"`, as in the API's sample, instead of `qop=auth` (RFC 7616 §3.4). */
  readonly quoteQop: boolean;
  /** A user name outside ASCII as `username*` (RFC 7616 §3.4, RFC 8187) instead of raw UTF-8 in quotes. */
  readonly extendedUserName: boolean;
  /** Hashes user name and password in Latin-1 when the challenge names no charset. When unset, UTF-8 is used. */
  readonly latin1?: boolean;
  /**
   * The canonical origin that the password was entered for: no other origin gets a digest of it. Absent when not bound.
   */
  readonly enteredFor?: string;
}

/** What an answer to a challenge is made of. */
export interface AnswerInput {
  readonly challenge: DigestChallenge;
  readonly credentials: Credentials;
  readonly method: string;
  /** The request-target, exactly as on the wire. */
  readonly uri: string;
  /** Hashed only for auth-int. */
  readonly body: Uint8Array;
  readonly cnonce: string;
  /** How many requests have used this nonce, including this one. */
  readonly nonceCount: number;
}

export type AnswerParameterName =
  | "username"
  | "username*"
  | "realm"
  | "nonce"
  | "uri"
  | "cnonce"
  | "nc"
  | "qop"
  | "response"
  | "opaque"
  | "algorithm"
  | "userhash";

export interface AnswerParameter {
  readonly name: AnswerParameterName;
  readonly value: WireText;
  readonly quoted: boolean;
  /** The value is written between quotes as it is, without escaping. */
  readonly raw?: boolean;
}

/** Parameters in the order sent, and the hashes that lead to `response`. HA1 is equivalent to the password. */
export interface DigestAnswer {
  readonly parameters: readonly AnswerParameter[];
  readonly ha1: string;
  readonly ha2: string;
  readonly response: string;
  /** Eight hex digits, as sent. */
  readonly nc: string;
}

/** Computes the answer to a challenge (RFC 7616 §3.4, or RFC 2069 §2.1.2 when no qop was offered). */
export function computeAnswer(input: AnswerInput): DigestAnswer {
  const { challenge, credentials, method, uri, cnonce } = input;
  const { nonce, realm, qop } = challenge;
  const { hash, session } = challenge.algorithm;
  const nc = input.nonceCount.toString(16).padStart(8, "0");

  const encoding = loginEncodingOf(challenge, credentials);
  const userName = encodeLoginText(credentials.userName, encoding);
  const secret = hashJoined(hash, userName, realm, encodeLoginText(credentials.password, encoding));
  const ha1 = session ? hashJoined(hash, secret, nonce, cnonce) : secret;
  const ha2 =
    qop === "auth-int" ? hashJoined(hash, method, uri, hashHex(hash, input.body)) : hashJoined(hash, method, uri);
  const response =
    qop === null ? hashJoined(hash, ha1, nonce, ha2) : hashJoined(hash, ha1, nonce, nc, cnonce, qop, ha2);

  const parameters: AnswerParameter[] = [
    userNameParameter(challenge, credentials, encoding),
    { name: "realm", value: realm, quoted: true, ...(challenge.realmSentRaw === true ? { raw: true } : {}) },
    { name: "nonce", value: nonce, quoted: true },
    { name: "uri", value: uri, quoted: true },
  ];
  if (qop !== null) {
    parameters.push(
      { name: "cnonce", value: cnonce, quoted: true },
      { name: "nc", value: nc, quoted: false },
      { name: "qop", value: qop, quoted: credentials.quoteQop },
    );
  }
  parameters.push({ name: "response", value: response, quoted: true });
  if (challenge.opaque !== null) parameters.push({ name: "opaque", value: challenge.opaque, quoted: true });
  if (challenge.algorithmName !== null) {
    parameters.push({ name: "algorithm", value: challenge.algorithmName, quoted: false });
  }
  if (challenge.userhash) parameters.push({ name: "userhash", value: "true", quoted: false });
  return { parameters, ha1, ha2, response, nc };
}

/** The value of the Authorization field, on one line: folded headers break servers (RFC 9112 §5.2). */
export function serialiseAnswer(parameters: readonly AnswerParameter[]): WireText {
  const fields = parameters.map(({ name, value, quoted, raw = false }) => {
    const inQuotes = raw ? `"${value}"` : quotedString(value);
    return `${name}=${quoted ? inQuotes : value}`;
  });
  return `Digest ${fields.join(", ")}`;
}

function userNameParameter(
  { realm, userhash, algorithm }: DigestChallenge,
  { userName, extendedUserName }: Credentials,
  encoding: LoginEncoding,
): AnswerParameter {
  const encoded = encodeLoginText(userName, encoding);
  if (userhash) return { name: "username", value: hashJoined(algorithm.hash, encoded, realm), quoted: true };
  if (extendedUserName && !isAscii(userName)) {
    // The value names its own charset, so it is UTF-8 even where Latin-1 is hashed.
    const text = encoding === "as-typed" ? userName : userName.normalize("NFC");
    return { name: "username*", value: `UTF-8''${extendedValue(text)}`, quoted: false };
  }
  return { name: "username", value: encoded, quoted: true };
}

/** RFC 8187 §3.2.1: `encodeURIComponent` leaves four characters that are not attr-char. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** RFC 9110 §5.6.4. */
function quotedString(value: WireText): WireText {
  return `"${value.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}
