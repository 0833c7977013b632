import type { Connection } from "#shared/connection.ts";
import type { DocumentSummary } from "#shared/documents.ts";
import type { Exchange, LoginVerdict, RequestSpec } from "#shared/http/exchange.ts";
import { differenceOfChallenges } from "#shared/http/challenge-difference.ts";
import { firstHeader } from "#shared/http/headers.ts";
import type { LoginSighting } from "#shared/login-history.ts";
import { standingOf } from "#shared/login-standing.ts";
import type { SendResult } from "../http/send-contract.ts";
import type { Outgoing } from "./outgoing.ts";

/** What is known about an exchange besides its request and response. */
export interface ExchangeParts {
  readonly exchangeId: string;
  readonly request: RequestSpec;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly document: DocumentSummary | null;
}

/** An exchange as the renderer receives it. */
export function exchangeOf(outgoing: Outgoing, result: SendResult, parts: ExchangeParts): Exchange {
  return {
    ...parts,
    url: `${outgoing.origin}${outgoing.requestTarget}`,
    totalMs: result.totalMs,
    legs: [...result.legs],
    status: result.status,
    reason: result.reason,
    failure: result.failure,
    login: verdictOf(outgoing, result, parts.request),
    warnings: [...result.warnings],
    redirect: result.redirect,
  };
}

/**
 * Refines the engine's reason for a refusal. The engine knows what was proven since the start, the connection also what
 * was proven before: a login proven for the other level is not wrong, and one that worked for this level has been
 * refused since.
 */
export function verdictOf(
  outgoing: Outgoing,
  result: SendResult,
  request: Pick<RequestSpec, "designator">,
): LoginVerdict {
  return verdictOnLogin(sightingOf(outgoing, result, request), outgoing.connection);
}

/**
 * The same for a response that is kept in shorter form.
 *
 * @param at When it came, if something that came later is known.
 */
export function verdictOnLogin(
  seen: LoginSighting,
  { level, login }: Pick<Connection, "level" | "login">,
  at = Number.POSITIVE_INFINITY,
): LoginVerdict {
  const { kind } = standingOf({ ...seen, at, accountLevel: level.level, history: login });
  return kind === "other-level" ? "not-permitted" : kind === "refused-since" ? kind : seen.login;
}

/** What a response says about the login of its request. */
export function sightingOf(
  { method, resourceLevel }: Outgoing,
  { status, login, legs, responseHeaders }: SendResult,
  { designator }: Pick<RequestSpec, "designator">,
): LoginSighting {
  return {
    method,
    designator,
    resourceLevel,
    status,
    login,
    otherChallenge: differenceOfChallenges(legs) !== null,
    realm: legs.at(-1)?.digest?.derivation.realm ?? null,
    software: firstHeader(responseHeaders, "server") ?? null,
  };
}
