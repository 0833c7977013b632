import { CallError } from "../call-error.ts";

/** Path and query of a URL as they go on the wire: the fragment stays here (RFC 9112 §3.2.1, RFC 9110 §7.1). */
export function requestTargetOf(url: URL): string {
  return `${url.pathname}${url.search}`;
}

/**
 * The request-target to send, without a fragment. It is signed and sent as it stands and never normalised, so what
 * is not visible ASCII is refused instead of being encoded behind the caller's back.
 */
export function checkRequestTarget(requestTarget: string): string {
  const withoutFragment = requestTarget.split("#", 1)[0] ?? "";
  const target = withoutFragment === "" ? "/" : withoutFragment;
  if (!/^\/[\u0021-\u007e]*$/u.test(target)) {
    throw new CallError("invalid-designator", "The address may hold only visible ASCII characters: encode the others.");
  }
  return target;
}
