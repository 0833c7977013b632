import type { RequestOptions } from "node:https";
import { isIP } from "node:net";
import type { ConnectingOptions } from "./agents.ts";
import type { Connecting } from "./connect.ts";
import type { LegRequest } from "./leg-types.ts";

/** More than the response gate lets through: the parser's own limit is never the one that counts. */
const parserHeadLimit = 1024 * 1024;

/** The options that node:http gets for a request. */
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
    // A flat list is sent as it stands; Node adds only what it misses, and it misses nothing.
    headers: headers.flat(),
    setHost: false,
    maxHeaderSize: parserHeadLimit,
    insecureHTTPParser: false,
    // Said aloud because an environment variable could switch it off.
    rejectUnauthorized: true,
    // RFC 6066 §3: a name without the trailing dot, and no address.
    servername: isIP(origin.hostname) === 0 ? origin.hostname.replace(/\.$/u, "") : "",
  };
}
