import type { RequestSpec } from "#shared/http/exchange.ts";
import { parseBaseUrl } from "#shared/rezora/base-url.ts";
import { CallError } from "../call-error.ts";
import type { Outgoing, Sender } from "../exchanges/outgoing.ts";
import { parseOrigin } from "../http/origin.ts";
import type { Tested } from "./examination.ts";

/** How long a silence may last, in seconds: users expect a verdict soon. */
const patience = { loopback: 2, elsewhere: 10 } as const;

/** Prepares the tested GET for sending. Rejects when there is nothing to test with. */
export async function prepareTested(sender: Sender, request: RequestSpec): Promise<Tested> {
  const outgoing = await sender.prepareToExamine(request);
  if (outgoing.resourceLevel === null) {
    throw new CallError("invalid-designator", "The doctor tests resources of the catalogue only.");
  }
  const base = parseBaseUrl(outgoing.connection.baseUrl);
  const most = base.ok && base.value.loopback ? patience.loopback : patience.elsewhere;
  const idleTimeoutSeconds = Math.min(outgoing.connection.idleTimeoutSeconds, most);
  const patient: Outgoing = { ...outgoing, connection: { ...outgoing.connection, idleTimeoutSeconds } };
  return { request, outgoing: patient, level: outgoing.resourceLevel, hostname: parseOrigin(outgoing.origin).hostname };
}
