import { parseBaseUrl } from "./base-url.ts";

/** Browsers and Node have it, but `src-shared` is compiled without its types. */
const { URL } = globalThis as unknown as { readonly URL: new (text: string) => { readonly hostname: string } };

/**
 * Scheme, host and port of a base URL in the one form that every spelling of them has: `https://api.example.com`.
 * null: the text is not a base URL.
 *
 * Two spellings of one server have the same origin: capital letters, the scheme's own port, an international name and
 * its ASCII form, the forms of an IPv6 address, and the dot of an absolute name (RFC 1034 §3.1). A password is bound to
 * this text.
 */
export function canonicalOrigin(baseUrl: string): string | null {
  const parsed = parseBaseUrl(baseUrl);
  if (!parsed.ok) return null;
  const { scheme, host, port } = parsed.value;
  const name = host.includes(":") ? new URL(`http://[${host}]`).hostname : host.replace(/\.$/u, "");
  return port === defaultPorts[scheme] ? `${scheme}://${name}` : `${scheme}://${name}:${String(port)}`;
}

const defaultPorts = { http: 80, https: 443 } as const;
