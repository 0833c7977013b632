import type { ExchangeFailure, LoginVerdict } from "#shared/http/exchange.ts";
import { headerValues } from "#shared/http/headers.ts";
import type { Credentials } from "../digest/answer.ts";
import { selectChallenge, type ChallengeProblem, type DigestChallenge } from "../digest/challenge-selection.ts";
import type { NonceUse } from "../digest/session.ts";
import { isWrite, type LegAnswer, type LegReply, type WireExchange } from "./exchange.ts";
import { describeFailure } from "./failure.ts";
import { wasAnsweredElsewhere } from "./login-warnings.ts";
import type { LoginSession } from "./login-sessions.ts";

/** How an exchange ended. The body of the final response has not been read yet. */
export interface HandshakeEnd {
  readonly final: LegAnswer | null;
  readonly failure: ExchangeFailure | null;
  readonly login: LoginVerdict;
  /** false: the final response belongs to the request for a challenge, and the write was never sent. */
  readonly requestSent: boolean;
  /** The login was refused on a different connection from the one that brought its challenge. */
  readonly mayBeNonceScope?: boolean;
}

const verdicts: Readonly<Record<ChallengeProblem, LoginVerdict>> = {
  "no-challenge": "no-challenge",
  "no-digest-offered": "basic-only",
  "bad-challenge": "malformed-challenge",
  "unsupported-algorithm": "unsupported-algorithm",
  "unsupported-qop": "unsupported-qop",
};

/**
 * The next request of a login waits until the previous one is being answered, or at most this long. Two sockets written
 * one right after the other may be read in the opposite order, and only a response proves that a request was read. A
 * slow response, however, must not hold up all other requests.
 */
const headStartMs = 250;

/** A request without a challenge to sign it for. */
export async function sendWithoutLogin(exchange: WireExchange): Promise<HandshakeEnd> {
  const reply = await ask(exchange);
  if (reply.failure !== null) return { final: null, failure: reply.failure, login: "none", requestSent: true };
  const login = reply.head.status === 401 ? "no-password" : "not-asked";
  return { final: reply, failure: null, login, requestSent: true };
}

/**
 * Digest authentication of one user action (RFC 7616 §3.3 to §3.6).
 *
 * - A read without a nonce is sent unauthenticated, and a 401 is answered once. A write never is: its challenge
 *   is fetched by a GET on the same path.
 * - A nonce remembered from an earlier exchange may have expired, may have been used up by another request, or may be
 *   valid only on the connection that brought it, and many servers do not send `stale`. Its refusal is therefore
 *   answered once more, with the challenge of that same 401. The refusal of a nonce that was issued a moment ago is
 *   about the login or, when the login was accepted before, about the resource.
 * - No other request gets the nonce of a challenge before the request that it was issued to has used it.
 */
export class Handshake {
  readonly #exchange: WireExchange;
  readonly #session: LoginSession;
  readonly #credentials: Credentials;
  /** The challenge of this request's own 401, which no other request has used. */
  #own: DigestChallenge | null = null;
  /** The nonce was issued within this exchange. */
  #fresh = false;
  /** This same path was refused without a login a moment ago. */
  #askedHere = false;
  #retried = false;
  #signedBefore = false;
  #challengeNeeded = false;

  constructor(exchange: WireExchange, session: LoginSession, credentials: Credentials) {
    this.#exchange = exchange;
    this.#session = session;
    this.#credentials = credentials;
  }

