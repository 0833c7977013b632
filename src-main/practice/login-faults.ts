import { apacheNotFound, apachePage } from "./apache-pages.ts";

/** What a login fault may know about a request. */
export interface LoginRequest {
  /** It has a Digest Authorization header, correct or not. */
  readonly signed: boolean;
  /** It has the session cookie. */
  readonly session: boolean;
  readonly target: string;
  /** Its nonce was issued on the same connection. */
  readonly nonceOfConnection: boolean;
  /** How many logins of this user have been accepted with this fault. */
  readonly acceptedBefore: number;
  /** Creates a fresh challenge like the API's. */
  readonly challenge: () => string;
}

/** A response instead of the API's. */
export interface LoginRefusal {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly page: string;
}

interface LoginFault {
  readonly summary: string;
  /** `let-in`: served whether or not the login is valid; null: as without a fault. */
  readonly answer: (request: LoginRequest) => LoginRefusal | "let-in" | null;
}

const refusal = (status: number, headers: LoginRefusal["headers"] = [], page = ""): LoginRefusal => ({
  status,
  headers,
  page,
});

/** A 401 with this challenge, or without one. */
const challenged = (challenge?: string): LoginRefusal =>
  refusal(401, challenge === undefined ? [] : [["WWW-Authenticate", challenge]]);

const onlyUnsigned =
  (answer: (request: LoginRequest) => LoginRefusal | "let-in"): LoginFault["answer"] =>
  (request) =>
    request.signed ? null : answer(request);

const onlySigned =
  (answer: (request: LoginRequest) => LoginRefusal): LoginFault["answer"] =>
  (request) =>
    request.signed ? answer(request) : null;

const retryAfter = ["Retry-After", "120"] as const;

