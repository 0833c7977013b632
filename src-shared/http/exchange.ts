import { z } from "zod";
import { documentSummary } from "../documents.ts";
import { headerPair } from "./headers.ts";

/** HTTP methods of the Rezora API. */
export const method = z.enum(["GET", "POST", "PUT", "DELETE"]);
export type Method = z.infer<typeof method>;

/** Response formats the API can be asked for by a suffix of the URI. */
export const formatSuffix = z.enum(["", "json", "xml", "csv"]);
export type FormatSuffix = z.infer<typeof formatSuffix>;

/**
 * What the user wants to send.
 *
 * `designator` is the path after the version without suffix (`contacts/123456`). One that starts with `/`
 * is a request-target of its own on the connection's origin: the way to follow a redirect or to reach what
 * the catalogue lacks. A query may follow `?`. The code that fills in an id percent-encodes it.
 */
export const requestSpec = z.strictObject({
  connectionId: z.string().max(100),
  method,
  designator: z.string().min(1).max(8_192),
  suffix: formatSuffix,
  /** null: the header is not sent. */
  accept: z.string().max(1_024).nullable(),
  /** null: the header is not sent. The API asks for it on every method. */
  contentType: z.string().max(1_024).nullable(),
  headers: z.array(headerPair).max(100),
  body: z.string().max(1_048_576).nullable(),
});
export type RequestSpec = z.infer<typeof requestSpec>;

/** Where a digest parameter's value came from. */
export const parameterOrigin = z.enum(["challenge", "connection", "request-line", "made-here", "counted", "computed"]);
export type ParameterOrigin = z.infer<typeof parameterOrigin>;

/** One parameter of an Authorization header in the order sent. A masked value crosses the bridge as null. */
export const digestParameter = z.strictObject({
  name: z.string(),
  value: z.string().nullable(),
  quoted: z.boolean(),
  origin: parameterOrigin,
  note: z.string(),
});
export type DigestParameter = z.infer<typeof digestParameter>;

/**
 * How the response of one leg was computed (RFC 7616 §3.4.1), without anything derived from the password:
 * HA1 and the response never leave the main process, so they are not part of this type.
 */
export const digestDerivation = z.strictObject({
  hash: z.enum(["MD5", "SHA-256", "SHA-512-256"]),
  session: z.boolean(),
  userName: z.string(),
  realm: z.string(),
  nonce: z.string(),
  cnonce: z.string().nullable(),
  nc: z.string().nullable(),
  qop: z.enum(["auth", "auth-int"]).nullable(),
  method: z.string(),
  uri: z.string(),
  ha2: z.string(),
  /** Length of HA1 and response in hex digits, for masks that say what kind of value is hidden. */
  hexDigits: z.number().int(),
  /** The response was computed a second time by independent code and was equal. */
  selfChecked: z.boolean(),
});
export type DigestDerivation = z.infer<typeof digestDerivation>;

/** Milliseconds from the start of the leg; null when the phase did not happen (reused connection, plain http). */
export const legTimings = z.strictObject({
  lookup: z.number().nullable(),
  connect: z.number().nullable(),
  tls: z.number().nullable(),
  firstByte: z.number().nullable(),
  total: z.number(),
});
export type LegTimings = z.infer<typeof legTimings>;

export const legPurpose = z.enum(["ask", "fetch-challenge", "answer", "signed", "retry"]);
export type LegPurpose = z.infer<typeof legPurpose>;

/** One wire request of an exchange. Header values that are secret (response, cookies) are masked with `•`. */
export const leg = z.strictObject({
  purpose: legPurpose,
  method: z.string(),
  requestTarget: z.string(),
  httpVersion: z.string(),
  requestHeaders: z.array(headerPair),
  requestBodyBytes: z.number().int(),
  /** null: no status line came. */
  status: z.number().int().nullable(),
  reason: z.string(),
  responseHeaders: z.array(headerPair),
  timings: legTimings,
  socketReused: z.boolean(),
  /** What is broken in the challenge that was read from this response, a sentence each; absent where it is sound. */
  challengeDamage: z.array(z.string()).optional(),
  digest: z.strictObject({ parameters: z.array(digestParameter), derivation: digestDerivation }).nullable(),
});
export type Leg = z.infer<typeof leg>;

