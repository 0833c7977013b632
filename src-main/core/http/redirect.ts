import type { RedirectTarget } from "#shared/http/exchange.ts";
import { fromWire, type WireText } from "../digest/wire-text.ts";
import { requestTargetOf } from "./request-target.ts";

/** 300 and 304 carry no target for a client to follow (RFC 9110 §15.4). */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Describes where a redirect leads. A redirect is never followed here: the user decides, and only for the same origin.
 *
 * A Location should be ASCII (RFC 3986 §2), but servers send other bytes. These are percent-encoded as they
 * came, whether they are UTF-8 or not: the server compares bytes, so another encoding of the letters would name another
 * resource.
 */
export function describeRedirect(
  request: { readonly origin: string; readonly method: string; readonly requestTarget: string },
  status: number,
  location: WireText | undefined,
): RedirectTarget | null {
  if (!redirects.has(status)) return null;
  const refused = (explanation: string): RedirectTarget => ({
    location: fromWire(location ?? ""),
    requestTarget: null,
    secureOrigin: null,
    explanation,
  });
  if (location === undefined || location === "") return refused("The server redirects without saying where to.");

  const from = new URL(request.origin);
  let to: URL;
  try {
    to = new URL(percentEncoded(location), `${from.origin}${request.requestTarget}`);
  } catch {
    return refused("The server redirects to an address that cannot be read.");
  }
  if (to.protocol !== "http:" && to.protocol !== "https:") {
    return refused(`The server redirects to a ${to.protocol} address, which is not followed.`);
  }
  if (from.protocol === "https:" && to.protocol === "http:") {
    return refused("The server redirects from https to http. That would send the request unencrypted.");
  }
  if (from.protocol === "http:" && to.protocol === "https:" && to.hostname === from.hostname) {
    return {
      ...refused("The server asks for https on the same host. The login was not sent there."),
      secureOrigin: to.origin,
    };
  }
  if (to.origin !== from.origin) {
    return refused(`The server redirects to another origin, ${to.origin}. The login is not sent there.`);
  }
  const requestTarget = requestTargetOf(to);
  return {
    location: fromWire(location),
    requestTarget,
    secureOrigin: null,
    explanation: explainSameOrigin(request, status, requestTarget),
  };
}

function percentEncoded(location: WireText): string {
  return location.replaceAll(/[\u0080-\u00ff]/gu, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

function explainSameOrigin(
  { method, requestTarget: from }: { readonly method: string; readonly requestTarget: string },
  status: number,
  to: string,
): string {
  if (method !== "GET") {
    return status === 303
      ? `The ${method} was answered. What came of it can be read at ${to}.`
      : `The server did not handle the ${method} here: it redirects to ${to} on the same origin.`;
  }
  return to === from
    ? "The server redirects to the same address again."
    : `The server redirects to ${to} on the same origin.`;
}
