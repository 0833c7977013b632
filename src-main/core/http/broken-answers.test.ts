import { describe, expect, it } from "vitest";
import { createBench } from "./bench.ts";
import { mask } from "./mask.ts";

const bench = createBench();
function chunked(...chunks: readonly string[]): string {
  return [
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ...chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`),
  ].join("");
}

describe("an incomplete body", () => {
  it.each([
    ["a reset", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", "reset", "5 of 10 bytes"],
    ["a short body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", "close", "5 of 10 bytes"],
    ["a cut chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhello", "close", "5 bytes"],
    ["a missing last chunk", chunked("hello"), "close", "5 bytes"],
    ["a broken chunk size", `${chunked("hello")}zz\r\n`, "stay", "5 bytes"],
  ] as const)("keeps what came before %s", async (_, bytes, then, count) => {
    const server = await bench.faulty(bytes, then);
    const { result, text } = await bench.send(server.origin);
    expect(text).toBe("hello");
    expect(result).toMatchObject({ status: 200, failure: null, login: "accepted" });
    expect(result.body).toMatchObject({ receivedBytes: 5, complete: false });
    expect(result.warnings).toEqual([expect.stringContaining(`Incomplete: ${count}`)]);
  });

  it("keeps what came before a time-out", async () => {
    const server = await bench.faulty("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    const { result, text } = await bench.send(server.origin, { idleTimeoutMs: 2_000 });
    expect(text).toBe("hello");
    expect(result).toMatchObject({ status: 200, failure: { code: "timed-out" }, body: { complete: false } });
  });

  it("treats a body that ends with the connection as complete", async () => {
    const server = await bench.faulty("HTTP/1.1 200 OK\r\n\r\nhello", "close");
    const { result, text } = await bench.send(server.origin);
    expect(text).toBe("hello");
    expect(result).toMatchObject({ body: { complete: true, expectedBytes: null }, warnings: [] });
  });
});

describe("a response that breaks the rules of HTTP", () => {
  it.each([
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 3],
    ["a length that is no number", "HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n", 2],
    ["a length with chunked", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 3],
    ["a blank before the colon", "HTTP/1.1 200 OK\r\nServer : x\r\nContent-Length: 0\r\n\r\n", 2],
    ["a bare LF", "HTTP/1.1 200 OK\r\nServer: x\nX: y\n\n", 2],
    ["a control character", "HTTP/1.1 200 OK\r\nServer: x\u0001y\r\nContent-Length: 0\r\n\r\n", 2],
    ["DEL, which only the parser refuses", "HTTP/1.1 200 OK\r\nServer: x\u007fy\r\nContent-Length: 0\r\n\r\n", 2],
  ])("names the line: %s", async (_, bytes, line) => {
    const server = await bench.faulty(bytes);
    const { result } = await bench.send(server.origin, { idleTimeoutMs: 10_000 });
    expect(result.failure?.code).toBe("broken-head");
    expect(result.failure?.detail).toContain(`in line ${line} of what was received:\n1: `);
  });

  it("is distinguished from what is not HTTP at all", async () => {
    const server = await bench.faulty("SSH-2.0-OpenSSH_9.2\r\n");
    const { result } = await bench.send(server.origin);
    expect(result.failure?.code).toBe("not-http");
    expect(result.failure?.detail).toContain("in line 1 of what was received:\n1: SSH-2.0-OpenSSH_9.2");
  });

  it("shows what arrived, without its cookies", async () => {
    const server = await bench.faulty("HTTP/1.1 200 OK\r\nSet-Cookie: PHPSESSID=verysecret; path=/\r\nX : y\r\n\r\n");
    const { result } = await bench.send(server.origin);
    expect(result.failure?.detail).toContain(`2: Set-Cookie: PHPSESSID=${mask}; path=/`);
    expect(JSON.stringify(result)).not.toContain("verysecret");
  });

  it("survives a body after 204 and reads the next response correctly", async () => {
    const server = await bench.faulty("HTTP/1.1 204 No Content\r\n\r\nsurprise");
    const { result, text } = await bench.send(server.origin);
    expect([result.status, text, result.body.complete]).toEqual([204, "", true]);
    expect((await bench.send(server.origin)).result).toMatchObject({ status: 204 });
  });

  it("survives a body longer than its length", async () => {
    const server = await bench.faulty("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more");
    const { result, text } = await bench.send(server.origin);
    expect([result.status, text]).toEqual([200, "ok"]);
    expect((await bench.send(server.origin)).result).toMatchObject({ status: 200 });
  });
});
