/** Path and query as they would go on the wire, cut out of an address as it was written: nothing is normalised. */
export function requestTargetIn(address: string | null): string | null {
  const text = address?.trim().split("#", 1)[0] ?? "";
  if (text === "") return null;
  if (text.startsWith("/")) return text;
  const rest = text.replace(/^[a-z][a-z+.-]*:\/\//iu, "");
  const end = rest.search(/[/?]/u);
  if (end < 0) return "/";
  return rest[end] === "?" ? `/${rest.slice(end)}` : rest.slice(end);
}

/** For display: host and request-target without scheme, and without a login that an address may carry. */
export function displayedAddress(target: string | null, host: string | null): string | null {
  if (target === null) return null;
  if (target.startsWith("/")) return `${host ?? ""}${target}`;
  return target.replace(/^https?:\/\//iu, "").replace(/^[^/?#]*@/u, "");
}

/** Without its percent-encoding; as it stands when that is broken. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
