import type { HeaderPair } from "#shared/http/headers.ts";
import { CallError } from "../call-error.ts";

/**
 * Headers that nobody sets by hand: they frame the message or decide who receives it, or they belong to the digest
 * engine. A wrong one would make what is shown differ from what is sent (RFC 9110 §7.6.1, RFC 9112 §6).
 */
const ours: ReadonlySet<string> = new Set([
  "authorization",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Refuses headers that could not be sent as they stand (RFC 9110 §5.1, §5.5). Never names the value. */
export function checkHeaders(headers: readonly HeaderPair[]): void {
  for (const [name, value] of headers) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u.test(name)) {
      throw new CallError(
        "invalid-header",
        "A header name holds a character that is not allowed there.",
        printable(name),
      );
    }
    if (ours.has(name.toLowerCase())) {
      throw new CallError("invalid-header", `${name} is set by the application and cannot be set by hand.`);
    }
    if (!/^[\t\x20-\x7e\x80-\xff]*$/u.test(value)) {
      throw new CallError(
        "invalid-header",
        `The value of ${name} holds a line break, a control character or a character outside Latin-1.`,
      );
    }
  }
}

function printable(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
