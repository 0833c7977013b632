import { firstHeader } from "#shared/http/headers.ts";
import type { Outgoing } from "../exchanges/outgoing.ts";
import type { SendResult } from "../http/send-contract.ts";
import { legEvidence } from "./evidence.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Probe } from "./probe.ts";

/**
 * How the response to the same login differs without the server's cookie. `nonce-bound`: the cookie makes no
 * difference but the connection does, because the nonce is valid only on the connection that brought it.
 */
export type CookieEffect = "none" | "opens" | "blocks" | "nonce-bound";

interface CookieStepParts {
  readonly diagnosis: Diagnosis;
  readonly probe: Probe;
}

/**
 * Logs in once more and keeps no cookie. An accepted login is sent over a different connection from the one that
 * brought its challenge, with or without a cookie. That costs nothing extra when there is a cookie, and only when it is
 * refused does one more login find out which of the two was the reason.
 */
export async function checkCookies(
  { diagnosis, probe }: CookieStepParts,
  outgoing: Outgoing,
  before: SendResult,
): Promise<CookieEffect> {
  const isAccepted = before.status !== 401;
  const cookieSent = before.legs.some(({ requestHeaders }) => firstHeader(requestHeaders, "cookie") !== undefined);
  if (!cookieSent) {
    diagnosis.skipped("without-cookies", "Not needed: the server set no cookie");
    const elsewhere = isAccepted ? await probe(outgoing, { closesEachSocket: true }) : null;
    return elsewhere?.status === 401 ? "nonce-bound" : "none";
  }
  diagnosis.begin("without-cookies", "The same login, without the server’s cookie");
  let now = await probe(outgoing, { withoutCookies: true, closesEachSocket: isAccepted });
  let isBound = false;
  if (isAccepted && now.status === 401) {
    now = await probe(outgoing, { withoutCookies: true });
    isBound = now.status !== null && now.status !== 401;
  }
  const count = now.legs.length;
  const last = now.legs.at(-1);
  const evidence = last ? legEvidence(last, { number: count, of: count, received: ["start"] }) : null;
  if (now.status === null) {
    diagnosis.failed("without-cookies", { sentence: now.failure?.message ?? "No answer came", evidence });
    return "none";
  }
  if (isAccepted === (now.status !== 401)) {
    diagnosis.done("without-cookies", { sentence: `The same ${now.status}, so no session is in play`, evidence });
    return isBound ? "nonce-bound" : "none";
  }
  const opens = now.status === 401;
  const sentence = opens ? "401: only the cookie was accepted" : `${now.status}: the cookie was in the way`;
  diagnosis.failed("without-cookies", { sentence, evidence });
  return opens ? "opens" : "blocks";
}
