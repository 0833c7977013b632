import { algorithmOf, hashHex, hashJoined, type DigestAlgorithm } from "../../digest/algorithm.ts";
import { selectChallenge, type DigestChallenge } from "../../digest/challenge-selection.ts";
import { loginEncodingOf } from "../../digest/login-text.ts";
import { fromWire, isAscii, toWire } from "../../digest/wire-text.ts";
import type { WrittenCredentials } from "../paste/credentials.ts";
import type { PastedRequest } from "../paste/pasted-request.ts";
import { inBytes, type Charset } from "./hashed-inputs.ts";
import { percentDecoded, requestTargetIn } from "./request-address.ts";

/** The login that a header is checked against. */
export interface HeaderCheckLogin {
  readonly userName: string;
  /** null: no password is on file. */
  readonly password: string | null;
  /** Why the password is missing, if it was entered for another server. */
  readonly missing?: string;
  /** The connection encodes its login in Latin-1 where a challenge leaves the charset open. */
  readonly latin1?: boolean;
}

/** A challenge, and how much it says about a header. */
export interface KnownChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly qop: string | null;
  readonly algorithmName: string | null;
  readonly algorithm: DigestAlgorithm;
  /** The server asks for the login in UTF-8 and composed letters (RFC 7616 §4). */
  readonly utf8: boolean;
  /** The header answers this same challenge, so its nonce must be equal; otherwise only the server is the same. */
  readonly answered: boolean;
}

/** What the user entered in addition to the paste. */
export interface Given {
  readonly method: string | null;
  readonly url: string | null;
  readonly nonceUse: number | null;
}

/** One header to check: what was sent, and what is known about what should have been sent. */
export interface HeaderCheckSubject {
  readonly request: PastedRequest;
  readonly credentials: WrittenCredentials;
  /** As this connection would hash it: with composed letters where the charset is known. */
  readonly login: HeaderCheckLogin;
  /** The encoding in which this connection would hash that login. */
  readonly charset: Charset;
  readonly challenge: KnownChallenge | null;
  /** null: neither pasted nor given. */
  readonly method: string | null;
  readonly requestTarget: string | null;
  readonly nonceUse: number | null;
  /** The user name as sent, with `username*` and text that was shown in the wrong charset undone. */
  readonly userName: string | null;
  /** The header contains the hash of the user name instead (RFC 7616 §3.4.4). */
  readonly userHash: boolean;
  /** null: the header names an algorithm that does not exist. */
  readonly algorithm: DigestAlgorithm | null;
}

export function prepareSubject(
  request: PastedRequest,
  credentials: WrittenCredentials,
  login: HeaderCheckLogin,
  lastChallenge: DigestChallenge | null,
  given: Given,
): HeaderCheckSubject {
  const challenge = challengeOf(request, credentials, lastChallenge);
  const algorithm = algorithmOf(credentials.parameters.get("algorithm")?.value) ?? null;
  const charset = charsetOf(login, challenge, login.password ?? "");
  const right = composeWhereKnown(login, challenge);
  return {
    request,
    credentials,
    login: right,
    charset,
    challenge,
    method: given.method ?? request.method,
    requestTarget: targetOf(request, credentials, given),
    nonceUse: given.nonceUse ?? request.useOfNonce,
    userName: sentUserName(credentials, right, charset),
    userHash: credentials.parameters.get("userhash")?.value.toLowerCase() === "true",
    algorithm,
  };
}

/** The encoding in which this connection would hash its user name and a password. */
export function charsetOf(
  { userName, latin1 = false }: Pick<HeaderCheckLogin, "userName" | "latin1">,
  challenge: Pick<KnownChallenge, "utf8"> | null,
  password: string,
): Charset {
  if (isAscii(userName + password)) return "utf-8";
  const encoding = loginEncodingOf({ utf8: challenge?.utf8 ?? false }, { userName, password, latin1 });
  return encoding === "latin-1" ? "latin-1" : "utf-8";
}

