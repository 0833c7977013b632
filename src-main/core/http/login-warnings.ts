import type { Leg } from "#shared/http/exchange.ts";
import { nonceScopeWarning } from "#shared/http/nonce-scope.ts";
import type { WireExchange } from "./exchange.ts";
import type { HandshakeEnd } from "./handshake.ts";

/** What the user should know about the login of an exchange in addition to its verdict. */
export function warningsOf(
  { legs, cookieNamesHeldBack }: Pick<WireExchange, "legs" | "cookieNamesHeldBack">,
  { mayBeNonceScope = false }: Pick<HandshakeEnd, "mayBeNonceScope">,
): readonly string[] {
  const damage = [...new Set(legs.flatMap(({ challengeDamage = [] }) => challengeDamage))];
  return [
    ...(damage.length === 0 ? [] : [damageWarning(damage)]),
    ...cookieNamesHeldBack.map(cookieWarning),
    ...(mayBeNonceScope ? [scopeWarning] : []),
  ];
}

function damageWarning(damage: readonly string[]): string {
  return `The challenge is damaged and was read all the same. Other clients may refuse it. In WWW-Authenticate: ${damage.join(" ")}`;
}

function cookieWarning(name: string): string {
  return `The server set a cookie ${name}. Your own Cookie header has one of that name, so yours was sent and the server’s was not.`;
}

const scopeWarning = `${nonceScopeWarning}, so the login went over another one. A server that accepts a nonce only on the connection that issued it then refuses it, even with the right password.`;

/** The last leg answered the previous leg's challenge on a different connection from the one that brought it. */
export function wasAnsweredElsewhere(legs: readonly Leg[]): boolean {
  const last = legs.at(-1);
  return last?.digest !== null && last?.socketReused === false && legs.at(-2)?.status === 401;
}
