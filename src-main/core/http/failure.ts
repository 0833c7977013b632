import type { ExchangeFailure, ExchangeFailureCode } from "#shared/http/exchange.ts";
import type { WireText } from "../digest/wire-text.ts";
import type { HeadViolation } from "./head-line-rules.ts";

/** What was being attempted when it failed. */
export interface FailedRequest {
  /** `host:port` as shown to the user. */
  readonly server: string;
  readonly method: string;
  /** A write that may have reached the server, so it is unknown whether it was executed. */
  readonly writeMayHaveArrived: boolean;
  /** How far it had come. Absent when no response had arrived. */
  readonly reached?: Reached;
}

/** How far a request and its response had come when they ended early. `body`: some bytes of the body are kept. */
export const reaches = ["nothing-sent", "no-response", "head", "body"] as const;
export type Reached = (typeof reaches)[number];

/** What remains of a response that ended early, for each state that it can have been in. */
export function keptWords(reached: Reached): string {
  switch (reached) {
    case "nothing-sent":
      return "Nothing was sent.";
    case "no-response":
      return "No response had arrived.";
    case "head":
      return "The head of the response had arrived, and nothing of its body.";
    case "body":
      return "What had arrived is kept.";
  }
}

/** Nothing was received for the duration of the connection's idle time-out. */
export class IdleTimeoutError extends Error {
  override readonly name = "IdleTimeoutError";
  readonly code = "IDLE_TIMEOUT";
}

/** The head of a response began and was never completed, although bytes kept coming. */
export class SlowHeadError extends Error {
  override readonly name = "SlowHeadError";
  readonly code = "SLOW_HEAD";

  constructor(milliseconds: number) {
    super(`the head of the response was not complete ${milliseconds / 1_000} s after its first byte`);
  }
}

/** The head of a response breaks a rule, so that it cannot be read without guessing. */
export class BrokenHeadError extends Error {
  override readonly name = "BrokenHeadError";
  readonly code: "NOT_HTTP" | "BROKEN_HEAD";
  readonly violation: HeadViolation;
  readonly received: WireText;

  constructor(violation: HeadViolation, received: WireText) {
    super(violation.reason);
    this.violation = violation;
    this.received = received;
    this.code = received.startsWith("HTTP/") ? "BROKEN_HEAD" : "NOT_HTTP";
  }
}

/** The body of a response breaks a rule: nothing after that can be read. */
export class BrokenBodyError extends Error {
  override readonly name = "BrokenBodyError";
  readonly code = "BROKEN_BODY";
}

/** The server switched to another protocol although no upgrade had been requested (RFC 9110 §7.8). */
export class UnrequestedUpgradeError extends Error {
  override readonly name = "UnrequestedUpgradeError";
  readonly code = "UNREQUESTED_UPGRADE";
}

/** The user has not yet been asked about an address of the host, so no connection was made. */
export class RefusedAddressError extends Error {
  override readonly name = "RefusedAddressError";
  readonly code = "REFUSED_ADDRESS";
  readonly address: string;

  constructor(address: string) {
    super(`${address} was not connected to`);
    this.address = address;
  }
}

/** The user cancelled. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
  readonly code = "CANCELLED";
}

const codes: Readonly<Record<string, ExchangeFailureCode>> = {
  ENOTFOUND: "name-not-found",
  EAI_AGAIN: "name-not-found",
  EAI_FAIL: "name-not-found",
  EAI_NODATA: "name-not-found",
  EAI_NONAME: "name-not-found",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EACCES: "unreachable",
  EPERM: "unreachable",
  ETIMEDOUT: "timed-out",
  IDLE_TIMEOUT: "timed-out",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls-untrusted",
  CERT_HAS_EXPIRED: "tls-expired",
  HOSTNAME_MISMATCH: "tls-untrusted",
  INVALID_CA: "tls-untrusted",
  INVALID_PURPOSE: "tls-untrusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-untrusted",
  EPROTO: "tls-failed",
  NOT_HTTP: "not-http",
  BROKEN_HEAD: "broken-head",
  BROKEN_BODY: "broken-head",
  UNREQUESTED_UPGRADE: "unrequested-upgrade",
  SLOW_HEAD: "slow-head",
  BACKSTOP: "ended-by-application",
  CANCELLED: "cancelled",
};

/** Classifies an error of node:net, node:tls or node:http. `secure`: the TLS handshake was not complete. */
export function failureCodeOf(error: unknown, handshaking: boolean): ExchangeFailureCode {
  const code = errorCode(error);
  const known = codes[code];
  if (known !== undefined) return known;
  if (code.startsWith("HPE_")) return "not-http";
  if (code.startsWith("CERT_")) return "tls-untrusted";
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") || handshaking) return "tls-failed";
  return "connection-lost";
}

/** The most informative failure of a host with several addresses comes first: a host that refuses is reachable. */
const mostTelling: readonly ExchangeFailureCode[] = ["refused", "unreachable", "timed-out"];

