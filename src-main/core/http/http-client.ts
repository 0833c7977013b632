import { firstHeader, headerValues } from "#shared/http/headers.ts";
import { CallError } from "../call-error.ts";
import { checkUserName } from "../digest/user-name.ts";
import { Backstop } from "../backstop.ts";
import type { Log, Ports } from "../ports.ts";
import { checkOrigin } from "./bound-credentials.ts";
import { deliverBody, type Delivery } from "./delivery.ts";
import { displayed, expectedBytes, isWrite, WireExchange, type CheckedRequest } from "./exchange.ts";
import { ExchangeAgents } from "./exchange-agents.ts";
import { warningsOf } from "./login-warnings.ts";
import { Handshake, sendWithoutLogin, type HandshakeEnd } from "./handshake.ts";
import { checkHeaders } from "./header-check.ts";
import { LoginSessions } from "./login-sessions.ts";
import { parseOrigin } from "./origin.ts";
import { describeRedirect } from "./redirect.ts";
import { checkRequestTarget } from "./request-target.ts";
import type { HttpClient, SendOptions, SendResult } from "./send-contract.ts";
import { fromWire } from "../digest/wire-text.ts";

/** Creates the application's only HTTP client. Nonces exist only in it and end with the process. */
export function createHttpClient({
  clock,
  random,
  backstop = new Backstop(nobodyReads),
}: Pick<Ports, "clock" | "random"> & { readonly backstop?: Backstop }): HttpClient {
  const sessions = new LoginSessions(random);
  const agents = new ExchangeAgents();

  async function handshake(exchange: WireExchange): Promise<HandshakeEnd> {
    const { credentials, connectionKey, origin, signal } = exchange.request;
    try {
      if (credentials === null) return await sendWithoutLogin(exchange);
      const session = sessions.find(connectionKey, origin.text, credentials);
      return await new Handshake(exchange, session, credentials).run();
    } catch (error) {
      if (!signal.aborted) throw error;
      return { final: null, failure: exchange.cancelled(), login: "none", requestSent: false };
    }
  }

  return {
    async send(options) {
      const request = checkRequest(options);
      const startedAt = clock.monotonic();
      // A server may close an idle socket just when a request goes out. A read is then repeated. Nobody could tell
      // whether a write was executed, so a write never begins on a socket that was idle.
      const leased = agents.lease(request.origin, isWrite(request.method) || request.freshSockets === true);
      const exchange = new WireExchange(request, leased.agent, { clock, backstop });
      try {
        const end = await handshake(exchange);
        const outcome = await finish(exchange, end);
        const warnings = [...exchange.wireWarnings, ...outcome.warnings, ...warningsOf(exchange, end)];
        return { ...outcome, warnings, legs: exchange.legs, login: end.login, totalMs: clock.monotonic() - startedAt };
      } finally {
        exchange.close();
        leased.release();
      }
    },
    lastChallenge: (connectionKey) => sessions.lastChallenge(connectionKey),
    forgetSession(connectionKey) {
      sessions.forget(connectionKey);
    },
    close() {
      agents.destroy();
    },
  };
}

const nobodyReads: Log = { info: () => undefined, error: () => undefined };

/** Refuses what may never be sent, before anything is sent. */
function checkRequest(options: SendOptions): CheckedRequest {
  const origin = parseOrigin(options.origin);
  const requestTarget = checkRequestTarget(options.requestTarget);
  checkHeaders(options.headers);
  if (options.credentials !== null) {
    checkUserName(options.credentials.userName);
    checkOrigin(options.credentials, origin.text);
  } else if (isWrite(options.method)) {
    throw new CallError(
      "password-needed",
      `A ${options.method} is never sent without a login: enter the password first.`,
    );
  }
  return { ...options, origin, requestTarget, body: options.body ?? new Uint8Array() };
}

type Outcome = Omit<SendResult, "legs" | "login" | "totalMs">;

const nothingReceived: Outcome = {
  status: null,
  reason: "",
  responseHeaders: [],
  failure: null,
  warnings: [],
  redirect: null,
  body: { receivedBytes: 0, complete: false, expectedBytes: null },
};

async function finish(exchange: WireExchange, { final, failure, requestSent }: HandshakeEnd): Promise<Outcome> {
  if (final === null || failure !== null) {
    if (final !== null) await exchange.discard(final);
    return { ...nothingReceived, failure };
  }
  const { head, signature } = final;
  const answered = {
    status: head.status,
    reason: fromWire(head.reason),
    responseHeaders: displayed(head.headers, signature),
    redirect: describeRedirect(
      { ...exchange.request, origin: exchange.request.origin.text },
      head.status,
      firstHeader(head.headers, "location"),
    ),
  };
  const unread = { receivedBytes: 0, complete: false, expectedBytes: expectedBytes(head) };
  if (!requestSent) {
    await exchange.discard(final);
    const warnings = [
      `The ${exchange.request.method} was not sent: this is the answer to the request for a challenge.`,
    ];
    return { ...answered, failure: null, warnings, body: unread };
  }
  if (exchange.request.headOnly) {
    final.wire.close();
    return { ...answered, failure: null, warnings: serverWarnings(final, null), body: unread };
  }
  const delivery: Delivery = await deliverBody(exchange, final);
  return {
    ...answered,
    failure: delivery.failure,
    warnings: [...delivery.warnings, ...serverWarnings(final, delivery.entityHash)],
    body: delivery.body,
  };
}

function serverWarnings({ head, signature }: NonNullable<HandshakeEnd["final"]>, entityHash: string | null): string[] {
  const state = signature?.checkServer(headerValues(head.headers, "authentication-info"), entityHash).state;
  return state === "server-not-proven"
    ? ["Server not proven: its proof that it knows the password (rspauth) is wrong."]
    : [];
}
