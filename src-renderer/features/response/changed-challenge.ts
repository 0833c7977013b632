import type { Exchange, Leg } from "#shared/http/exchange.ts";
import { headerValues } from "#shared/http/headers.ts";

/**
 * Whether the 401 to the signed request asks for another login than the one before it: another realm, or no Digest at
 * all. Then nobody looked at the password, and it is not blamed.
 */
export function asksForAnotherLogin({ legs }: Exchange): boolean {
  const first = challengesOf(legs[0]);
  const last = challengesOf(legs.at(-1));
  if (first === "" || last === "") return false;
  if (!/\bdigest\s/iu.test(last)) return true;
  const before = realmsIn(first);
  const after = realmsIn(last);
  return before.length > 0 && after.length > 0 && !after.some((realm) => before.includes(realm));
}

function challengesOf(leg: Leg | undefined): string {
  return leg === undefined ? "" : headerValues(leg.responseHeaders, "www-authenticate").join(", ");
}

function realmsIn(challenges: string): string[] {
  return [...challenges.matchAll(/\brealm\s*=\s*"((?:[^"\\]|\\.)*)"/giu)].map((match) => match[1] ?? "");
}