/** The code of a Node error. When several addresses failed, it is that of the most informative failure. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const found = error.errors.map((each: unknown) => errorCode(each));
    for (const wanted of mostTelling) {
      const code = found.find((each) => codes[each] === wanted);
      if (code !== undefined) return code;
    }
    return found[0] ?? "";
  }
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** A failure in words for the user: what happened, why, and what to do. */
export function describeFailure(
  cause: ExchangeFailureCode,
  { server, method, writeMayHaveArrived, reached = "no-response" }: FailedRequest,
  detail: string,
): ExchangeFailure {
  const unknown = `The ${method} may have been carried out. Look at the data before sending it again.`;
  if (writeMayHaveArrived && cause !== "cancelled") {
    const whatHappened = (unknownAfter[cause] ?? connectionLost)(server);
    const message = `State unknown: ${whatHappened} after the ${method} was sent.`;
    const advice = cause === "ended-by-application" ? `${unknown} ${reportIt}` : unknown;
    return { code: "state-unknown", message, advice, detail };
  }
  const [message, advice] = sentences(cause, server, reached);
  return { code: cause, message, advice: writeMayHaveArrived ? unknown : advice, detail };
}

const connectionLost = (server: string): string => `the connection to ${server} was lost`;

/** What happened when a write was sent and no response could be read, for the codes that carry more detail. */
const unknownAfter: Readonly<Partial<Record<ExchangeFailureCode, (server: string) => string>>> = {
  "timed-out": (server) => `${server} did not answer in time`,
  "slow-head": (server) => `${server} began a response and did not complete its head`,
  "ended-by-application": () => "the application ended the request itself because it showed no more activity",
  "unrequested-upgrade": (server) => `${server} switched to another protocol`,
  "broken-head": (server) => `${server} sent a response that breaks the rules of HTTP`,
  "not-http": (server) => `${server} sent something that is not HTTP`,
};

const reportIt = "This is a fault of the application: report it with a support bundle.";

/** The response had begun and then nothing more was received. */
export function describeBrokenBody(server: string, reached: Reached): ExchangeFailure {
  return {
    code: "timed-out",
    message: `The answer of ${server} stopped: nothing more was heard for the whole time-out.`,
    advice: `${keptWords(reached)} Send again, or set a longer time-out in the connection.`,
    detail: "",
  };
}

/** The documents engine did not accept a piece of the body. */
export function describeStuckBody(server: string, reached: Reached): ExchangeFailure {
  return {
    code: "ended-by-application",
    message: `The application ended this request to ${server} itself, because the response could not be stored.`,
    advice: `${keptWords(reached)} Check the disk. If it responds: ${reportIt.charAt(0).toLowerCase()}${reportIt.slice(1)}`,
    detail: "",
  };
}

function sentences(
  code: ExchangeFailureCode,
  server: string,
  reached: Reached,
): readonly [message: string, advice: string] {
  switch (code) {
    case "name-not-found":
      return [
        `No connection to ${server}: the name was not found.`,
        "Check the host name in the connection, and whether this computer is online.",
      ];
    case "refused":
      return [
        `No connection to ${server}: the server refused it.`,
        "Check the port in the connection, and whether the server is running.",
      ];
    case "unreachable":
      return [
        `No connection to ${server}: there is no way to it from here.`,
        "Check the network, a VPN, or a firewall on the way.",
      ];
    case "timed-out":
      return [
        `No answer from ${server}: nothing was heard for the whole time-out.`,
        "Try again, or set a longer time-out in the connection.",
      ];
    case "tls-untrusted":
      return [
        `No connection to ${server}: its certificate is not trusted.`,
        "Nothing was sent. Check the host name, the date of this computer, or ask the server's owner.",
      ];
    case "tls-expired":
      return [
        `No connection to ${server}: its certificate has expired.`,
        "Nothing was sent. Check the date of this computer, or ask the server's owner to renew the certificate.",
      ];
    case "tls-failed":
      return [
        `No connection to ${server}: no encrypted connection could be made.`,
        "Nothing was sent. Check whether the port speaks https.",
      ];
    case "not-http":
      return [
        `The response of ${server} is not HTTP.`,
        "Something other than a web server may use this port. The detail shows what came. Check the port in the connection.",
      ];
    case "broken-head":
      return [
        `The response of ${server} breaks the rules of HTTP.`,
        "A web server answers, but its response cannot be read without guessing. The detail names the rule and the line: show it to the server's owner.",
      ];
    case "unrequested-upgrade":
      return [
        `${server} switched to another protocol without being asked.`,
        "HTTP does not allow that (RFC 9110 §7.8). Check the port in the connection, or show this to the server's owner.",
      ];
    case "slow-head":
      return [
        `The response of ${server} began, but its head was never complete.`,
        "The server sends it in very small pieces. The detail shows what arrived. Try again, or set a longer time-out in the connection.",
      ];
    case "ended-by-application":
      return [
        `The application ended this request to ${server} itself, because it showed no more activity and its time-out did not end it.`,
        reportIt,
      ];
    case "connection-lost":
      return [`The connection to ${server} was lost before an answer came.`, "Try again."];
    case "state-unknown":
      return [`The connection to ${server} was lost after the request was sent.`, "Look before sending it again."];
    case "cancelled":
      return ["Cancelled.", keptWords(reached)];
    case "invalid-challenge":
      return [
        `The request was not sent: ${server} gave no challenge to sign it for.`,
        "A write is never sent without a login. Check that the address takes this method.",
      ];
    case "too-large":
      return [
        `The answer of ${server} was stopped: it unpacks to far more than it is.`,
        `${reached === "body" ? "What was unpacked so far is kept." : "Nothing of it was unpacked."} Ask for a smaller part, or without Accept-Encoding.`,
      ];
  }
}
