import { toAsciiHost } from "./host-name.ts";
import { describeInvisible } from "./invisible.ts";
import type { UriResult } from "./uri.ts";

/** A base URL taken apart. Everything is in the form that is used on the wire. */
export interface BaseUrl {
  readonly scheme: "http" | "https";
  /** Host to connect to, lower case; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** `scheme://host[:port]`, without the port where it is the scheme's own. */
  readonly origin: string;
  /** Value of the Host header. */
  readonly authority: string;
  /** Empty, or a path like `/rezora` without a trailing slash. */
  readonly basePath: string;
  /** Certainly this computer: a request there cannot be read on the way. */
  readonly loopback: boolean;
  /** An international host name as it was written; `host` is its ASCII form. */
  readonly writtenHost?: string;
}

const refuse = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason });

/**
 * Reads what the user typed as base URL. Stricter than a browser: nothing is repaired silently, because this
 * value decides which server receives a login. An international host name is converted, and both forms are shown.
 */
export function parseBaseUrl(text: string): UriResult<BaseUrl> {
  const trimmed = text.trim();
  if (trimmed === "") return refuse("Enter a base URL, such as http://api.rezora.com.");
  const invisible = describeInvisible(trimmed);
  if (invisible !== null) return refuse(invisible);
  if (/[?#]/u.test(trimmed)) return refuse("A base URL has no query and no fragment.");
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/\\]*)(.*)$/iu.exec(trimmed);
  const scheme = parts?.[1]?.toLowerCase();
  if (parts === null) return refuse("A base URL starts with http:// or https://.");
  if (scheme !== "http" && scheme !== "https") return refuse("Only http and https can be used.");
  const authority = parseAuthority(parts[2] ?? "", scheme);
  if (!authority.ok) return authority;
  const path = parseBasePath(parts[3] ?? "");
  if (!path.ok) return path;
  const { host, port, writtenHost } = authority.value;
  const hostText = host.includes(":") ? `[${host}]` : host;
  const written = port === defaultPort[scheme] ? hostText : `${hostText}:${port}`;
  return {
    ok: true,
    value: {
      scheme,
      host,
      port,
      origin: `${scheme}://${written}`,
      authority: written,
      basePath: path.value,
      loopback: isLoopback(host),
      ...(writtenHost === undefined ? {} : { writtenHost }),
    },
  };
}

const defaultPort = { http: 80, https: 443 } as const;

interface Authority {
  readonly host: string;
  readonly port: number;
  readonly writtenHost?: string;
}

function parseAuthority(text: string, scheme: "http" | "https"): UriResult<Authority> {
  if (text.includes("@"))
    return refuse("User name and password do not belong in the base URL: they have fields of their own.");
  const parts = /^(\[[^\]]*\]|[^:[\]]*)(?::([^:]*))?$/u.exec(text);
  if (parts === null) return refuse("An IPv6 address stands in brackets: http://[::1]:8080.");
  const host = (parts[1] ?? "").toLowerCase();
  const portText = parts[2];
  if (portText !== undefined && !/^\d{1,5}$/u.test(portText)) return refuse("The port is a number from 1 to 65535.");
  const port = portText === undefined ? defaultPort[scheme] : Number(portText);
  if (port < 1 || port > 65_535) return refuse("The port is a number from 1 to 65535.");
  if (host.startsWith("[")) {
    const address = host.slice(1, -1);
    return isIpv6(address) ? { ok: true, value: { host: address, port } } : refuse(`${host} is not an IPv6 address.`);
  }
  if (host === "") return refuse("The host name is missing.");
  if (/[^\x20-\x7e]/u.test(host)) return parseInternationalHost(host, port);
  return parseHostName(host, port);
}

function parseInternationalHost(writtenHost: string, port: number): UriResult<Authority> {
  // The conversion must not create characters such as %, which end or change a host for a browser.
  if (/[\x20-\x7e]/u.test(writtenHost.replaceAll(/[a-z0-9_.-]/gu, "")))
    return refuse(`${writtenHost} is not a host name.`);
  const ascii = toAsciiHost(writtenHost);
  if (!ascii.ok) return ascii;
  if (isIpv4(ascii.value)) return refuse("Write the digits of an IPv4 address as 0 to 9.");
  const parsed = parseHostName(ascii.value, port);
  return parsed.ok ? { ok: true, value: { ...parsed.value, writtenHost } } : parsed;
}

function parseHostName(host: string, port: number): UriResult<Authority> {
  const labels = host.replace(/\.$/u, "").split(".");
  if (host.length > 253 || !labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/u.test(label)))
    return refuse(`${host} is not a host name.`);
  // Resolvers read 127.1, 0x7f.1 and 2130706433 as addresses; such spellings hide where a login goes.
  if (/^(?:\d+|0x[0-9a-f]*)$/u.test(labels.at(-1) ?? "") && !isIpv4(host))
    return refuse(`${host} is not an IPv4 address.`);
  return { ok: true, value: { host, port } };
}

function parseBasePath(text: string): UriResult<string> {
  const path = text.replace(/\/+$/u, "");
  if (path === "") return { ok: true, value: "" };
  if (!/^(?:\/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+$/u.test(path))
    return refuse("The path of the base URL is not valid.");
  const segments = path.split("/");
  if (segments.some((segment) => /^(?:\.|%2e){1,2}$/iu.test(segment)))
    return refuse("The path of the base URL has dot segments.");
  if (/^v\d+$/iu.test(segments.at(-1) ?? ""))
    return refuse(`Leave ${segments.at(-1)} out: the API version has a field of its own.`);
  return { ok: true, value: path };
}

function isIpv4(text: string): boolean {
  const octets = text.split(".");
  return octets.length === 4 && octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/u.test(octet) && Number(octet) <= 255);
}

/** RFC 4291 §2.2; zone ids are not accepted, they mean something on one computer only. */
function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const embedded = last.includes(".");
  if (embedded && (!isIpv4(last) || text.endsWith("::"))) return false;
  const hex = embedded ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9a-f]{1,4}$/u.test(group))) return false;
  const count = hex.length + (embedded ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

function isLoopback(host: string): boolean {
  return (
    host === "localhost" || (isIpv4(host) && host.startsWith("127.")) || /^(?:0{1,4}:){7}0{0,3}1$|^::1$/u.test(host)
  );
}