/** Why there is no usable response. Stable; `ExchangeFailure.message` has the sentence for it. */
export const exchangeFailureCode = z.enum([
  "name-not-found",
  "refused",
  "unreachable",
  "timed-out",
  "tls-untrusted",
  "tls-expired",
  "tls-failed",
  /** The received bytes do not begin like an HTTP response. */
  "not-http",
  /** HTTP whose head breaks a rule or a limit, so that it cannot be read without guessing. */
  "broken-head",
  /** A 101 that nobody asked for (RFC 9110 §7.8). */
  "unrequested-upgrade",
  /** The head of the response began, and bytes kept coming without completing it. */
  "slow-head",
  /** The backstop ended the request: nothing else could end it any more. */
  "ended-by-application",
  "connection-lost",
  "state-unknown",
  "cancelled",
  "invalid-challenge",
  "too-large",
]);
export type ExchangeFailureCode = z.infer<typeof exchangeFailureCode>;

export const exchangeFailure = z.strictObject({
  code: exchangeFailureCode,
  message: z.string(),
  advice: z.string(),
  detail: z.string(),
});
export type ExchangeFailure = z.infer<typeof exchangeFailure>;

/** What the digest engine concluded about the login. */
export const loginVerdict = z.enum([
  "accepted",
  "not-asked",
  "credentials-rejected",
  /** The credentials were proven before: this account may not use this resource. */
  "not-permitted",
  /** The credentials were proven before, and a resource of their own level refuses them now. */
  "refused-since",
  "nonce-loop",
  "no-challenge",
  "basic-only",
  "malformed-challenge",
  "unsupported-algorithm",
  "unsupported-qop",
  "no-password",
  "none",
]);
export type LoginVerdict = z.infer<typeof loginVerdict>;

export const redirectTarget = z.strictObject({
  location: z.string(),
  /** Request-target to send when the user chooses to follow; null when following is refused. */
  requestTarget: z.string().nullable(),
  /** The https origin of the same host, when a request over http is redirected there; null otherwise. */
  secureOrigin: z.string().nullable(),
  /** One plain sentence: where it leads, or why it is not followed. */
  explanation: z.string(),
});
export type RedirectTarget = z.infer<typeof redirectTarget>;

/** One user action: every wire request made for it, and the final response. A 4xx or 5xx is a result. */
export const exchange = z.strictObject({
  exchangeId: z.string(),
  request: requestSpec,
  /** Absolute URL of the final request, without credentials. */
  url: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  totalMs: z.number(),
  legs: z.array(leg),
  status: z.number().int().nullable(),
  reason: z.string(),
  failure: exchangeFailure.nullable(),
  login: loginVerdict,
  /** Warnings that do not make the response unusable, for example "server not proven" (rspauth differs). */
  warnings: z.array(z.string()),
  redirect: redirectTarget.nullable(),
  document: documentSummary.nullable(),
});
export type Exchange = z.infer<typeof exchange>;

/** Sent at most ten times a second while an exchange runs. */
export const exchangeProgress = z.strictObject({
  exchangeId: z.string(),
  phase: z.enum(["connecting", "waiting", "receiving", "reading"]),
  wireRequests: z.number().int(),
  elapsedMs: z.number(),
  receivedBytes: z.number().int(),
  /** From Content-Length; null when the server does not send it. */
  expectedBytes: z.number().int().nullable(),
});
export type ExchangeProgress = z.infer<typeof exchangeProgress>;

/**
 * Records of a response that is still arriving, at most four times a second. Rows, records, lines and copies of
 * `document` can already be requested, by the same calls as later; they keep their positions while more arrive.
 * Its table is null when the body turned out not to be a list of records: nothing is shown before it is complete.
 */
export const documentGrowth = z.strictObject({ exchangeId: z.string(), document: documentSummary });
export type DocumentGrowth = z.infer<typeof documentGrowth>;
