import type { StepName, VerdictCode } from "#shared/doctor-names.ts";
import type { ExchangeFailure, ExchangeFailureCode, Leg } from "#shared/http/exchange.ts";
import { parseOrigin } from "../http/origin.ts";
import type { Clock } from "../ports.ts";
import { describeBrokenHead } from "./broken-head.ts";
import { factEvidence } from "./evidence.ts";
import { recordOwnResponse } from "./own-response.ts";
import { finding, type Finding } from "./finding.ts";
import { recordConnection } from "./first-response.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { Cancelled } from "./probe.ts";
import { codeOf } from "./shown-value.ts";
import { explainTls, plainHttp, type TlsExplanation } from "./tls/explain-tls.ts";
import { lookAtTls, type TlsSighting } from "./tls/look-at-tls.ts";

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
  "slow-head": "unexpected-answer",
  "ended-by-application": "unexpected-answer",
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
  "tls-not-yet-valid": "The certificate is not valid yet",
  "client-certificate-wanted": "The server requires a client certificate",
  "tls-failed": "No encrypted connection could be made",
  "https-expected": "The port speaks TLS, not plain http",
  "not-http": "What came back is not HTTP",
  "broken-head": "The response breaks the rules of HTTP",
  "unrequested-upgrade": "101: another protocol, which was not asked for",
  "connection-lost": "The connection was closed before an answer came",
};

/** Failures whose own message is more specific than their verdict. */
const ownSentences: ReadonlySet<ExchangeFailureCode> = new Set(["slow-head", "ended-by-application"]);

export interface FailedLegParts {
  readonly diagnosis: Diagnosis;
  readonly clock: Pick<Clock, "now">;
  readonly signal: AbortSignal;
  readonly origin: string;
  readonly idleTimeoutMs: number;
  /** Whether the port responds to plain http: one request without a login, for `/`. */
  readonly speaksHttp: () => Promise<boolean>;
}

/** Milliseconds within which a TLS server responds to the beginning of a handshake. */
const maxWaitAfterSilence = 3_000;

/** How far the failed leg came. */
interface LegState {
  readonly signed: boolean;
  /** The port accepted the connection, but no byte was received. */
  readonly isConnected: boolean;
  /** TLS had begun but was not complete. */
  readonly isHandshaking: boolean;
}

type Explanation = TlsExplanation & { readonly sighting: TlsSighting | null };

/**
 * Records the step at which a leg without a response ended. `leg` undefined: no leg was begun. When TLS may be the
 * reason, one more handshake, on which nothing is sent, finds out. Throws `Cancelled`.
 */
export async function recordFailedLeg(
  parts: FailedLegParts,
  leg: Leg | undefined,
  failure: ExchangeFailure,
): Promise<Finding> {
  const { diagnosis, origin } = parts;
  const secure = origin.startsWith("https:");
  const signed = leg !== undefined && leg.digest !== null;
  if (leg !== undefined && !signed) recordConnection(diagnosis, leg, secure);
  if (leg !== undefined && signed) recordOwnResponse(diagnosis, leg, { number: 2, of: 2 });
  const isConnected = leg !== undefined && leg.timings.connect !== null && leg.timings.firstByte === null;
  const isHandshaking = secure && isConnected && leg.timings.tls === null;
  const { code, detail, sighting } = await explain(parts, failure, { signed, isConnected, isHandshaking });
  diagnosis.failed(stepOfLeg(code, leg, secure), {
    sentence: ownSentences.has(failure.code) ? failure.message : (sentences[code] ?? failure.message),
    ...(leg === undefined ? {} : { ms: leg.timings.total }),
    evidence: factEvidence(
      ["What happened", failure.message],
      ...(failure.detail === "" ? [] : [["The system’s words", failure.detail] as const]),
      ...(sighting === null ? [] : factsOf(sighting)),
    ),
  });
  return finding(code, null, detail, { signed });
}

