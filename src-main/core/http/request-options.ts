import type { RequestOptions } from "node:https";
import { isIP } from "node:net";
import type { ConnectingOptions } from "./agents.ts";
import type { Connecting } from "./connect.ts";
import type { LegRequest } from "./leg-types.ts";

/** More than the response gate lets through, so the parser's own limit never applies. */
const parserHeadLimit = 1024 * 1024;

/** The options that node:http receives for a request. */
export function requestOptionsOf(
  { origin, agent, method, requestTarget, headers }: LegRequest,
  connecting: Connecting,
): RequestOptions & ConnectingOptions {
  return {
    connecting,
    agent,
    host: origin.hostname,
    port: origin.port,
    method,
    path: requestTarget,
    // A flat list is sent as it is. Node only adds missing fields, and none are missing.
    headers: headers.flat(),
    setHost: false,
    maxHeaderSize: parserHeadLimit,
    insecureHTTPParser: false,
    // Set explicitly, because an environment variable could switch it off.
    rejectUnauthorized: true,
    // RFC 6066 §3: a name without the trailing dot, and never an address.
    servername: isIP(origin.hostname) === 0 ? origin.hostname.replace(/\.$/u, "") : "",
  };
}
