import type { HeaderPair } from "#shared/http/headers.ts";
import { CallError } from "../call-error.ts";

/**
 * Fields that belong to the connection, the message framing or the login (RFC 9110 §7.2, §7.6.1, §11.6.2, RFC 9112
 * §6). One set by hand could smuggle a second request or send a login that was never computed.
 */
const reserved: ReadonlySet<string> = new Set([
  "authorization",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Refuses headers that must not be set by hand and characters that could end a header line. */
export function checkHeaders(headers: readonly HeaderPair[]): void {
  for (const [name, value] of headers) {
    if (!/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/u.test(name)) {
      throw new CallError("invalid-header", "A header name may hold only letters, digits and a few signs.");
    }
    if (reserved.has(name.toLowerCase())) {
      throw new CallError("invalid-header", `The header ${name} is set by the application and cannot be set by hand.`);
    }
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/u.test(value)) {
      throw new CallError("invalid-header", `The header ${name} holds a control character, such as a line break.`);
    }
  }
}
