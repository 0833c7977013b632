import { createHash } from "node:crypto";
import type { Credentials } from "./answer.ts";
import { parseChallenges } from "./challenge-grammar.ts";
import type { LoginEncoding } from "./login-text.ts";
import type { WireText } from "./wire-text.ts";

/** What a server would know about a request when it checks the login. */
export interface SignedRequest {
  /** The value of the Authorization field as it will be sent. */
  readonly authorization: WireText;
  readonly method: string;
  readonly requestTarget: string;
  readonly body: Uint8Array;
}

/**
 * Checks a finished Authorization field as a server would: it parses the field and computes the response a second time.
 *
 * It deliberately shares nothing with `answer.ts` except the grammar: it starts from the serialised field, so it also
 * catches wrong quoting, and it follows the formulas of RFC 7616 §3.4.1 to §3.4.3 literally, over bytes.
 */
export function verifyAuthorization(
  request: SignedRequest,
  { userName, password }: Pick<Credentials, "userName" | "password">,
  encoding: LoginEncoding = "as-typed",
  realmIsRaw = false,
): boolean {
  const [credentials, ...others] = parseChallenges(request.authorization);
  if (credentials === undefined || others.length > 0 || credentials.malformed) return false;
  const field = (name: string): Buffer => Buffer.from(credentials.parameters.get(name) ?? "", "latin1");

  const algorithm = field("algorithm").toString().toUpperCase();
  const H = (data: Uint8Array): Buffer => Buffer.from(createHash(hashOf(algorithm)).update(data).digest("hex"));
  const KD = (secret: Uint8Array, data: Uint8Array): Buffer => H(joined(secret, data));

  // A server that does not undo quoted pairs uses the raw text between the quotes.
  const rawRealm = realmIsRaw ? (/\brealm="([^"]*)"/u.exec(request.authorization)?.[1] ?? "") : null;
  const realm = rawRealm === null ? field("realm") : Buffer.from(rawRealm, "latin1");
  const bytesOf = (typed: string): Buffer => {
    const text = encoding === "as-typed" ? typed : typed.normalize("NFC");
    return Buffer.from(text, encoding === "latin-1" ? "latin1" : "utf8");
  };
  const userAndPassword = joined(bytesOf(userName), realm, bytesOf(password));
  const A1 = /SESS(?:ION)?$/u.test(algorithm)
    ? joined(H(userAndPassword), field("nonce"), field("cnonce"))
    : userAndPassword;

  const methodAndTarget = [Buffer.from(request.method), Buffer.from(request.requestTarget)];
  const qop = field("qop").toString();
  const A2 = joined(...methodAndTarget, ...(qop === "auth-int" ? [H(request.body)] : []));

  const data =
    qop === ""
      ? joined(field("nonce"), H(A2))
      : joined(field("nonce"), field("nc"), field("cnonce"), field("qop"), H(A2));
  return field("uri").toString() === request.requestTarget && KD(H(A1), data).equals(field("response"));
}

function hashOf(algorithm: string): string {
  const letters = algorithm.replaceAll(/[^A-Z\d]/gu, "");
  if (/^SHA2?512256/u.test(letters)) return "sha512-256";
  return /^SHA2?256/u.test(letters) ? "sha256" : "md5";
}

function joined(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from(":"), part])));
}
