import type { Socket } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containing, createBench } from "./bench.ts";
import { ChunkedBody } from "./chunked-body.ts";
import { response, unauthorized } from "./loopback.ts";
import { readWireCases, startWireCase } from "./wire-cases.ts";

const bench = createBench();

describe("where a body ends", () => {
  it.each(readWireCases("framing"))("%s, and the next request finds its own response", async (_, data) => {
    const server = await startWireCase(bench, data);
    const write = data.method === undefined ? {} : { method: data.method, body: Buffer.from("a=b") };
    for (let turn = 0; turn < 2; turn++) {
      const { result, text } = await bench.send(server.origin, write);
      expect(result.failure?.code).toBe(data.failure);
      expect(result.status).toBe(data.status ?? null);
      expect(text).toBe(data.text ?? "");
      expect(result.warnings).toEqual((data.warnings ?? []).map(containing));
      const incomplete = data.status === undefined || (data.warnings?.join("").includes("hunk is") ?? false);
      if (!incomplete && data.warnings?.[0]?.startsWith("Incomplete") !== true) expect(result.body.complete).toBe(true);
      if (data.headers !== undefined) expect(result.responseHeaders).toEqual(data.headers);
      for (const part of data.detail ?? []) expect(result.failure?.detail).toContain(part);
    }
  });
});

describe("bytes that belong to no response", () => {
  const surplus = response("200 OK", "somebody else's");

  it("are never taken for the next one when they arrive with the previous response", async () => {
    const server = await bench.start((request, socket) =>
      socket.write(request.login === null ? unauthorized("n1") + surplus : response("200 OK", "ok") + surplus),
    );
    for (let turn = 0; turn < 3; turn++) {
      const { result, text } = await bench.send(server.origin);
      expect([result.status, text]).toEqual([200, "ok"]);
    }
  });

  it("close the socket when they arrive between two requests", async () => {
    let onClosed = (): void => {};
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    let idle: Socket | null = null;
    const server = await bench.start((request, socket) => {
      idle = socket;
      socket.write(request.login === null ? unauthorized("n1") : response("200 OK", "ok"));
      socket.on("close", () => onClosed());
    });
    await bench.send(server.origin);
    const socket = idle as Socket | null;
    socket?.write(surplus);
    await closed;
    const { result, text } = await bench.send(server.origin);
    expect([result.status, text, result.legs.at(-1)?.socketReused]).toEqual([200, "ok", false]);
  });
});

describe("ChunkedBody", () => {
  const chunks = fc.array(fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom("a", "\r", "\n", "0", ";") }));
  const padding = fc.constantFrom("", "", " ", "\t ", "   ");
  const extension = fc.constantFrom("", "", ";a", ';a="b"');
  const trailers = fc.constantFrom("", "X-Trailer: x\r\n", "X: a\r\n b\r\n");

  /** Takes the bytes in pieces and reads what was passed on as a strict parser would. */
  function readInPieces(wire: Buffer, pieceBytes: number): { data: string; body: ChunkedBody; taken: number } {
    const body = new ChunkedBody();
    const handed: Buffer[] = [];
    let taken = 0;
    for (let at = 0; at < wire.length; at += pieceBytes)
      taken += body.take(wire.subarray(at, at + pieceBytes), (bytes) => void handed.push(Buffer.from(bytes)));
    let rest = Buffer.concat(handed).toString("latin1");
    let data = "";
    for (;;) {
      const [line = "", digits = ""] = /^([\da-f]+)(?:;[^\r\n]*)?\r\n/iu.exec(rest) ?? [];
      expect(digits).not.toBe("");
      const size = Number.parseInt(digits, 16);
      rest = rest.slice(line.length);
      if (size === 0) break;
      data += rest.slice(0, size);
      expect(rest.slice(size, size + 2)).toBe("\r\n");
      rest = rest.slice(size + 2);
    }
    expect(rest).toBe("\r\n");
    return { data, body, taken };
  }

  it("passes on the same data for every padding and every division into pieces, and leaves what follows", () => {
    fc.assert(
      fc.property(
        chunks,
        padding,
        extension,
        trailers,
        fc.string(),
        fc.integer({ min: 1, max: 50 }),
        (texts, pad, ext, trailer, after, pieceBytes) => {
          const lines = texts.map((text) => `${text.length.toString(16)}${pad}${ext}\r\n${text}\r\n`);
          const wire = `${lines.join("")}0${pad}\r\n${trailer}\r\n`;
          const { data, body, taken } = readInPieces(Buffer.from(wire + after, "latin1"), pieceBytes);
          expect(data).toBe(texts.join(""));
          expect(body.over).toBe(true);
          expect(body.padded).toBe(pad !== "");
          expect(taken).toBe(wire.length);
        },
      ),
    );
  });
});
