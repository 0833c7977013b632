import type { Connection } from "#shared/connection.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import type { AnswerNotice } from "./answer-notices.ts";

/**
 * Extends the notice of a redirect to https on the same host with the likely next step: let the connection use https
 * or, once it does, send again. The address of a practice connection is not a setting, so nothing is offered.
 */
export function offerHttps(
  notice: AnswerNotice,
  { redirect, request }: Exchange,
  { practice, baseUrl }: Pick<Connection, "practice" | "baseUrl">,
): AnswerNotice {
  if (notice.key !== "redirect" || redirect === null || redirect.secureOrigin === null) return notice;
  if (practice !== null) return notice;
  if (new URL(baseUrl).origin !== redirect.secureOrigin) {
    return { ...notice, actions: [{ id: "use-https", text: "Use https for this connection" }, ...notice.actions] };
  }
  return {
    ...notice,
    kind: "info",
    message: "This connection uses https now. The response shown here came over http.",
    actions: request.method === "GET" ? [{ id: "send", text: "Fetch again" }] : [],
  };
}
