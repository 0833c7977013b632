import { hashJoined } from "./algorithm.ts";
import type { AnswerInput, DigestAnswer } from "./answer.ts";
import { parseParameters } from "./challenge-grammar.ts";
import type { WireText } from "./wire-text.ts";

/** What a server says about itself after a successful login (RFC 7616 §3.5). */
export interface AuthenticationInfo {
  /** `verified`: it also knows the password. `server-not-proven`: its claim is wrong. `unverified`: no claim. */
  readonly state: "verified" | "server-not-proven" | "unverified";
  /** The nonce that the server wants for the next request. */
  readonly nextNonce: WireText | null;
}

/**
 * Reads Authentication-Info and checks its `rspauth`.
 *
 * @param entityHash H(entity body of the response), needed for auth-int; null when it is not known (body incomplete),
 * which leaves the server unverified.
 */
export function readAuthenticationInfo(
  fieldValues: readonly WireText[],
  sent: Pick<AnswerInput, "challenge" | "uri" | "cnonce">,
  answer: Pick<DigestAnswer, "ha1" | "nc">,
  entityHash: string | null,
): AuthenticationInfo {
  const parameters = parseParameters(fieldValues.join(","));
  const nextNonce = parameters?.get("nextnonce");
  const claimed = parameters?.get("rspauth");
  const expected = responseAuth(sent, answer, entityHash);
  return {
    state:
      claimed === undefined || expected === null
        ? "unverified"
        : claimed.toLowerCase() === expected
          ? "verified"
          : "server-not-proven",
    nextNonce: nextNonce === undefined || nextNonce === "" ? null : nextNonce,
  };
}

/** Computed like the response of the request, but with an A2 that has no method. */
function responseAuth(
  { challenge, uri, cnonce }: Pick<AnswerInput, "challenge" | "uri" | "cnonce">,
  { ha1, nc }: Pick<DigestAnswer, "ha1" | "nc">,
  entityHash: string | null,
): string | null {
  const { nonce, qop } = challenge;
  const { hash } = challenge.algorithm;
  if (qop === "auth-int" && entityHash === null) return null;
  const ha2 = qop === "auth-int" ? hashJoined(hash, "", uri, entityHash ?? "") : hashJoined(hash, "", uri);
  return qop === null ? hashJoined(hash, ha1, nonce, ha2) : hashJoined(hash, ha1, nonce, nc, cnonce, qop, ha2);
}
