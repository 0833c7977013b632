import { deflateRawSync, gzipSync } from "node:zlib";
import type { RawDelivery } from "./answer.ts";
import type { Fault } from "./fault.ts";

const lines = (...all: readonly string[]): Buffer => Buffer.from(`${all.join("\r\n")}\r\n\r\n`, "latin1");

const ok = (contentType: string, ...more: readonly string[]): Buffer =>
  lines("HTTP/1.1 200 OK", "Server: Apache/2.2.12 (Ubuntu)", `Content-Type: ${contentType}`, ...more);

const sized = (body: Uint8Array, contentType: string, ...more: readonly string[]): Buffer =>
  Buffer.concat([ok(contentType, `Content-Length: ${body.length}`, ...more), body]);

function raw(summary: string, bytes: RawDelivery["bytes"], ending: RawDelivery["ending"] = "close"): Fault {
  return { summary, spoil: (answer) => ({ ...answer, delivery: { bytes, ending } }) };
}

/** Responses that no correct server sends, and correct ones that few clients read correctly. */
export const rawFaults = {
  "reset-in-body": raw(
    "the connection breaks in the middle of the body",
    (body, type) => Buffer.concat([ok(type, `Content-Length: ${body.length + 1_000}`), body]),
    "reset",
  ),
  "missing-last-chunk": raw("the last chunk never comes", (body, type) =>
    Buffer.concat([
      ok(type, "Transfer-Encoding: chunked"),
      Buffer.from(`${body.length.toString(16)}\r\n`),
      body,
      Buffer.from("\r\n"),
    ]),
  ),
  "cut-gzip": raw("a compressed body without its end", (body, type) => {
    const whole = gzipSync(body);
    return sized(whole.subarray(0, Math.ceil(whole.length / 2)), type, "Content-Encoding: gzip");
  }),
  "three-encodings": raw("the body is packed three times over", (body, type) =>
    sized(gzipSync(deflateRawSync(gzipSync(body))), type, "Content-Encoding: gzip, deflate, gzip"),
  ),
  "two-lengths": raw("two different Content-Lengths", (body, type) =>
    Buffer.concat([ok(type, `Content-Length: ${body.length}`, `Content-Length: ${body.length + 5}`), body]),
  ),
  "length-and-chunked": raw("Content-Length together with chunks", (body, type) =>
    Buffer.concat([ok(type, `Content-Length: ${body.length}`, "Transfer-Encoding: chunked"), body]),
  ),
  "bare-line-feeds": raw("header lines end with a line feed alone", (body, type) =>
    Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\nContent-Type: ${type}\nContent-Length: ${body.length}\n\n`), body]),
  ),
  "folded-header": raw("a header goes on in the next line", (body, type) => sized(body, type, "X-Note: one\r\n two")),
  "blank-before-colon": raw("a blank stands before a header's colon", (body, type) =>
    sized(body, type, "X-Note : one"),
  ),
  "huge-headers": raw("60 KB of headers", (body, type) =>
    sized(body, type, ...Array.from({ length: 60 }, (_, index) => `X-Long-${index}: ${"x".repeat(1_000)}`)),
  ),
  "odd-headers": raw("repeated, empty and Latin-1 header values", (body, type) =>
    sized(body, type, "X-Note: caf\u00e9", "X-Note:", "X-Note: three"),
  ),
} as const satisfies Readonly<Record<string, Fault>>;
