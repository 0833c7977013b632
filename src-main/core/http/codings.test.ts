import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containing, createBench } from "./bench.ts";
import { BodyDecoder } from "./decode.ts";

const bench = createBench();
const text = "id|name\r\n1|Jane Smith\r\n";
const big =
  "id|name\r\n" + Array.from({ length: 60_000 }, (_, id) => `${id}|Jane ${(id * 7919) % 60_013}\r\n`).join("");

function served(announced: readonly string[], body: Buffer): Buffer {
  const fields = announced.map((coding) => `Content-Encoding: ${coding}`);
  const head = ["HTTP/1.1 200 OK", ...fields, `Content-Length: ${body.length}`, "", ""];
  return Buffer.concat([Buffer.from(head.join("\r\n")), body]);
}

async function receive(announced: readonly string[], body: Buffer) {
  const server = await bench.faulty(served(announced, body));
  return await bench.send(server.origin);
}

const packers: readonly (readonly [coding: string, pack: (body: Buffer) => Buffer])[] = [
  ["gzip", (body) => gzipSync(body)],
  ["x-gzip", (body) => gzipSync(body)],
  ["deflate", (body) => deflateSync(body)],
  ["deflate", (body) => deflateRawSync(body)],
  ["br", (body) => brotliCompressSync(body)],
  ["gzip, br", (body) => brotliCompressSync(gzipSync(body))],
  ["br, gzip", (body) => gzipSync(brotliCompressSync(body))],
];

describe("bytes after the end of the compressed data", () => {
  it.each(
    packers.flatMap(([coding, pack]) =>
      ["<!-- 0.01 s -->", "\r\n", "x", "\u001f", "<b>Warning</b>: x".repeat(5_000)].map(
        (after) => [coding, after.length, pack, after] as const,
      ),
    ),
  )("of %s, %d bytes, are left out and counted", async (coding, count, pack, after) => {
    for (const body of [text, big]) {
      const { result, text: received } = await receive(
        [coding],
        Buffer.concat([pack(Buffer.from(body)), Buffer.from(after)]),
      );
      expect(received).toBe(body);
      expect(result.body.complete).toBe(true);
      expect(result.warnings).toEqual([containing(count === 1 ? "1 byte follows" : `${count} bytes follow`)]);
    }
  });

  it("are data when they are another gzip member, and padding when they are zeros", async () => {
    const members = Buffer.concat([gzipSync("id|name\r\n"), gzipSync("1|Jane"), gzipSync(""), gzipSync(" Smith\r\n")]);
    expect(await receive(["gzip"], members)).toMatchObject({
      text,
      result: { warnings: [], body: { complete: true } },
    });
    const padded = Buffer.concat([members, Buffer.alloc(512)]);
    expect(await receive(["gzip"], padded)).toMatchObject({ text, result: { warnings: [], body: { complete: true } } });
    const followed = Buffer.concat([members, Buffer.from("bye")]);
    expect(await receive(["gzip"], followed)).toMatchObject({
      text,
      result: { warnings: [containing("3 bytes follow")] },
    });
  });

  it("do not hide that the data is truncated or damaged", async () => {
    const whole = gzipSync(text);
    for (const damaged of [whole.subarray(0, -9), whole.subarray(0, -4)]) {
      const { result } = await receive(["gzip"], damaged);
      expect(result.body.complete).toBe(false);
      expect(result.warnings).toEqual([containing("damaged or cut")]);
    }
    const wrongChecksum = Buffer.from(whole);
    wrongChecksum[whole.length - 8] = (wrongChecksum[whole.length - 8] ?? 0) ^ 1;
    expect((await receive(["gzip"], wrongChecksum)).result.body.complete).toBe(false);
  });
});

describe("a body that is not compressed", () => {
  it.each(["none", "None", "binary", "identity", "IDENTITY", "none, identity", "8bit", "", "UTF-8"])(
    "needs no warning when %s is announced",
    async (coding) => {
      expect(await receive([coding], Buffer.from(text))).toMatchObject({
        text,
        result: { warnings: [], body: { complete: true } },
      });
    },
  );

  it("does not hide that another coding is also announced", async () => {
    expect(await receive(["none", "gzip"], gzipSync(text))).toMatchObject({ text, result: { warnings: [] } });
    expect((await receive(["identity, zstd"], Buffer.from(text))).result.warnings).toEqual([containing("zstd")]);
  });
});

describe("a coding announced twice", () => {
  it.each([
    [["gzip, gzip"], gzipSync],
    [["gzip", "gzip"], gzipSync],
    [["gzip", "x-gzip"], gzipSync],
    [["GZIP,gzip"], gzipSync],
    [["deflate, deflate"], deflateSync],
    [["br, br"], brotliCompressSync],
    [["gzip, br"], gzipSync],
    [["gzip, br"], brotliCompressSync],
    [["deflate, gzip"], gzipSync],
  ] as const)("%s, and applied once, is undone once", async (announced, pack) => {
    for (const body of [text, big]) {
      const { result, text: received } = await receive(announced, pack(Buffer.from(body)));
      expect(received).toBe(body);
      expect(result.body.complete).toBe(true);
      expect(result.warnings).toEqual([containing("unpacked once")]);
    }
  });

  it("and applied twice, is decoded twice", async () => {
    expect(await receive(["gzip, gzip"], gzipSync(gzipSync(text)))).toMatchObject({ text, result: { warnings: [] } });
  });

  it("three times, and applied once, is decoded once", async () => {
    expect(await receive(["gzip, gzip, gzip"], gzipSync(text))).toMatchObject({ text });
  });
});

it("unpacks members of every size in pieces of every size as node:zlib does, and counts what follows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("", "\r\n", "\u001f\u008b", "\u001f\u008b\b", "trailing"),
      fc.integer({ min: 1, max: 60 }),
      async (texts, after, pieceBytes) => {
        const wire = Buffer.concat([...texts.map((part) => gzipSync(part)), Buffer.from(after, "latin1")]);
        const received: Buffer[] = [];
        const decoder = new BodyDecoder(["gzip"], (bytes) => void received.push(Buffer.from(bytes)));
        for (let at = 0; at < wire.length; at += pieceBytes) await decoder.write(wire.subarray(at, at + pieceBytes));
        expect(await decoder.end()).toBe("whole");
        expect(Buffer.concat(received).toString()).toBe(texts.join(""));
        expect(decoder.warnings).toEqual(after === "" ? [] : [containing(`${after.length} bytes follow`)]);
      },
    ),
    { numRuns: 60 },
  );
});