  async run(): Promise<HandshakeEnd> {
    for (;;) {
      const leave = await this.#session.requestQueue.enter(this.#exchange.request.signal);
      try {
        let end = await this.#obtainNonce();
        // A request with a challenge of its own does not queue again: the nonce may be valid for a moment only.
        do end ??= await this.#sendSigned(leave);
        while (end === null && this.#own !== null);
        if (end !== null) return end;
      } finally {
        leave();
      }
    }
  }

  /** Requests a challenge when there is no usable nonce. Returns the ending when no usable challenge came. */
  async #obtainNonce(): Promise<HandshakeEnd | null> {
    const exchange = this.#exchange;
    if (this.#session.nonces.hasNonce && !this.#challengeNeeded) return null;
    let reply = await ask(exchange);
    this.#askedHere = true;
    const requestSent = !isWrite(exchange.request.method);
    if (reply.failure === null && reply.head.status !== 401 && !requestSent) {
      const elsewhere = await this.#askElsewhere(reply);
      if (elsewhere !== null) {
        this.#askedHere = false;
        reply = elsewhere;
      }
    }
    if (reply.failure !== null) return { final: null, failure: reply.failure, login: "none", requestSent };
    const { status } = reply.head;
    if (status !== 401) {
      const failure = requestSent ? null : noChallengeFor(exchange);
      return { final: reply, failure, login: "not-asked", requestSent };
    }
    const { challenge, problem } = challengeOf(reply);
    if (challenge === null) return { final: reply, failure: null, login: verdicts[problem], requestSent };
    // Two sockets were lost on the way, so no wire request is left for the answer.
    if (exchange.wireRequestsLeft === 0) return { final: reply, failure: null, login: "nonce-loop", requestSent };
    await this.#takeUp(reply, this.#session.nonces.spell(challenge));
    return null;
  }

  /**
   * Reads of this path are public, so its GET brings no challenge for a write. A resource that is known to need a
   * login brings one for the same origin, and a GET changes nothing there either (RFC 9110 §9.2.1). null: there is no
   * known resource, or no wire request is left for it.
   */
  async #askElsewhere(publicReply: LegAnswer): Promise<LegReply | null> {
    const exchange = this.#exchange;
    const { challengeTarget, requestTarget } = exchange.request;
    if (challengeTarget === undefined || challengeTarget === requestTarget || exchange.wireRequestsLeft < 2)
      return null;
    await exchange.discard(publicReply);
    return exchange.send({ ...fetchChallenge, requestTarget: challengeTarget });
  }

  /** null: send the request again. */
  async #sendSigned(leave: () => void): Promise<HandshakeEnd | null> {
    const exchange = this.#exchange;
    const { nonces } = this.#session;
    const use = this.#own === null ? nonces.use() : nonces.useOwn(this.#own);
    // Another request found out that the nonce is used up.
    if (use === null) return null;
    const purpose = this.#signedBefore ? "retry" : this.#fresh ? "answer" : "signed";
    this.#signedBefore = true;
    let pass: NodeJS.Timeout | undefined;
    const reply = await exchange.send({
      purpose,
      method: exchange.request.method,
      login: { credentials: this.#credentials, use },
      onWritten: () => {
        pass = setTimeout(() => {
          nonces.share(use);
          leave();
        }, headStartMs);
      },
    });
    clearTimeout(pass);
    if (reply.failure !== null) {
      nonces.share(use);
      if (reply.repeatable) return null;
      return { final: null, failure: reply.failure, login: "none", requestSent: true };
    }
    return reply.head.status === 401 ? this.#refused(reply, use) : this.#passed(reply, use);
  }

