import type { Connection, Level } from "#shared/connection.ts";
import { differenceOfChallenges } from "#shared/http/challenge-difference.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { nonceScopeWarning } from "#shared/http/nonce-scope.ts";
import type { LoginHistory } from "#shared/login-history.ts";
import { standingOf, type LoginStanding } from "#shared/login-standing.ts";
import { shortStanding } from "#shared/login-words.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import { explainStatus } from "#shared/rezora/status.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { levelOf } from "../connections/connection-words.ts";
import { timeOfDay } from "./format.ts";

/** What can be said about the login after an exchange, given what is known by now. */
export function standingOfExchange(
  exchange: Exchange,
  resource: Pick<Resource, "level"> | null,
  { level, history }: { readonly level: Level; readonly history: LoginHistory | undefined },
): LoginStanding {
  const { status, login, legs, warnings, request, startedAt, totalMs } = exchange;
  return standingOf({
    method: request.method,
    designator: request.designator,
    resourceLevel: resource?.level ?? null,
    status,
    login,
    otherChallenge: differenceOfChallenges(legs) !== null,
    // The response warns about this only where it is not known that nonces are accepted on every connection.
    nonceScope: warnings.some((warning) => warning.startsWith(nonceScopeWarning)),
    at: startedAt + totalMs,
    accountLevel: level,
    history,
  });
}

/**
 * What the status of an exchange means: for a 401 what is known about the login, for all others the general meaning.
 */
export function meaningOfStatus(exchange: Exchange, connection: Connection | undefined, now: number): string {
  const { status, request } = exchange;
  if (status === null) return "";
  const general = explainStatus(status).meaning;
  if (status !== 401 || connection === undefined) return general;
  const resource = matchDesignator(request.designator)?.resource ?? null;
  const known = { level: levelOf(connection), history: connection.login };
  return shortStanding(standingOfExchange(exchange, resource, known), (at) => timeOfDay(at, now)) ?? general;
}
