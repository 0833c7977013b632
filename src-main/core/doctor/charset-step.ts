import { headerValues } from "#shared/http/headers.ts";
import { selectChallenge } from "../digest/challenge-selection.ts";
import { fitsLatin1 } from "../digest/login-text.ts";
import { isAscii, toWire } from "../digest/wire-text.ts";
import type { Outgoing } from "../exchanges/outgoing.ts";
import type { SendResult } from "../http/send-contract.ts";
import type { Probe } from "./probe.ts";

/** The charset in which the server hashes the login, when another one was refused. */
export type OtherCharset = "Latin-1" | "UTF-8";

/**
 * Signs the refused GET once more, in the other charset. Offline it is impossible to know which one a server hashes
 * (RFC 2617 leaves it open), but the question arises only when the two differ: with letters outside ASCII that
 * Latin-1 can hold, and a challenge that names no charset.
 *
 * @returns null when the question does not arise, or the other charset is refused as well
 */
export async function tryOtherCharset(
  probe: Probe,
  outgoing: Outgoing,
  { legs }: Pick<SendResult, "legs">,
): Promise<OtherCharset | null> {
  const { credentials } = outgoing.login;
  if (credentials === null) return null;
  const texts = [credentials.userName, credentials.password];
  if (texts.every(isAscii) || !texts.every(fitsLatin1)) return null;
  const challenges = headerValues(legs[0]?.responseHeaders ?? [], "www-authenticate").map(toWire);
  if (selectChallenge(challenges).challenge?.utf8 !== false) return null;
  const latin1 = credentials.latin1 !== true;
  const other = { ...outgoing, login: { ...outgoing.login, credentials: { ...credentials, latin1 } } };
  const { status, login } = await probe(other);
  if (status === null || login !== "accepted") return null;
  return latin1 ? "Latin-1" : "UTF-8";
}
