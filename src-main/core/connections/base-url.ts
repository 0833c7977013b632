import { parseBaseUrl } from "#shared/rezora/base-url.ts";
import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import type { UriResult } from "#shared/rezora/uri.ts";
import { CallError } from "../call-error.ts";

/** The base URL as it is used on the wire: equal URLs have the same text. */
export function normalBaseUrl(text: string): UriResult<string> {
  const parsed = parseBaseUrl(text);
  return parsed.ok ? { ok: true, value: `${parsed.value.origin}${parsed.value.basePath}` } : parsed;
}

/** The same for a base URL that is known to be valid. */
export function checkBaseUrl(text: string): string {
  const normal = normalBaseUrl(text);
  if (!normal.ok) throw new CallError("invalid-input", normal.reason);
  return normal.value;
}

/** Whether requests to this URL can be read in transit. */
export function isUnencrypted(baseUrl: string): boolean {
  const parsed = parseBaseUrl(baseUrl);
  return parsed.ok && parsed.value.scheme === "http" && !parsed.value.loopback;
}

/** The same text for every spelling of one base URL; an invalid base URL is returned unchanged. */
export function canonicalBaseUrl(text: string): string {
  const parsed = parseBaseUrl(text);
  return parsed.ok
    ? `${canonicalOrigin(text) ?? parsed.value.origin}${parsed.value.basePath.replace(/\/+$/u, "")}`
    : text;
}
