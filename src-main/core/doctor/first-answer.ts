import { amountInWords } from "#shared/amounts.ts";
import type { Leg } from "#shared/http/exchange.ts";
import { firstHeader, headerValues } from "#shared/http/headers.ts";
import { parseChallenges } from "../digest/challenge-grammar.ts";
import { selectChallenge, type DigestChallenge } from "../digest/challenge-selection.ts";
import { fromWire, toWire } from "../digest/wire-text.ts";
import { legEvidence } from "./evidence.ts";
import { finding, type Finding } from "./finding.ts";
import type { Ladder } from "./ladder.ts";
import { findingOfStatus } from "./status-finding.ts";

const trusted = "Encrypted, the certificate is trusted";
const unused = "Not used: the base URL is http";
const firstLeg = { number: 1, of: 2 } as const;

/** The rungs that the answer to the request without a login decides. null: a login can be tried. */
export function climbFirstAnswer(
  ladder: Ladder,
  leg: Leg,
  at: { readonly origin: string; readonly now: number },
): Finding | null {
  climbConnection(ladder, leg, at.origin.startsWith("https:"));
  if (leg.status === null) return null;
  const { timings } = leg;
  const software = firstHeader(leg.responseHeaders, "server");
  ladder.done("http", {
    sentence: [`HTTP/${leg.httpVersion}`, software].filter(Boolean).join(", "),
    ms: since(timings.firstByte, timings.tls ?? timings.connect),
    evidence: legEvidence(leg, { ...firstLeg, received: ["start", "server"] }),
  });
  return climb401(ladder, leg, at) ?? climbChallenge(ladder, leg);
}

/** The request went out, so there is a connection; how long each step took is known with the leg. */
export function climbReached(ladder: Ladder, secure: boolean): void {
  ladder.done("connect", { sentence: "The port answered" });
  if (secure) ladder.done("tls", { sentence: trusted });
  else ladder.skipped("tls", unused);
}

/** Connect and TLS, as far as the leg came. */
export function climbConnection(ladder: Ladder, { timings }: Leg, secure: boolean): void {
  if (timings.connect === null) return;
  ladder.done("connect", { sentence: "The port answered", ms: since(timings.connect, timings.lookup) });
  if (!secure) ladder.skipped("tls", unused);
  else if (timings.tls !== null) {
    ladder.done("tls", { sentence: trusted, ms: since(timings.tls, timings.connect) });
  }
}

function since(end: number | null, start: number | null): number | null {
  return end === null ? null : Math.max(0, end - (start ?? 0));
}

function climb401(ladder: Ladder, leg: Leg, at: { readonly origin: string; readonly now: number }): Finding | null {
  const status = leg.status ?? 0;
  const ms = leg.timings.total;
  if (status === 401) {
    const evidence = legEvidence(leg, { ...firstLeg, received: ["start"] });
    ladder.done("first-401", { sentence: "Asked without a login, as expected", ms, evidence });
    return null;
  }
  const received = ["start", "location", "retry-after"];
  ladder.failed("first-401", {
    sentence: `${status} instead of a 401: no login was asked for`,
    ms,
    evidence: legEvidence(leg, { ...firstLeg, received }),
  });
  return findingOfStatus(leg, { ...at, signed: false });
}

function climbChallenge(ladder: Ladder, leg: Leg): Finding | null {
  const fields = headerValues(leg.responseHeaders, "www-authenticate").map(toWire);
  const evidence = legEvidence(leg, { ...firstLeg, received: ["www-authenticate"] });
  const bare = legEvidence(leg, { ...firstLeg, received: ["start"] });
  const challenges = fields.flatMap(parseChallenges);
  const { challenge, problem } = selectChallenge(fields);
  if (problem === "no-challenge") {
    ladder.failed("challenge", { sentence: "A 401 without WWW-Authenticate", ms: null, evidence: bare });
    return finding("no-challenge", 401);
  }
  if (problem === "no-digest-offered") {
    const schemes = [...new Set(challenges.map(({ scheme }) => titleCase(scheme)))].join(", ") || "nothing readable";
    ladder.failed("challenge", { sentence: `Only ${schemes} is offered, no Digest`, ms: null, evidence });
    return finding("basic-only", 401, schemes);
  }
  const digests = challenges.filter(({ scheme }) => scheme === "digest");
  const realm = fromWire((challenge?.realm ?? digests[0]?.parameters.get("realm")) || "");
  const count = amountInWords(digests.length, "challenge");
  const named = realm === "" ? "with an empty realm" : `realm “${realm}”`;
  ladder.done("challenge", { sentence: `${count}, ${named}`, ms: null, evidence });

  if (problem === "bad-challenge") {
    ladder.failed("parsed", { sentence: "The challenge breaks the rules of its grammar", ms: null, evidence });
    return finding("malformed-challenge", 401);
  }
  const names = [...(digests[0]?.parameters.keys() ?? [])];
  ladder.done("parsed", { sentence: `${amountInWords(names.length, "parameter")}, no errors`, ms: null, evidence });
  const asked = (name: string): string => fromWire(digests[0]?.parameters.get(name) ?? "");
  if (problem === "unsupported-algorithm") {
    const named = asked("algorithm");
    const sentence = named === "" ? "The algorithm is empty" : `The algorithm ${named} is not known`;
    ladder.failed("algorithm", { sentence, ms: null, evidence });
    return finding("unsupported-algorithm", 401, asked("algorithm"));
  }
  if (problem === "unsupported-qop") {
    ladder.failed("algorithm", { sentence: `qop ${asked("qop")} is not known`, ms: null, evidence });
    return finding("unsupported-qop", 401, asked("qop"));
  }
  if (challenge !== null) ladder.done("algorithm", { sentence: methodOf(challenge), ms: null, evidence });
  return null;
}

function methodOf({ algorithm, qop }: DigestChallenge): string {
  const hash = algorithm.session ? `${algorithm.hash}-sess` : algorithm.hash;
  return qop === null ? `${hash}, no qop, as in RFC 2069` : `${hash}, qop ${qop}`;
}

function titleCase(scheme: string): string {
  return scheme.charAt(0).toUpperCase() + scheme.slice(1);
}
