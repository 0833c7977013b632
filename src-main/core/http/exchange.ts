import type { Agent, IncomingMessage } from "node:http";
import type { ExchangeFailure, Leg, LegPurpose, Method } from "#shared/http/exchange.ts";
import { isLinkLocal } from "#shared/rezora/link-local.ts";
import { firstHeader, headerValues, type HeaderPair } from "#shared/http/headers.ts";
import type { Credentials } from "../digest/answer.ts";
import type { NonceUse } from "../digest/session.ts";
import { fromWire, toWire, type WireText } from "../digest/wire-text.ts";
import type { Backstop, Watch } from "../backstop.ts";
import type { Clock } from "../ports.ts";
import { drainBody } from "./body.ts";
import { checkOrigin } from "./bound-credentials.ts";
import { selectChallenge } from "../digest/challenge-selection.ts";
import { ExchangeCookies } from "./cookies.ts";
import { describeFailure, failureCodeOf, RefusedAddressError, type Reached } from "./failure.ts";
import { linkLocalNotAcknowledged } from "./link-local-refusal.ts";
import { WireLeg } from "./leg.ts";
import type { LegFailure, ResponseHead } from "./leg-types.ts";
import { maskHeaders, secretsIn } from "./mask.ts";
import type { Origin } from "./origin.ts";
import type { SeenSecret } from "./seen-secrets.ts";
import type { SendOptions, SendProgress } from "./send-contract.ts";
import type { CookiePlace } from "./set-cookie.ts";
import { signRequest, type Signature } from "./signature.ts";

/** The maximum number of wire requests for one user action, whatever the server responds. */
const maxWireRequests = 3;

/** What to send next within an exchange. */
export interface LegPlan {
  readonly purpose: LegPurpose;
  readonly method: Method;
  /** A target that differs from the request's, for a challenge that the request does not bring itself. */
  readonly requestTarget?: string;
  /** Signs the leg; null sends it without a login. */
  readonly login: { readonly credentials: Credentials; readonly use: NonceUse } | null;
  readonly onWritten: () => void;
}

export interface LegAnswer {
  readonly failure: null;
  readonly head: ResponseHead;
  readonly incoming: IncomingMessage;
  readonly signature: Signature | null;
  readonly wire: WireLeg;
  /** Writes the leg's final timing into its record. */
  readonly finish: () => void;
}
export type LegReply = LegAnswer | { readonly failure: ExchangeFailure; readonly repeatable: boolean };

export type CheckedRequest = Omit<SendOptions, "origin" | "body"> & {
  readonly origin: Origin;
  readonly body: Uint8Array;
};

export function isWrite(method: Method): boolean {
  return method !== "GET";
}

/**
 * The wire side of one user action: sends legs, and keeps their records and the cookies between them.
 * It does not interpret responses: the handshake does.
 */
export class WireExchange {
  readonly request: CheckedRequest;
  readonly legs: Leg[] = [];
  /** Used by this exchange alone: the next leg uses the same socket while the server keeps it open. */
  readonly #agent: Agent;
  readonly #clock: Clock;
  readonly #backstop: Backstop;
  readonly #cookies: ExchangeCookies;
  readonly #wires: WireLeg[] = [];
  #wireRequests = 0;

  constructor(request: CheckedRequest, agent: Agent, { clock, backstop }: { clock: Clock; backstop: Backstop }) {
    this.request = request;
    this.#agent = agent;
    this.#clock = clock;
    this.#backstop = backstop;
    this.#cookies = request.cookies ?? new ExchangeCookies();
  }

  /** Cookies of the server that were replaced by the user's own. */
  get cookieNamesHeldBack(): readonly string[] {
    return this.#cookies.namesHeldBack;
  }

  get wireRequestsLeft(): number {
    return maxWireRequests - this.legs.length;
  }

