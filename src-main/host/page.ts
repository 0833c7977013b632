import { randomBytes } from "node:crypto";

/**
 * Headers of everything a host serves. No source is `unsafe-`: scripts and styles are files of the bundle. The nonce
 * is for the one style element that React Aria adds while running; it is of no use to a script.
 */
function securityHeaders(nonce: string | null): Readonly<Record<string, string>> {
  const styles = nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`;
  return {
    "Content-Security-Policy": [
      "default-src 'none'",
      "script-src 'self'",
      `style-src ${styles}`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
  };
}

/**
 * A file of the bundle as it goes out. Pages get a fresh nonce and, first of all scripts, those that the host adds;
 * module scripts run in the order they stand in.
 */
export function present(
  file: { readonly contentType: string; readonly content: Uint8Array },
  hostScripts: readonly string[] = [],
): { readonly headers: Readonly<Record<string, string>>; readonly content: Uint8Array } {
  if (!file.contentType.startsWith("text/html")) {
    return { headers: { ...securityHeaders(null), "Content-Type": file.contentType }, content: file.content };
  }
  const nonce = randomBytes(18).toString("base64");
  const added = [
    `<meta property="csp-nonce" nonce="${nonce}">`,
    ...hostScripts.map((path) => `<script type="module" src="${path}"></script>`),
  ].join("");
  const html = new TextDecoder().decode(file.content).replace("<head>", () => `<head>${added}`);
  return {
    headers: { ...securityHeaders(nonce), "Content-Type": file.contentType },
    content: new TextEncoder().encode(html),
  };
}

/** For answers that are no file of the bundle. */
export const plainHeaders = securityHeaders(null);