/** When the charset is known, letters are composed before they are hashed; otherwise they are hashed as typed. */
export function composeWhereKnown(
  login: HeaderCheckLogin,
  challenge: Pick<KnownChallenge, "utf8"> | null,
): HeaderCheckLogin {
  const { userName, password } = login;
  const encoding = loginEncodingOf({ utf8: challenge?.utf8 ?? false }, { ...login, password: password ?? "" });
  if (encoding === "as-typed") return login;
  return { ...login, userName: userName.normalize("NFC"), password: password?.normalize("NFC") ?? null };
}

/** A parameter's value; null when it was not sent. */
export function sent({ credentials }: Pick<HeaderCheckSubject, "credentials">, name: string): string | null {
  return credentials.parameters.get(name)?.value ?? null;
}

/** What a server has decoded says nothing about how the request line was encoded, so the header's spelling counts. */
function targetOf(request: PastedRequest, { parameters }: WrittenCredentials, given: Given): string | null {
  const target = requestTargetIn(given.url ?? request.target);
  const uri = parameters.get("uri")?.value ?? null;
  const isSpelledApart = given.url === null && request.isTargetDecoded && target !== null && uri !== null;
  return isSpelledApart && percentDecoded(uri) === percentDecoded(target) ? uri : target;
}

/** A pasted challenge takes precedence over one that this application saw. */
function challengeOf(
  { challenges }: PastedRequest,
  credentials: WrittenCredentials,
  lastChallenge: DigestChallenge | null,
): KnownChallenge | null {
  const nonce = credentials.parameters.get("nonce")?.value ?? "";
  const pasted = challenges.flatMap(({ value, before }) => {
    const { challenge } = selectChallenge([toWire(value)]);
    return challenge === null ? [] : [{ ...challenge, before }];
  });
  const algorithm = algorithmOf(credentials.parameters.get("algorithm")?.value);
  const answerable = pasted.filter(
    (one) => one.algorithm.hash === algorithm?.hash && one.algorithm.session === algorithm.session,
  );
  // A client that names an algorithm answers the challenge that offers it, whatever the nonce.
  const named = credentials.parameters.has("algorithm") ? answerable : [];
  const chosen =
    pasted.find((one) => one.nonce === nonce && answerable.includes(one)) ??
    named.findLast(({ before }) => before) ??
    pasted.find((one) => one.nonce === nonce) ??
    answerable.findLast(({ before }) => before) ??
    pasted.findLast(({ before }) => before) ??
    pasted[0];
  if (chosen !== undefined) return known(chosen, chosen.before || chosen.nonce === nonce);
  return lastChallenge === null ? null : known(lastChallenge, fromWire(lastChallenge.nonce) === nonce);
}

function known(challenge: DigestChallenge, answered: boolean): KnownChallenge {
  const { realm, nonce, opaque, qop, algorithm, algorithmName, utf8 } = challenge;
  return {
    realm: fromWire(realm),
    nonce: fromWire(nonce),
    opaque: opaque === null ? null : fromWire(opaque),
    qop,
    algorithm,
    utf8,
    algorithmName: algorithmName === null ? null : fromWire(algorithmName),
    answered,
  };
}

function sentUserName(
  { parameters }: WrittenCredentials,
  { userName }: HeaderCheckLogin,
  charset: Charset,
): string | null {
  const extended = parameters.get("username*")?.value;
  if (extended !== undefined) return decoded(extended.replace(/^utf-8'[^']*'/iu, ""));
  const plain = parameters.get("username")?.value;
  if (plain === undefined) return null;
  // UTF-8 that a viewer showed as Latin-1, or the reverse, is the viewer's mistake, not the client's.
  return plain !== userName && (fromWire(plain) === userName || toWire(plain) === inBytes(userName, charset))
    ? userName
    : plain;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a right client sends instead of the user name when the server asks for its hash. */
export function hashedUserName({ login, charset, algorithm }: HeaderCheckSubject, realm: string): string {
  return hashJoined(algorithm?.hash ?? "MD5", inBytes(login.userName, charset), toWire(realm));
}

/** The opaque of the PHP manual's sample, which this API most likely runs: it is the same for every nonce. */
export function isHashOfRealm(opaque: string, realm: string): boolean {
  return opaque.toLowerCase() === hashHex("MD5", toWire(realm));
}
