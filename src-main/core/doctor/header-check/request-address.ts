/** Path and query as they would be sent on the wire, cut out of an address as written: nothing is normalised. */
export function requestTargetIn(address: string | null): string | null {
  const text = address?.trim().split("#", 1)[0] ?? "";
  if (text === "") return null;
  if (text.startsWith("/")) return text;
  const rest = text.replace(/^[a-z][a-z+.-]*:\/\//iu, "");
  const end = rest.search(/[/?]/u);
  if (end < 0) return "/";
  return rest[end] === "?" ? `/${rest.slice(end)}` : rest.slice(end);
}

/** For display: host and request target, without the scheme and without a login that the address may contain. */
export function displayedAddress(target: string | null, host: string | null): string | null {
  if (target === null) return null;
  if (target.startsWith("/")) return `${host ?? ""}${target}`;
  return target.replace(/^https?:\/\//iu, "").replace(/^[^/?#]*@/u, "");
}

/** Undoes percent-encoding; returns the text unchanged when the encoding is broken. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