  #passed(answer: LegAnswer, use: NonceUse): HandshakeEnd {
    const { nonces } = this.#session;
    nonces.share(use);
    // A response proves that the login counted only when the same path was refused without a login just before.
    if (this.#askedHere && provesLogin(answer.head.status)) nonces.accepted(use);
    if (use.challenge.realmSentRaw === true) nonces.acceptedRaw(use.challenge.realm);
    if (wasAnsweredElsewhere(this.#exchange.legs)) nonces.acceptedElsewhere();
    const fields = headerValues(answer.head.headers, "authentication-info");
    const nextNonce = answer.signature?.checkServer(fields, null).nextNonce ?? null;
    if (nextNonce !== null) nonces.replaceNonce(use, nextNonce);
    const login = nonces.isProven(use.challenge.realm) ? "accepted" : "none";
    return { final: answer, failure: null, login, requestSent: true };
  }

  async #refused(answer: LegAnswer, use: NonceUse): Promise<HandshakeEnd | null> {
    const { nonces } = this.#session;
    const { challenge, problem } = challengeOf(answer);
    const mayBeNonceScope = wasAnsweredElsewhere(this.#exchange.legs) && !nonces.countsAnywhere;
    const end = (login: LoginVerdict): HandshakeEnd => ({
      final: answer,
      failure: null,
      login,
      requestSent: true,
      mayBeNonceScope,
    });
    const isOneLeft = this.#exchange.wireRequestsLeft > 0;

    if (challenge !== null) {
      if (isOneLeft && this.#isNonceAtFault(challenge, use)) {
        await this.#takeUp(answer, nonces.spell(challenge));
        this.#retried = true;
        return null;
      }
      if (isOneLeft && this.#isSpellingAtFault(challenge, use)) {
        await this.#takeUp(answer, { ...challenge, realmSentRaw: true });
        return null;
      }
      if (challenge.stale) {
        nonces.dropNonce(use);
        return end("nonce-loop");
      }
    } else if (!this.#fresh) {
      nonces.dropNonce(use);
      if (problem !== "no-challenge") return end(verdicts[problem]);
      if (!this.#retried && this.#exchange.wireRequestsLeft > 1) {
        // A refusal without a challenge says nothing about the nonce: ask for a new one.
        await this.#exchange.discard(answer);
        this.#retried = true;
        this.#challengeNeeded = true;
        return null;
      }
    }
    if (!nonces.isProven(use.challenge.realm)) {
      nonces.dropNonce(use);
      return end("credentials-rejected");
    }
    if (challenge !== null) nonces.adopt(nonces.spell(challenge));
    return end("not-permitted");
  }

  /** The refusal may be about the nonce and not about the login, so a new nonce is worth a wire request. */
  #isNonceAtFault(challenge: DigestChallenge, use: NonceUse): boolean {
    if (challenge.stale) return true;
    if (challenge.nonce === use.challenge.nonce) return false;
    if (!this.#fresh) return !this.#retried;
    // Some servers remember one nonce at a time. Another request got a later one, and the login was accepted before.
    const { nonces } = this.#session;
    return nonces.isProven(use.challenge.realm) && !nonces.isLatest(use);
  }

  /**
   * A realm contained an unescaped backslash. Apache sends it so and undoes the escape in a login, while lighttpd sends
   * it so and does not: Apache expects `OAK\\ops` back and lighttpd `OAK\ops`, for the same hash.
   */
  #isSpellingAtFault(challenge: DigestChallenge, use: NonceUse): boolean {
    const isFirst = this.#fresh && use.challenge.realmSentRaw !== true;
    return isFirst && challenge.realmUnescaped === true && challenge.realm === use.challenge.realm;
  }

  async #takeUp(answer: LegAnswer, challenge: DigestChallenge): Promise<void> {
    const { nonces } = this.#session;
    const isInUse = nonces.isShared(challenge);
    if (isInUse) nonces.adopt(challenge);
    this.#own = isInUse ? null : challenge;
    this.#fresh = true;
    this.#askedHere ||= this.#signedBefore;
    this.#challengeNeeded = false;
    await this.#exchange.discard(answer);
  }
}

const fetchChallenge = { purpose: "fetch-challenge", method: "GET", login: null, onWritten: () => {} } as const;

/** A GET without a login: the request itself, or the fetching of a challenge for a write. */
async function ask(exchange: WireExchange): Promise<LegReply> {
  const plan = isWrite(exchange.request.method) ? fetchChallenge : ({ ...fetchChallenge, purpose: "ask" } as const);
  const reply = await exchange.send(plan);
  return reply.failure !== null && reply.repeatable ? exchange.send(plan) : reply;
}

function challengeOf({ head }: LegAnswer): ReturnType<typeof selectChallenge> {
  return selectChallenge(headerValues(head.headers, "www-authenticate"));
}

/** 400 and 5xx may come from a server that never checked the login or failed on it. */
function provesLogin(status: number): boolean {
  return status !== 400 && status !== 407 && status < 500;
}

function noChallengeFor({ request, legs }: WireExchange): ExchangeFailure {
  const asked = legs.map(
    ({ requestTarget, status }) => `GET ${requestTarget} was answered with ${status ?? "nothing"}`,
  );
  return describeFailure(
    "invalid-challenge",
    { server: request.origin.server, method: request.method, writeMayHaveArrived: false },
    `${asked.join(" and ")} and no challenge, so the ${request.method} could not be signed.`,
  );
}
