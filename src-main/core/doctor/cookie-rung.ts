import { firstHeader } from "#shared/http/headers.ts";
import type { Outgoing } from "../exchanges/outgoing.ts";
import type { SendResult } from "../http/send-contract.ts";
import { legEvidence } from "./evidence.ts";
import type { Ladder } from "./ladder.ts";
import type { Probe } from "./probe.ts";

/** What the same login got without the server's cookie, where that differs. */
export type CookieEffect = "none" | "opens" | "blocks";

/** Logs in once more and keeps no cookie. Not needed where the server set none. */
export async function climbCookies(
  { ladder, probe }: { readonly ladder: Ladder; readonly probe: Probe },
  outgoing: Outgoing,
  before: SendResult,
): Promise<CookieEffect> {
  const cookieSent = before.legs.some(({ requestHeaders }) => firstHeader(requestHeaders, "cookie") !== undefined);
  if (!cookieSent) {
    ladder.skipped("without-cookies", "Not needed: the server set no cookie");
    return "none";
  }
  ladder.begin("without-cookies", "The same login, without the server’s cookie");
  const now = await probe(outgoing, { withoutCookies: true });
  const count = now.legs.length;
  const last = now.legs.at(-1);
  const evidence = last ? legEvidence(last, { number: count, of: count, received: ["start"] }) : null;
  if (now.status === null) {
    ladder.failed("without-cookies", { sentence: now.failure?.message ?? "No answer came", evidence });
    return "none";
  }
  if ((before.status === 401) === (now.status === 401)) {
    ladder.done("without-cookies", { sentence: `The same ${now.status}, so no session is in play`, evidence });
    return "none";
  }
  const opens = now.status === 401;
  const sentence = opens ? "401: only the cookie opened the door" : `${now.status}: the cookie was in the way`;
  ladder.failed("without-cookies", { sentence, evidence });
  return opens ? "opens" : "blocks";
}
