import type { WireText } from "../digest/wire-text.ts";
import { parseCookieDate } from "./cookie-date.ts";

/** Where a response came from, or where a request goes. */
export interface CookiePlace {
  /** As in the URL; an IPv6 address without brackets. */
  readonly hostname: string;
  readonly secure: boolean;
  /** The path of the request-target, without its query. */
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Cookie {
  readonly name: string;
  readonly value: WireText;
  /** null: the cookie goes back only to the host that set it. */
  readonly domain: string | null;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since the epoch; null when the cookie lasts as long as the exchange. */
  readonly expiresAt: number | null;
}

/**
 * Parses one Set-Cookie field as RFC 6265 §5.2 and §5.3 require, with the name prefixes of its successor.
 *
 * @returns null when the whole cookie has to be ignored
 */
export function parseSetCookie(field: WireText, place: CookiePlace): Cookie | null {
  // oxlint-disable-next-line no-control-regex -- a control character must never reach one of our headers
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/u.test(field)) return null;
  const [pair = "", ...attributes] = field.split(";");
  const equals = pair.indexOf("=");
  const name = pair.slice(0, Math.max(0, equals)).trim();
  if (name === "") return null;
  const { maxAge, expires, domain, path, secure } = readAttributes(attributes, place);
  if (domain === undefined) return null;
  const lasting = maxAge ?? expires;
  const cookie: Cookie = {
    name,
    value: pair.slice(equals + 1).trim(),
    domain,
    path: path ?? defaultPath(place.path),
    secure,
    expiresAt: lasting,
  };
  return isAllowed(cookie, path, place) ? cookie : null;
}

/** RFC 6265 §5.4: whether the cookie goes back with a request to this location. */
export function matchesPlace(cookie: Cookie, origin: string, place: CookiePlace): boolean {
  const { hostname, secure, path, now } = place;
  return (
    (cookie.domain === null ? origin === hostname : domainMatches(hostname, cookie.domain)) &&
    pathMatches(path, cookie.path) &&
    (!cookie.secure || secure) &&
    (cookie.expiresAt === null || cookie.expiresAt > now)
  );
}

interface Attributes {
  maxAge: number | null;
  expires: number | null;
  /** undefined: a domain to which the host does not belong. */
  domain: string | null | undefined;
  path: string | null;
  secure: boolean;
}

/** The last of a repeated attribute counts; one that cannot be parsed is ignored. */
function readAttributes(attributes: readonly string[], { hostname, now }: CookiePlace): Attributes {
  const read: Attributes = { maxAge: null, expires: null, domain: null, path: null, secure: false };
  for (const attribute of attributes) {
    const equals = attribute.indexOf("=");
    const name = (equals === -1 ? attribute : attribute.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? "" : attribute.slice(equals + 1).trim();
    switch (name) {
      case "max-age":
        if (/^-?\d+$/u.test(value)) read.maxAge = Number(value) <= 0 ? -Infinity : now + Number(value) * 1_000;
        break;
      case "expires":
        read.expires = parseCookieDate(value) ?? read.expires;
        break;
      case "domain":
        if (value !== "") read.domain = domainFor(hostname, value.replace(/^\./u, "").toLowerCase());
        break;
      case "path":
        read.path = value.startsWith("/") ? value : null;
        break;
      case "secure":
        read.secure = true;
        break;
      default:
    }
  }
  return read;
}

/**
 * A single-label domain (`com`, `localhost`) would cover hosts of many owners. Only the host of exactly that name may
 * use it, and then it means the host alone (RFC 6265 §5.3, step 5). There is no list of public suffixes here, and
 * none is needed: within an exchange a cookie only ever goes back to the host that set it.
 */
function domainFor(hostname: string, domain: string): string | null | undefined {
  if (domain === hostname.toLowerCase()) return isAddress(domain) || !domain.includes(".") ? null : domain;
  return domain.includes(".") && domainMatches(hostname, domain) ? domain : undefined;
}

/** RFC 6265 §5.1.3. An IP address does not have the parts of a name. */
function domainMatches(hostname: string, domain: string): boolean {
  const host = hostname.toLowerCase();
  return host === domain || (host.endsWith(`.${domain}`) && !isAddress(host));
}

function isAddress(hostname: string): boolean {
  return hostname.includes(":") || /^[\d.]+$/u.test(hostname);
}

/** RFC 6265 §5.1.4. */
function defaultPath(path: string): string {
  const lastSlash = path.lastIndexOf("/");
  return lastSlash <= 0 || !path.startsWith("/") ? "/" : path.slice(0, lastSlash);
}

function pathMatches(path: string, cookiePath: string): boolean {
  return (
    path === cookiePath ||
    (path.startsWith(cookiePath) && (cookiePath.endsWith("/") || path.charAt(cookiePath.length) === "/"))
  );
}

/**
 * An insecure server may not set a secure cookie (RFC 6265bis §5.7). Neither may `http` on this computer: a
 * cookie with `Secure` is for https. A name with a prefix promises attributes; without them it is ignored.
 */
function isAllowed({ name, domain, secure }: Cookie, path: string | null, place: CookiePlace): boolean {
  if (secure && !place.secure) return false;
  const prefix = name.toLowerCase();
  if (prefix.startsWith("__secure-")) return secure;
  if (prefix.startsWith("__host-")) return secure && domain === null && path === "/";
  return true;
}
