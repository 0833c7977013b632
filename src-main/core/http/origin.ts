import { CallError } from "../call-error.ts";

/** Where requests go: only scheme, host and port (RFC 9110 §4.3.1). */
export interface Origin {
  readonly secure: boolean;
  /** For the socket: an IPv6 address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** For the Host field, and to distinguish origins: without the scheme's default port. */
  readonly host: string;
  /** `host:port`, always with the port, for messages. */
  readonly server: string;
  /** As in a URL: `https://api.example.org`. */
  readonly text: string;
}

export function parseOrigin(text: string): Origin {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new CallError("invalid-input", "The connection's base URL cannot be read.");
  }
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.username !== "" || url.password !== "") {
    throw new CallError("invalid-input", "The connection's base URL must be http or https, without a login in it.");
  }
  const secure = url.protocol === "https:";
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return {
    secure,
    hostname: url.hostname.replaceAll(/[[\]]/gu, ""),
    port,
    host: url.host,
    server: `${url.hostname}:${port}`,
    text: url.origin,
  };
}
