import type { HeaderPair } from "../http/headers.ts";

export interface WireTextParts {
  readonly method: string;
  readonly requestTarget: string;
  /** Host and port as in the Host header. */
  readonly host: string;
  readonly userName: string;
  readonly quoteQop: boolean;
  /** Those of the request, in their order. */
  readonly headers: readonly HeaderPair[];
  /** null for DELETE. */
  readonly body: string | null;
  /** Bytes of the body in UTF-8. */
  readonly bodyBytes: number;
}

/**
 * A write as it will be sent. What only the handshake determines is shown as `‹…›`; the response is masked.
 * Lines end with a line feed here and with CR LF on the wire.
 */
export function wireText(parts: WireTextParts): string {
  const { method, requestTarget, host, userName, headers, body, bodyBytes } = parts;
  const qop = parts.quoteQop ? '"auth"' : "auth";
  const authorization =
    `Digest username="${userName.replace(/["\\]/gu, "\\$&")}", realm=‹from the server›, nonce=‹fresh from the server›, ` +
    `uri="${requestTarget}", cnonce=‹new›, nc=‹next›, qop=${qop}, response=••••••••, opaque=‹echo›`;
  const lines = [
    `${method} ${requestTarget} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: ${authorization}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === null ? [] : [`Content-Length: ${String(bodyBytes)}`]),
    "Connection: keep-alive",
    "",
    ...(body === null ? [] : [body]),
  ];
  return lines.join("\n");
}
