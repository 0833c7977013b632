import type { Leg } from "#shared/http/exchange.ts";
import { firstHeader } from "#shared/http/headers.ts";
import { checkChallenge } from "./challenge-steps.ts";
import { legEvidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { findingOfStatus } from "./status-finding.ts";

const trusted = "Encrypted, the certificate is trusted";
const unused = "Not used: the base URL is http";
const firstLeg = { number: 1, of: 2 } as const;

/** The steps decided by the response to the request without a login. null: a login can be tried. */
export function checkFirstResponse(
  diagnosis: Diagnosis,
  leg: Leg,
  at: { readonly origin: string; readonly now: number },
): Finding | null {
  recordConnection(diagnosis, leg, at.origin.startsWith("https:"));
  if (leg.status === null) return null;
  const { timings } = leg;
  const software = firstHeader(leg.responseHeaders, "server");
  diagnosis.done("http", {
    sentence: [`HTTP/${leg.httpVersion}`, software].filter(Boolean).join(", "),
    ms: since(timings.firstByte, timings.tls ?? timings.connect),
    evidence: legEvidence(leg, { ...firstLeg, received: ["start", "server"] }),
  });
  return checkFirst401(diagnosis, leg, at) ?? checkChallenge(diagnosis, leg);
}

/** The request was sent, so a connection exists; how long each step took is known from the leg. */
export function recordReached(diagnosis: Diagnosis, secure: boolean): void {
  diagnosis.done("connect", { sentence: "The port answered" });
  if (secure) diagnosis.done("tls", { sentence: trusted });
  else diagnosis.skipped("tls", unused);
}

/** Connect and TLS, as far as the leg came. */
export function recordConnection(diagnosis: Diagnosis, { timings }: Leg, secure: boolean): void {
  if (timings.connect === null) return;
  diagnosis.done("connect", { sentence: "The port answered", ms: since(timings.connect, timings.lookup) });
  if (!secure) diagnosis.skipped("tls", unused);
  else if (timings.tls !== null) {
    diagnosis.done("tls", { sentence: trusted, ms: since(timings.tls, timings.connect) });
  }
}

function since(end: number | null, start: number | null): number | null {
  return end === null ? null : Math.max(0, end - (start ?? 0));
}

function checkFirst401(
  diagnosis: Diagnosis,
  leg: Leg,
  at: { readonly origin: string; readonly now: number },
): Finding | null {
  const status = leg.status ?? 0;
  const ms = leg.timings.total;
  if (status === 401) {
    const evidence = legEvidence(leg, { ...firstLeg, received: ["start"] });
    diagnosis.done("first-401", { sentence: "Asked without a login, as expected", ms, evidence });
    return null;
  }
  const received = ["start", "location", "retry-after"];
  diagnosis.failed("first-401", {
    sentence: `${status} instead of a 401: no login was asked for`,
    ms,
    evidence: legEvidence(leg, { ...firstLeg, received }),
  });
  return findingOfStatus(leg, { ...at, signed: false });
}
