import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHeadViolation } from "./head-rules.ts";

const ok = "HTTP/1.1 200 OK\r\n";

describe("findHeadViolation", () => {
  it.each([
    ["another protocol", "SSH-2.0-OpenSSH_9.2\n", 1],
    ["two lengths", `${ok}Content-Length: 1\r\ncontent-length: 2\r\n\r\n`, 3],
    ["a length that is no number", `${ok}Content-Length: +1\r\n\r\n`, 2],
    ["a length with a transfer coding", `${ok}Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n`, 3],
    ["a blank before the colon", `${ok}Server : x\r\n\r\n`, 2],
    ["a bare LF in the status line", "HTTP/1.1 200 OK\nServer: x\r\n\r\n", 1],
    ["a bare LF in a header", `${ok}Server: x\nX: y\r\n\r\n`, 2],
    ["a bare LF at the end", `${ok}Server: x\r\n\n`, 3],
    ["a folded status line", `${ok}\tServer: x\r\n\r\n`, 2],
    ["a control character in a folded line", `${ok}Server: x\r\n\ty\u0000\r\n\r\n`, 3],
    ["a list of two lengths", `${ok}Content-Length: 1, 2\r\n\r\n`, 2],
    ["two lengths in a folded header", `${ok}Content-Length: 1,\r\n 2\r\n\r\n`, 2],
    ["a line without a colon", `${ok}Server\r\n\r\n`, 2],
    ["an impossible name", `${ok}Se(rver: x\r\n\r\n`, 2],
    ["anything of it behind an interim answer", `HTTP/1.1 100 Continue\r\n\r\n${ok}Server : x\r\n\r\n`, 4],
  ])("finds %s", (_, head, line) => {
    expect(findHeadViolation(head)).toMatchObject({ line });
  });

  it("finds nothing wrong with a valid head, whatever body follows", () => {
    const name = fc.stringMatching(/^X-[A-Za-z0-9]{1,8}$/u);
    const value = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), fc.string(), fc.boolean(), (headers, body, interim) => {
        const before = interim ? "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" : "";
        const lines = headers.map(([key, text]) => `${key}:${text}\r\n`).join("");
        expect(findHeadViolation(`${before}${ok}${lines}Content-Length: 5\r\n\r\n${body}`)).toBeNull();
      }),
    );
  });
});
