import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { createBench } from "./bench.ts";
import { BodyDecoder } from "./decode.ts";

const bench = createBench();

function encoded(coding: string, body: Buffer, ...more: readonly string[]): Buffer {
  const head = [`HTTP/1.1 200 OK`, `Content-Encoding: ${coding}`, `Content-Length: ${body.length}`, ...more, "", ""];
  return Buffer.concat([Buffer.from(head.join("\r\n")), body]);
}

describe("content codings", () => {
  const text = "id|name\r\n" + "1|Zoë\r\n".repeat(20_000);

  it.each([
    ["gzip", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["deflate", deflateRawSync(text)],
    ["br", brotliCompressSync(text)],
    ["gzip, br", brotliCompressSync(gzipSync(text))],
    ["identity", Buffer.from(text)],
  ])("undoes %s", async (coding, body) => {
    const server = await bench.faulty(encoded(coding, body));
    const { result, text: received } = await bench.send(server.origin);
    expect(Buffer.from(received, "latin1").toString()).toBe(text);
    expect(result).toMatchObject({ body: { complete: true, receivedBytes: body.length }, warnings: [] });
  });

  it.each([
    ["gzip", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["br", brotliCompressSync(text)],
    ["gzip, br", brotliCompressSync(gzipSync(text))],
  ])("marks a cut %s although its length is right", async (coding, body) => {
    const server = await bench.faulty(encoded(coding, body.subarray(0, body.length - 6)));
    const { result, text: received } = await bench.send(server.origin);
    expect(text.startsWith(Buffer.from(received, "latin1").toString())).toBe(true);
    expect(result).toMatchObject({ failure: null, body: { complete: false } });
    expect(result.warnings).toEqual([expect.stringContaining("damaged or cut")]);
  });

  it.each(["gzip", "deflate", "br", "gzip, br"])("shows a plain body announced as %s as received", async (coding) => {
    const plain = Buffer.from('[{"id":"1"}]'.repeat(5_000));
    const server = await bench.faulty(encoded(coding, plain));
    const { result, text: received } = await bench.send(server.origin);
    expect(received).toBe(plain.toString("latin1"));
    expect(result.body.complete).toBe(true);
    expect(result.warnings).toEqual([expect.stringContaining("shown as it came")]);
  });

  it.each(["zstd", "gzip, gzip, gzip"])("shows a body in %s as received", async (coding) => {
    const server = await bench.faulty(encoded(coding, Buffer.from("raw")));
    const { result, text: received } = await bench.send(server.origin);
    expect(received).toBe("raw");
    expect(result.warnings).toHaveLength(1);
  });

  it("stops a decompression bomb", async () => {
    const server = await bench.faulty(encoded("gzip", gzipSync(Buffer.alloc(200_000_000))));
    let received = 0;
    const { result } = await bench.send(server.origin, {
      sink: { begin: () => undefined, write: (chunk) => void (received += chunk.length) },
    });
    expect(result).toMatchObject({ status: 200, failure: { code: "too-large" }, body: { complete: false } });
    expect(received).toBeLessThanOrEqual(64 * 1024 * 1024);
    expect(received).toBeGreaterThan(60_000_000);
  });
});

describe("a sink that asks to wait", () => {
  it.each([
    ["as it came", [], (body: Buffer) => body],
    ["unpacked", ["gzip"], (body: Buffer) => gzipSync(body)],
    ["unpacked twice", ["gzip, gzip"], (body: Buffer) => gzipSync(gzipSync(body))],
  ])("is given nothing more of a body %s, and then the rest", async (_, codings, encode) => {
    const body = Buffer.alloc(3_000_000, "a line of text\n");
    let goOn = (): void => {};
    let taken = 0;
    const busy = new Promise<void>((resolve) => (goOn = resolve));
    let waits = true;
    const decoder = new BodyDecoder(codings, (bytes) => {
      taken += bytes.length;
      return waits ? busy : undefined;
    });
    const encoded = encode(body);
    const written = decoder.write(encoded);
    await vi.waitFor(() => expect(taken).toBeGreaterThan(0));
    const first = taken;
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(taken).toBe(first);
    waits = false;
    goOn();
    await written;
    expect(await decoder.end()).toBe("whole");
    expect(taken).toBe(body.length);
  });
});
