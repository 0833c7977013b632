import { CallError } from "../call-error.ts";

/** Path and query of a URL as sent on the wire: the fragment is not sent (RFC 9112 §3.2.1, RFC 9110 §7.1). */
export function requestTargetOf(url: URL): string {
  return `${url.pathname}${url.search}`;
}

/**
 * The request-target to send, without a fragment. It is signed and sent unchanged and never normalised, so anything
 * that is not visible ASCII is refused instead of being encoded without the caller's knowledge.
 */
export function checkRequestTarget(requestTarget: string): string {
  const withoutFragment = requestTarget.split("#", 1)[0] ?? "";
  const target = withoutFragment === "" ? "/" : withoutFragment;
  if (!/^\/[\u0021-\u007e]*$/u.test(target)) {
    throw new CallError("invalid-designator", "The address may hold only visible ASCII characters: encode the others.");
  }
  return target;
}
