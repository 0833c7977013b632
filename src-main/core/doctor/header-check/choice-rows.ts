import { sent, type HeaderCheckSubject } from "./subject.ts";
import type { FindingCode } from "./findings.ts";
import type { HashedInputs } from "./hashed-inputs.ts";
import { fine, rule, wrong, type CheckedRow } from "./checked-row.ts";

export function checkQop(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
  const theirs = sent(one, "qop");
  const { challenge } = one;
  const wanted = rule("auth, unquoted");
  if (theirs === null) {
    // Both are forbidden without qop (RFC 7616 §3.4), so the client was offered a qop and dropped it.
    const isOffered =
      challenge === null ? sent(one, "nc") !== null || sent(one, "cnonce") !== null : challenge.qop !== null;
    if (isOffered) return wrong("qop", null, ["qop-missing"], challenge?.qop ?? "auth");
    return challenge === null
      ? fine("qop", null, "Only the challenge tells", rule("auth, if offered"), "unknown")
      : fine("qop", null, "Right", rule("not offered"));
  }
  const signedAs = proven !== null && proven.qop !== theirs ? (proven.qop ?? "no qop") : null;
  if (/[,;]/u.test(theirs)) return wrong("qop", theirs, ["qop-list-echoed"], challenge?.qop ?? "auth", signedAs);
  if (!/^auth(?:-int)?$/iu.test(theirs))
    return wrong("qop", theirs, ["qop-differs"], challenge?.qop ?? "auth", signedAs);
  if (challenge !== null && challenge.qop === null)
    return wrong("qop", theirs, ["qop-differs"], rule("not offered"), signedAs);
  if (signedAs !== null) {
    return wrong(
      "qop",
      theirs,
      [proven?.qop === null ? "qop-missing" : /,/u.test(signedAs) ? "qop-list-echoed" : "qop-differs"],
      theirs,
      signedAs,
    );
  }
  // The API's own sample quotes it, and so do common clients.
  const quoted = one.credentials.parameters.get("qop")?.quoted === true;
  return fine("qop", theirs, quoted ? "Right, quoted as in the sample" : "Right", wanted);
}

export function checkAlgorithm(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
  const theirs = sent(one, "algorithm");
  const { algorithm, challenge } = one;
  const neededName = challenge === null ? null : (challenge.algorithmName ?? "MD5");
  if (algorithm === null)
    return wrong("algorithm", theirs, ["algorithm-unknown"], neededName ?? rule("a name that exists"));
  const needed = challenge?.algorithm ?? algorithm;
  const signed = proven?.algorithm ?? null;
  const signedAs = signed !== null && signed !== algorithm ? nameOf(signed) : null;
  if (signed !== null && signed !== needed) {
    return wrong("algorithm", theirs, ["algorithm-ignored"], neededName ?? theirs ?? "MD5", signedAs);
  }
  if (algorithm !== needed) {
    const isUnnamed = theirs === null && signed === needed;
    return wrong(
      "algorithm",
      theirs,
      [isUnnamed ? "algorithm-unnamed" : "algorithm-ignored"],
      neededName ?? nameOf(needed),
      signedAs,
    );
  }
  if (theirs === null) return fine("algorithm", null, "Right", rule("MD5 by default"));
  return fine("algorithm", theirs);
}

function nameOf({ hash, session }: HashedInputs["algorithm"]): string {
  return session ? `${hash}-sess` : hash;
}

/**
 * Shown only when something is wrong with it: all the other rows are about its value.
 *
 * @param isRefuted None of the ways of computing it that were tried gives it.
 */
export function checkResponse(one: HeaderCheckSubject, isRefuted: boolean): CheckedRow | null {
  const theirs = sent(one, "response");
  const digits = one.algorithm === null || one.algorithm.hash === "MD5" ? 32 : 64;
  const wanted = rule(`${String(digits)} hex digits`);
  if (theirs === null) return wrong("response", null, ["parameter-missing"], wanted);
  if (!/^[0-9a-f]+$/iu.test(theirs) || (theirs.length !== 32 && theirs.length !== 64)) {
    return wrong("response", theirs, ["response-malformed"], wanted);
  }
  const upperCase: readonly FindingCode[] = /[A-F]/u.test(theirs) ? ["response-upper-case"] : [];
  if (isRefuted) return wrong("response", theirs, ["not-reproduced", ...upperCase], rule("see below"));
  return upperCase.length > 0 ? wrong("response", theirs, ["response-upper-case"], theirs.toLowerCase()) : null;
}