async function explain(
  parts: FailedLegParts,
  failure: ExchangeFailure,
  { signed, isConnected, isHandshaking }: LegState,
): Promise<Explanation> {
  const code = verdicts[failure.code];
  const unexplained = { code, detail: describe(code, failure), sighting: null };
  const { secure, hostname, port } = parseOrigin(parts.origin);
  const tlsFailed = code.startsWith("tls-");
  // Some TLS servers wait for more bytes than plain http sends.
  const isSilent = code === "timed-out" && !secure && !signed && isConnected;
  if (code === "timed-out" && isHandshaking && (await parts.speaksHttp())) return { ...plainHttp, sighting: null };
  if (signed || (!tlsFailed && !isSilent && code !== "connection-lost" && code !== "not-http")) return unexplained;

  const idleTimeoutMs = isSilent ? Math.min(parts.idleTimeoutMs, maxWaitAfterSilence) : parts.idleTimeoutMs;
  const place = { hostname, port, idleTimeoutMs, signal: parts.signal };
  const look = async (maxVersion?: "TLSv1.2"): Promise<TlsSighting> => {
    const sighting = await lookAtTls(place, maxVersion);
    if (parts.signal.aborted) throw new Cancelled();
    return sighting;
  };
  const first = await look();
  if (!secure) {
    if (first.speaks !== "tls") return unexplained;
    const detail = first.certificate === null ? "It sent a TLS alert." : "It answered a TLS handshake.";
    return { code: "https-expected", detail, sighting: first };
  }
  const about = { problem: failure.detail, hostname, now: parts.clock.now() };
  const explained = explainTls(first, about);
  if (first.speaks !== "tls" && first.speaks !== "http" && isHandshaking && (await parts.speaksHttp())) {
    return { ...plainHttp, sighting: first };
  }
  const certain = explained !== null && (explained.code !== "tls-failed" || first.speaks === "http");
  if (certain) return { ...explained, sighting: first };
  // Up to TLS 1.2 it is visible whether the server asks for a client certificate.
  const second = await look("TLSv1.2");
  const asked = second.asksForCertificate ? explainTls(second, about) : null;
  if (asked !== null) return { ...asked, sighting: second };
  return explained === null ? unexplained : { ...explained, sighting: first };
}

/** What the failure adds to its verdict. */
function describe(code: VerdictCode, failure: ExchangeFailure): string {
  if (code === "broken-head") return describeBrokenHead(failure);
  if (failure.code === "slow-head") return "the head of its response began and was never complete";
  if (failure.code === "ended-by-application")
    return "the application ended the request itself, because of its own fault";
  if (code !== "unrequested-upgrade") return "";
  const [, protocol = ""] = /, upgrade: ([^,]+)/iu.exec(failure.detail) ?? [];
  return protocol.trim() === "" ? "" : `It named ${codeOf(protocol, "none")}.`;
}

function factsOf({ certificate, distrust, problem }: TlsSighting): (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [];
  if (certificate !== null) {
    const { subject, issuer, names, validFrom, validTo } = certificate;
    const date = (milliseconds: number): string =>
      Number.isNaN(milliseconds) ? "unreadable" : new Date(milliseconds).toISOString();
    facts.push([
      "Certificate of the server",
      [
        `subject ${subject}`,
        `issuer ${issuer}`,
        `names ${names.join(", ")}`,
        `valid from ${date(validFrom)}`,
        `valid to ${date(validTo)}`,
      ].join("\n"),
    ]);
  }
  if (distrust !== "") facts.push(["Why it is not trusted", distrust]);
  if (problem !== "") facts.push(["The TLS library reports", problem]);
  return facts;
}

function stepOfLeg(code: VerdictCode, leg: Leg | undefined, secure: boolean): StepName {
  if (leg !== undefined && leg.digest !== null) return "server-verdict";
  if (code === "name-not-found") return "name-lookup";
  if (leg === undefined || leg.timings.connect === null) return "connect";
  if (code === "client-certificate-wanted") return "tls";
  return secure && leg.timings.tls === null ? "tls" : "http";
}