  /** Oddities of the responses that did not prevent reading them. Each is reported once. */
  get wireWarnings(): string[] {
    return [...new Set(this.#wires.flatMap(({ warnings }) => warnings))];
  }

  report(phase: SendProgress["phase"], receivedBytes = 0, expectedBytes: number | null = null): void {
    this.request.onProgress({ phase, wireRequests: this.#wireRequests, receivedBytes, expectedBytes });
  }

  async send(plan: LegPlan): Promise<LegReply> {
    if (this.wireRequestsLeft === 0) throw new Error("an exchange may not send more wire requests");
    if (isWrite(plan.method) && plan.login === null) throw new Error("a write may not go out unsigned");
    const { request } = this;
    if (this.legs.length > 0) await noticeClose(isWrite(plan.method));
    const requestTarget = plan.requestTarget ?? request.requestTarget;
    const body = plan.method === request.method ? request.body : new Uint8Array();
    const signature = plan.login === null ? null : this.#sign(plan.method, body, plan.login);
    const headers = this.#headers(plan.method, { requestTarget, body, signature });
    request.onSecrets?.({ secrets: [...secretsOf(signature), ...secretsIn(headers)], realm: realmOf(plan) });
    this.report("connecting");
    const wire = new WireLeg({
      origin: request.origin,
      agent: this.#agent,
      method: plan.method,
      requestTarget,
      headers,
      body,
      idleTimeoutMs: request.idleTimeoutMs,
      signal: request.signal,
      clock: this.#clock,
      refuses: request.refusesLinkLocal === true ? isLinkLocal : () => false,
      backstop: this.#backstop,
      onWritten: () => {
        this.#wireRequests++;
        plan.onWritten();
        request.onWireRequest();
        this.report("waiting");
      },
    });
    const record = legRecord(plan, requestTarget, headers, body, signature);
    this.legs.push(record);
    this.#wires.push(wire);
    const outcome = await wire.open();
    const finish = (): void => {
      record.timings = wire.timings();
      wire.finish();
    };
    record.timings = wire.timings();
    record.socketReused = wire.socketReused;
    if (outcome.failure !== null) {
      if (outcome.failure.error instanceof RefusedAddressError) {
        throw linkLocalNotAcknowledged(request.origin.hostname, outcome.failure.error.address);
      }
      request.onLeg?.(record);
      return this.#failed(plan.method, outcome.failure);
    }
    const { head, incoming } = outcome;
    request.onSecrets?.({ secrets: secretsIn(head.headers), realm: null });
    if (request.withoutCookies !== true) this.#cookies.store(head.headers, this.#placeOf(requestTarget));
    record.status = head.status;
    record.reason = fromWire(head.reason);
    record.httpVersion = head.httpVersion;
    record.responseHeaders = displayed(head.headers, signature);
    const damage = head.status === 401 ? damageOf(head) : [];
    if (damage.length > 0) record.challengeDamage = [...damage];
    request.onLeg?.(record);
    return { failure: null, head, incoming, signature, wire, finish };
  }

  /** Ends a leg whose body is not wanted, and keeps its socket when that is cheap. */
  async discard(answer: LegAnswer): Promise<void> {
    if (!(await drainBody(answer.incoming, this.request.signal))) answer.wire.close();
    answer.finish();
  }

  /** Observes a step of the exchange that is not a wire request. */
  watch(work: Parameters<Backstop["watch"]>[0]): Watch {
    return this.#backstop.watch(work);
  }

  /** Cleans up whatever an unexpected error has left open. */
  close(): void {
    for (const wire of this.#wires) wire.finish();
  }

  cancelled(reached = this.#reached()): ExchangeFailure {
    const { origin, method } = this.request;
    return describeFailure("cancelled", { server: origin.server, method, writeMayHaveArrived: false, reached }, "");
  }

  /** True until the final response has begun. */
  #reached(): Reached {
    return this.#wireRequests === 0 ? "nothing-sent" : "no-response";
  }

  #failed(method: Method, { error, handshaking, mayHaveArrived, lostOnReuse, detail }: LegFailure): LegReply {
    const { request } = this;
    const code = request.signal.aborted ? "cancelled" : failureCodeOf(error, handshaking);
    const place = {
      server: request.origin.server,
      method,
      writeMayHaveArrived: isWrite(method) && mayHaveArrived,
      reached: this.#reached(),
    };
    return {
      failure: describeFailure(code, place, request.signal.aborted ? "" : detail),
      repeatable: lostOnReuse && !isWrite(method) && code === "connection-lost" && this.wireRequestsLeft > 0,
    };
  }

  #sign(method: Method, body: Uint8Array, { credentials, use }: NonNullable<LegPlan["login"]>): Signature {
    checkOrigin(credentials, this.request.origin.text);
    return signRequest({
      challenge: use.challenge,
      credentials,
      method,
      uri: this.request.requestTarget,
      body,
      cnonce: use.cnonce,
      nonceCount: use.nonceCount,
    });
  }

  /** Every header line of a leg, in wire order. */
  #headers(
    method: Method,
    { requestTarget, body, signature }: { requestTarget: string; body: Uint8Array; signature: Signature | null },
  ): (readonly [string, WireText])[] {
    const { headers, origin } = this.request;
    const own: [string, WireText][] = [["Host", origin.host]];
    const cookie = this.#cookies.field(headerValues(headers, "cookie").map(toWire), this.#placeOf(requestTarget));
    if (cookie !== null) own.push(["Cookie", cookie]);
    if (signature !== null) own.push(["Authorization", signature.authorization]);
    for (const [name, value] of headers) if (name.toLowerCase() !== "cookie") own.push([name, toWire(value)]);
    // RFC 9110 §8.6: a method that expects content says so even when it is empty.
    if (body.length > 0 || method === "POST" || method === "PUT") own.push(["Content-Length", String(body.length)]);
    // No other exchange uses the socket of a write, but a 401 to it has to be answered on the same socket.
    const isLast = isWrite(method) && this.wireRequestsLeft === 1;
    own.push(["Connection", isLast || this.request.closesEachSocket === true ? "close" : "keep-alive"]);
    return own;
  }

  #placeOf(requestTarget: string): CookiePlace {
    const { hostname, secure } = this.request.origin;
    return { hostname, secure, path: requestTarget.split("?", 1)[0] ?? "/", now: this.#clock.now() };
  }
}

/** Content-Length, when it can be trusted. */
export function expectedBytes(head: ResponseHead): number | null {
  const length = firstHeader(head.headers, "content-length");
  return length !== undefined && /^\d{1,15}$/u.test(length) ? Number(length) : null;
}

/** How long a write waits after the previous response, in milliseconds. */
const closeNoticeMs = 20;

/**
 * Allows the end of a socket to be noticed before something is written to it. A server that closes without announcing
 * it does so right after its response. A lost read is sent again, but nobody could tell whether a lost write was
 * executed, so a write gives the server a moment.
 */
async function noticeClose(carefully: boolean): Promise<void> {
  if (carefully) await new Promise((resolve) => setTimeout(resolve, closeNoticeMs));
  // If the timer fired late, nothing has been read from the sockets since.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** What is broken in the challenge read from a 401. */
function damageOf({ headers }: ResponseHead): readonly string[] {
  return selectChallenge(headerValues(headers, "www-authenticate")).challenge?.damage ?? [];
}

function secretsOf(signature: Signature | null): SeenSecret[] {
  if (signature === null) return [];
  return [
    { kind: "HA1", text: signature.ha1 },
    { kind: "response", text: signature.response },
  ];
}

function realmOf({ login }: LegPlan): WireText | null {
  return login?.use.challenge.realm ?? null;
}

/** Headers as the user may see them. */
export function displayed(
  headers: readonly (readonly [name: string, value: WireText])[],
  signature: Signature | null,
): HeaderPair[] {
  const texts = headers.map(([name, value]): HeaderPair => [fromWire(name), fromWire(value)]);
  return maskHeaders(texts, signature === null ? [] : [signature.response]);
}

function legRecord(
  { purpose, method }: LegPlan,
  requestTarget: string,
  headers: readonly (readonly [string, WireText])[],
  body: Uint8Array,
  signature: Signature | null,
): Leg {
  return {
    purpose,
    method,
    requestTarget,
    httpVersion: "1.1",
    requestHeaders: displayed(headers, signature),
    requestBodyBytes: body.length,
    status: null,
    reason: "",
    responseHeaders: [],
    timings: { lookup: null, connect: null, tls: null, firstByte: null, total: 0 },
    socketReused: false,
    digest: signature?.explanation ?? null,
  };
}
