import type { DigestDerivation, Exchange, Leg, LegPurpose, ParameterOrigin } from "#shared/http/exchange.ts";

/** Replaces any secret: a fixed number of bullets, never the real length. */
export const mask = "••••••••";

export const purposeNames: Readonly<Record<LegPurpose, string>> = {
  ask: "Ask without a login",
  "fetch-challenge": "Fetch a challenge first",
  answer: "Answer the challenge",
  signed: "Signed at once",
  retry: "Answer the new challenge",
};

export const originNames: Readonly<Record<ParameterOrigin, string>> = {
  challenge: "challenge",
  connection: "connection",
  "request-line": "request line",
  "made-here": "made here",
  counted: "counted",
  computed: "computed",
};

/** The last leg that carried a digest response, with its index among the legs. */
export function signedLeg(
  legs: readonly Leg[],
): { readonly number: number; readonly digest: NonNullable<Leg["digest"]> } | null {
  const index = legs.findLastIndex(({ digest }) => digest !== null);
  const digest = legs[index]?.digest ?? null;
  return digest === null ? null : { number: index + 1, digest };
}

/** What the number of legs means for the next request. */
export function legsSentence({ legs, login }: Exchange): string {
  const signed = signedLeg(legs);
  const count = `${legs.length} ${legs.length === 1 ? "leg" : "legs"}`;
  if (legs.length === 0) return "Nothing went over the wire.";
  if (signed === null) return login === "not-asked" ? `No login asked for: ${count}.` : `Not signed: ${count}.`;
  if (legs.length === 1) return "The nonce was used again: 1 leg.";
  if (legs.length === 2 && legs[0]?.digest !== null)
    return "The nonce was no longer valid: 2 legs, one of them for a new nonce.";
  if (legs.length === 2) return "First exchange on this nonce: 2 legs. The next ones need 1.";
  return `The server changed its challenge on the way: ${count}.`;
}

/** One step of the computation: name, formula, the values put in, the result; null means a masked result. */
export interface Step {
  readonly name: "HA1" | "HA2" | "response";
  readonly hash: string;
  readonly formula: readonly string[];
  readonly values: readonly string[];
  readonly result: string | null;
}

/** How a digest response is computed (RFC 7616 §3.4.1; RFC 2617 and 2069 for the older forms). */
export function derivationSteps(derivation: DigestDerivation): Step[] {
  const { hash, session, userName, realm, nonce, cnonce, nc, qop, method, uri, ha2 } = derivation;
  const secret = ["username", "realm", "password"];
  const secretValues = [userName, realm, mask];
  return [
    {
      name: "HA1",
      hash,
      formula: session ? [`${hash}( ${secret.join(" : ")} )`, "nonce", "cnonce"] : secret,
      values: session ? [`${hash}( ${secretValues.join(" : ")} )`, nonce, cnonce ?? ""] : secretValues,
      result: null,
    },
    {
      name: "HA2",
      hash,
      formula: qop === "auth-int" ? ["method", "uri", `${hash}( body )`] : ["method", "uri"],
      values: qop === "auth-int" ? [method, uri, mask] : [method, uri],
      result: ha2,
    },
    {
      name: "response",
      hash,
      formula: qop === null ? ["HA1", "nonce", "HA2"] : ["HA1", "nonce", "nc", "cnonce", "qop", "HA2"],
      values: ["••••", nonce, ...(qop === null ? [] : [nc ?? "", cnonce ?? "", qop]), `${ha2.slice(0, 6)}…`],
      result: null,
    },
  ];
}

/** A value of WWW-Authenticate in pieces; `told` are the values that were used in the Authorization field. */
export interface ChallengePiece {
  readonly text: string;
  readonly told: boolean;
}

/** Marks the values of the parameters named in `used`. */
export function challengePieces(value: string, used: ReadonlySet<string>): ChallengePiece[] {
  const pieces: ChallengePiece[] = [];
  let at = 0;
  for (const match of value.matchAll(/([\w-]+)[\t ]*=[\t ]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gu)) {
    const text = match[2] ?? match[3] ?? "";
    if (text === "" || !used.has((match[1] ?? "").toLowerCase())) continue;
    const start = match.index + match[0].length - text.length - (match[2] === undefined ? 0 : 1);
    if (start > at) pieces.push({ text: value.slice(at, start), told: false });
    pieces.push({ text, told: true });
    at = start + text.length;
  }
  if (at < value.length) pieces.push({ text: value.slice(at), told: false });
  return pieces;
}

export function statusLine({ httpVersion, status, reason }: Leg): string {
  return status === null ? "" : `HTTP/${httpVersion} ${status} ${reason}`.trimEnd();
}

export function requestLine({ method, requestTarget, httpVersion }: Leg): string {
  return `${method} ${requestTarget} HTTP/${httpVersion}`;
}
