import type { Leg } from "#shared/http/exchange.ts";
import { firstHeader } from "#shared/http/headers.ts";
import { climbChallenge } from "./challenge-rungs.ts";
import { legEvidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
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
