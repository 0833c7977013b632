import { firstHeader } from "#shared/http/headers.ts";
import type { Outgoing } from "../exchanges/outgoing.ts";
import type { SendResult } from "../http/send-contract.ts";
import { legEvidence } from "./evidence.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Probe } from "./probe.ts";

/**
 * What the same login got without the server's cookie, where that differs. `nonce-bound`: the cookie makes no
 * difference, and the connection does: the nonce counts on the one that brought it alone.
 */
export type CookieEffect = "none" | "opens" | "blocks" | "nonce-bound";

interface CookieStepParts {
  readonly diagnosis: Diagnosis;
  readonly probe: Probe;
}

/**
 * Logs in once more and keeps no cookie. A login that was accepted is sent over another connection than the one that
 * brought its challenge, cookie or not: that costs nothing more where there is a cookie, and only where it is refused
 * one more login finds out which of the two was the reason.
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
