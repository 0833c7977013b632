import type { Outgoing } from "../exchanges/outgoing.ts";

/** The same request without a login. */
export function withoutLogin(outgoing: Outgoing): Outgoing {
  return { ...outgoing, login: { ...outgoing.login, credentials: null } };
}

/** The sentences with which servers report plain http on an https port. Addresses in a page do not count. */
export function asksForHttps(body: string): boolean {
  const text = body.replaceAll(/https?:\/\/[^\s"'<>]*/giu, "");
  return /\b(?:https|ssl|tls)\b/iu.test(text);
}

/** nginx responds with 400 to a client that sent no certificate. */
export function asksForClientCertificate(body: string): boolean {
  return /(?:no required|client) (?:ssl |tls )?certificate/iu.test(body);
}