/** Faults before the API itself handles the request. */
export const loginFaults = {
  "redirected-elsewhere": {
    summary: "another address is named instead of a login asked for",
    answer: ({ target }) => refusal(301, [["Location", `https://elsewhere.invalid${target}`]]),
  },
  "wrong-base-url": {
    summary: "a web server without the API: 404 on every path",
    answer: () => refusal(404, [], apacheNotFound),
  },
  "no-authentication-asked": {
    summary: "data are served without a login",
    answer: onlyUnsigned(() => "let-in"),
  },
  "no-challenge": {
    summary: "a 401 that does not say how to log in",
    answer: onlyUnsigned(() => challenged()),
  },
  "basic-only": {
    summary: "Basic is offered in place of Digest",
    answer: onlyUnsigned(() => challenged('Basic realm="Rezora API"')),
  },
  "malformed-challenge": {
    summary: "a challenge without a nonce",
    answer: onlyUnsigned(({ challenge }) => challenged(challenge().replace(/nonce="[^"]*",/u, ""))),
  },
  "damaged-challenge": {
    summary: "a challenge without commas and with one quote missing",
    answer: ({ signed, challenge }) =>
      signed ? null : challenged(challenge().replaceAll(",", " ").replace('"Rezora API"', '"Rezora API')),
  },
  "unsupported-algorithm": {
    summary: "a challenge with an algorithm nobody knows",
    answer: onlyUnsigned(({ challenge }) => challenged(`${challenge()},algorithm=SHA3-256`)),
  },
  "unsupported-qop": {
    summary: "a challenge with a qop nobody knows",
    answer: onlyUnsigned(({ challenge }) => challenged(challenge().replace('qop="auth"', 'qop="auth-conf"'))),
  },
  "odd-answer": {
    summary: "status 418 instead of a 401",
    answer: () => refusal(418),
  },
  "record-refused": {
    summary: "single records are refused to a login that is right",
    answer: ({ signed, target, challenge }) =>
      signed && /^\/v1\/[^/]+\/./u.test(target) ? challenged(challenge()) : null,
  },
  rejected: {
    summary: "every login is refused",
    answer: onlySigned(({ challenge }) => challenged(challenge())),
  },
  "rejected-without-challenge": {
    summary: "every login is refused, without a new challenge",
    answer: onlySigned(() => challenged()),
  },
  "refused-since": {
    summary: "three logins are accepted and all later ones refused, as after a changed password",
    answer: ({ signed, acceptedBefore, challenge }) => (signed && acceptedBefore >= 3 ? challenged(challenge()) : null),
  },
  "nonce-loop": {
    summary: "every nonce is called outdated",
    answer: onlySigned(({ challenge }) => challenged(`${challenge()},stale=true`)),
  },
  "nonce-of-connection": {
    summary: "a nonce is valid only on the connection that issued it",
    answer: ({ signed, nonceOfConnection, challenge }) =>
      signed && !nonceOfConnection ? challenged(challenge()) : null,
  },
  "other-challenge": {
    summary: "a login is answered with the challenge of another site",
    answer: onlySigned(({ challenge }) => challenged(challenge().replace('"Rezora API"', '"Other site"'))),
  },
  "signed-request-refused": {
    summary: "status 400 for a login, as behind a proxy that rewrites addresses",
    answer: onlySigned(() => refusal(400, [], apachePage("400 Bad Request", "Your browser sent a bad request."))),
  },
  "client-certificate-wanted": {
    summary: "status 400 because a client certificate is missing",
    answer: () => refusal(400, [], apachePage("400 Bad Request", "No required SSL certificate was sent.")),
  },
  forbidden: {
    summary: "status 403 for everybody",
    answer: () => refusal(403, [], apachePage("403 Forbidden", "You don't have permission to access this resource.")),
  },
  "forbidden-after-login": {
    summary: "status 403 for a login",
    answer: onlySigned(() => refusal(403, [], apachePage("403 Forbidden", "You don't have permission."))),
  },
  locked: {
    summary: "status 423 for a login, as after too many wrong ones",
    answer: onlySigned(() => refusal(423, [], apachePage("423 Locked", "The account is locked."))),
  },
  "rate-limited": {
    summary: "status 429 with Retry-After for a login",
    answer: onlySigned(() => refusal(429, [retryAfter], apachePage("429 Too Many Requests", "Slow down."))),
  },
  "proxy-login": {
    summary: "status 407 from a proxy",
    answer: () => refusal(407, [["Proxy-Authenticate", 'Basic realm="Office"']]),
  },
  "captive-portal": {
    summary: "status 511 from a network that wants a sign-in",
    answer: () => refusal(511, [], apachePage("511 Network Authentication Required", "Sign in to the guest network.")),
  },
  "bad-gateway": {
    summary: "status 502 from a gateway",
    answer: () => refusal(502, [], apachePage("502 Bad Gateway", "The proxy got an invalid response.")),
  },
  "web-page": {
    summary: "status 200 and a sign-in page for a login",
    answer: onlySigned(() => refusal(200, [], "<!doctype html><title>Sign in</title><form></form>")),
  },
  "error-before-login": {
    summary: "status 500 instead of a 401",
    answer: () => refusal(500, [], apachePage("500 Internal Server Error", "The server encountered an error.")),
  },
  maintenance: {
    summary: "status 503 with Retry-After",
    answer: () => refusal(503, [retryAfter], apachePage("503 Service Unavailable", "Down for maintenance.")),
  },
  "maintenance-after-login": {
    summary: "status 503 for a login",
    answer: onlySigned(() => refusal(503, [retryAfter], apachePage("503 Service Unavailable", "Too much load."))),
  },
  "session-ghost": {
    summary: "only the session cookie lets in, whatever the login",
    answer: ({ signed, session, challenge }) => (signed ? (session ? "let-in" : challenged(challenge())) : null),
  },
  "session-blocks": {
    summary: "a login is refused as soon as it brings the session cookie",
    answer: ({ signed, session, challenge }) => (signed && session ? challenged(challenge()) : null),
  },
  "session-alone": {
    summary: "a session cookie alone lets in, without a login",
    answer: ({ signed, session }) => (!signed && session ? "let-in" : null),
  },
} as const satisfies Readonly<Record<string, LoginFault>>;

export type LoginFaultName = keyof typeof loginFaults;
