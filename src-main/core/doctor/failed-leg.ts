import type { RungName, VerdictCode } from "#shared/doctor-names.ts";
import type { ExchangeFailure, ExchangeFailureCode, Leg } from "#shared/http/exchange.ts";
import { factEvidence } from "./evidence.ts";
import { climbOwnAnswer } from "./own-answer.ts";
import { finding, type Finding } from "./finding.ts";
import { climbConnection } from "./first-answer.ts";
import type { Ladder } from "./ladder.ts";

const verdicts: Readonly<Record<ExchangeFailureCode, VerdictCode>> = {
  "name-not-found": "name-not-found",
  refused: "refused",
  unreachable: "unreachable",
  "timed-out": "timed-out",
  "tls-untrusted": "tls-untrusted",
  "tls-expired": "tls-expired",
  "tls-failed": "tls-failed",
  "not-http": "not-http",
  "broken-head": "broken-head",
  "unrequested-upgrade": "unrequested-upgrade",
  "connection-lost": "connection-lost",
  "state-unknown": "connection-lost",
  cancelled: "connection-lost",
  "invalid-challenge": "unexpected-answer",
  "too-large": "unexpected-answer",
};

const sentences: Readonly<Partial<Record<VerdictCode, string>>> = {
  refused: "Nobody listens on this port",
  unreachable: "There is no way to it from here",
  "timed-out": "Nothing was heard for the whole time-out",
  "tls-untrusted": "The certificate is not trusted",
  "tls-expired": "The certificate has expired",
  "tls-failed": "No encrypted connection could be made",
  "not-http": "What came back is not HTTP",
  "broken-head": "The response breaks the rules of HTTP",
  "unrequested-upgrade": "The server switched to another protocol",
  "connection-lost": "The connection was closed before an answer came",
};

/** The rung at which a leg without an answer ended. `leg` undefined: not even one was begun. */
export function climbFailure(ladder: Ladder, leg: Leg | undefined, failure: ExchangeFailure, secure: boolean): Finding {
  const code = verdicts[failure.code];
  if (leg !== undefined && leg.digest === null) climbConnection(ladder, leg, secure);
  if (leg !== undefined && leg.digest !== null) climbOwnAnswer(ladder, leg, { number: 2, of: 2 });
  ladder.failed(rungOf(code, leg, secure), {
    sentence: sentences[code] ?? failure.message,
    ...(leg === undefined ? {} : { ms: leg.timings.total }),
    evidence: factEvidence(["What happened", failure.message], ["The system’s words", failure.detail]),
  });
  return finding(code, null, failure.detail);
}

function rungOf(code: VerdictCode, leg: Leg | undefined, secure: boolean): RungName {
  if (leg !== undefined && leg.digest !== null) return "server-verdict";
  if (code === "name-not-found") return "name-lookup";
  if (leg === undefined || leg.timings.connect === null) return "connect";
  return secure && leg.timings.tls === null ? "tls" : "http";
}
