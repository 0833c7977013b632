import { nonceCount } from "./alternatives.ts";
import { isHashOfRealm, sent, type HeaderCheckSubject } from "./subject.ts";
import type { FindingCode } from "./findings.ts";
import type { HashedInputs } from "./hashed-inputs.ts";
import { compare, fine, rule, wrong, type CheckedRow } from "./checked-row.ts";

export function checkNonce(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
  const theirs = sent(one, "nonce");
  const { challenge } = one;
  if (theirs === null || theirs === "")
    return wrong("nonce", theirs, ["parameter-missing"], rule("as in the challenge"));
  const needed = challenge?.answered === true ? challenge.nonce : null;
  const checkedRows = compare({ input: "nonce", theirs, signed: proven?.nonce ?? null, needed }, (actual, right) =>
    right.startsWith(actual) ? "nonce-cut" : "nonce-differs",
  );
  if (checkedRows !== null) return checkedRows;
  if (needed !== null) return fine("nonce", theirs);
  if (challenge === null) return fine("nonce", theirs, "Present", rule("as in the challenge"));
  // The nonce is a different one of the same server, so only its shape can be compared.
  const lost = challenge.nonce.indexOf("=");
  if (lost === theirs.length)
    return wrong("nonce", theirs, ["nonce-cut"], rule(`${theirs}${challenge.nonce.slice(lost)}`));
  const isAlike = shapeOf(theirs) === shapeOf(challenge.nonce);
  return fine(
    "nonce",
    theirs,
    isAlike ? "Well formed" : "Of another shape",
    rule(shapeOf(challenge.nonce)),
    isAlike ? "right" : "unknown",
  );
}

function shapeOf(nonce: string): string {
  return `${String(nonce.length)} ${/^[0-9a-f]+$/iu.test(nonce) ? "hex digits" : "characters"}`;
}

export function checkNonceCount(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
  const theirs = sent(one, "nc");
  const use = one.nonceUse;
  const needed = use === null ? null : nonceCount(use);
  if (theirs === null) {
    return sent(one, "qop") === null
      ? fine("nc", null, "Not needed without qop", rule("only with qop"))
      : wrong("nc", null, ["nc-missing"], needed ?? rule("8 hex digits"));
  }
  const quoted: readonly FindingCode[] = one.credentials.parameters.get("nc")?.quoted === true ? ["nc-quoted"] : [];
  const signed = proven === null || proven.qop === null ? null : proven.nc;
  if (needed === null && !/^[0-9a-f]{8}$/iu.test(theirs)) {
    const signedAs = signed === null || signed === theirs ? null : signed;
    return wrong("nc", theirs, ["nc-malformed", ...quoted], signedAs ?? rule("8 hex digits"), signedAs);
  }
  const checkedRows = compare({ input: "nc", theirs, signed, needed }, (actual, right) =>
    classifyCount(actual, right, use),
  );
  if (checkedRows !== null) return { ...checkedRows, codes: [...checkedRows.codes, ...quoted] };
  if (!/^[0-9a-f]{8}$/iu.test(theirs))
    return wrong("nc", theirs, ["nc-malformed", ...quoted], needed ?? rule("8 hex digits"));
  if (quoted.length > 0) return wrong("nc", `"${theirs}"`, ["nc-quoted"], theirs);
  return fine(
    "nc",
    theirs,
    needed === null ? "Well formed" : "Right",
    needed === null ? rule("8 hex digits") : undefined,
  );
}

function classifyCount(actual: string, right: string, use: number | null): FindingCode {
  if (use !== null && use > 9 && /^\d+$/u.test(actual) && Number(actual) === use) return "nc-decimal";
  if (use !== null && use > 1 && /^0*1$/u.test(actual)) return "nc-fixed";
  if (!/^[0-9a-f]{8}$/iu.test(actual)) return "nc-malformed";
  // Compares what was signed with what was sent: ten was written as 10 in only one of them.
  if (use === null && Number.parseInt(right, 16) === Number(actual)) return "nc-decimal";
  return "nc-miscounted";
}

export function checkClientNonce(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
  const theirs = sent(one, "cnonce");
  const isNeeded = sent(one, "qop") !== null || one.algorithm?.session === true;
  if (theirs === null) {
    return isNeeded
      ? wrong("cnonce", null, ["cnonce-missing"], rule("any text"))
      : fine("cnonce", null, "Not needed without qop", rule("only with qop"));
  }
  const isHashed = proven !== null && (proven.qop !== null || proven.algorithm.session);
  const signed = isHashed ? proven.cnonce : null;
  return (
    compare({ input: "cnonce", theirs, signed, needed: null }, () => "cnonce-differs") ??
    fine("cnonce", theirs, "Present", rule("any text"))
  );
}

/** Not hashed, so it is not an input. Shown only when a challenge proves it wrong. */
export function checkOpaque(one: HeaderCheckSubject): CheckedRow | null {
  const theirs = sent(one, "opaque");
  const { challenge } = one;
  const isKnown = challenge !== null && (challenge.answered || isHashOfRealm(challenge.opaque ?? "", challenge.realm));
  if (!isKnown || challenge.opaque === theirs) return null;
  const code = theirs === null ? "opaque-dropped" : "opaque-changed";
  return wrong("opaque", theirs, [code], challenge.opaque ?? rule("not sent"));
}
