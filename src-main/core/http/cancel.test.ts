import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { containing, createBench } from "./bench.ts";
import { response, unauthorized, type LoopbackServer } from "./loopback.ts";
import type { SendOptions } from "./send-contract.ts";

const bench = createBench();

const post = { method: "POST", body: Buffer.from("first_name=Zoë") } satisfies Partial<SendOptions>;

/** Announces more gzip data than ever arrives. */
const encodedEndlessly = Buffer.concat([
  Buffer.from("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1000000\r\n\r\n"),
  gzipSync(Buffer.alloc(100_000)),
]);

describe("cancelling", () => {
  async function cancelOn(server: LoopbackServer, phase: string, change: Partial<SendOptions> = {}) {
    const controller = new AbortController();
    const sent = await bench.send(server.origin, {
      ...change,
      signal: controller.signal,
      onProgress: (update) => {
        if (update.phase === phase && (phase !== "receiving" || update.receivedBytes > 0)) controller.abort();
      },
    });
    return sent;
  }

  it("resolves while connecting, waiting and receiving, with whatever had arrived", async () => {
    const silent = await bench.start(() => {});
    expect((await cancelOn(silent, "connecting")).result).toMatchObject({
      failure: { code: "cancelled" },
      status: null,
    });
    expect((await cancelOn(silent, "waiting")).result).toMatchObject({
      failure: { code: "cancelled" },
      legs: [{ purpose: "ask", status: null }],
    });
    const slow = await bench.faulty("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    const { result, text } = await cancelOn(slow, "receiving");
    expect(result).toMatchObject({
      failure: { code: "cancelled" },
      status: 200,
      body: { receivedBytes: 5, complete: false },
    });
    expect(text).toBe("hello");
    expect(result.legs).toHaveLength(2);
  });

  it("resolves when cancelled before the start", async () => {
    const server = await bench.start(() => {});
    const { result } = await bench.send(server.origin, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ failure: { code: "cancelled" }, status: null });
    expect(server.requests).toHaveLength(0);
  });

  it("closes the socket", async () => {
    let closed = (): void => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const server = await bench.start((_, socket) => void socket.on("close", closed));
    await cancelOn(server, "waiting");
    await gone;
  });

  it("does not make other requests with the same login wait", async () => {
    const server = await bench.start((request, socket) => {
      if (request.target === "/x") socket.write(request.login === null ? unauthorized("n1") : response("200 OK", "ok"));
    });
    const controller = new AbortController();
    const hanging = bench.send(server.origin, { requestTarget: "/hang", signal: controller.signal });
    const queued = new AbortController();
    const waiting = bench.send(server.origin, { requestTarget: "/queued", signal: queued.signal });
    const last = bench.send(server.origin);
    queued.abort();
    expect((await waiting).result).toMatchObject({ failure: { code: "cancelled" }, legs: [] });
    controller.abort();
    expect((await hanging).result.failure?.code).toBe("cancelled");
    expect((await last).result.status).toBe(200);
  });

  it("is not needed for other requests to overtake a slow response", async () => {
    const server = await bench.start((request, socket) => {
      if (request.login === null) socket.write(unauthorized("n1"));
      else if (request.target === "/x") socket.write(response("200 OK", "ok"));
    });
    const controller = new AbortController();
    await bench.send(server.origin);
    const slow = bench.send(server.origin, { requestTarget: "/slow", signal: controller.signal });
    expect((await bench.send(server.origin)).result.status).toBe(200);
    expect(server.requests.map(({ target, login }) => [target, login?.get("nc")]).slice(2)).toEqual([
      ["/slow", "00000002"],
      ["/x", "00000003"],
    ]);
    controller.abort();
    await slow;
  });

  it("reports that a write may have been executed", async () => {
    const server = await bench.start((request, socket) => {
      if (request.method === "GET") socket.write(unauthorized("n1"));
    });
    const controller = new AbortController();
    const sent = bench.send(server.origin, {
      ...post,
      signal: controller.signal,
      onProgress: ({ phase, wireRequests }) => {
        if (phase === "waiting" && wireRequests === 2) controller.abort();
      },
    });
    expect((await sent).result.failure).toMatchObject({
      code: "cancelled",
      advice: containing("may have been"),
    });
  });
});

describe("a sink that accepts no more data", () => {
  it.each([
    ["plain", Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")],
    ["gzip", encodedEndlessly],
  ])("ends the exchange with its own error: %s", async (_, bytes) => {
    const server = await bench.faulty(bytes);
    const full = new Error("the disk is full");
    const sink = {
      begin: () => undefined,
      write: () => {
        throw full;
      },
    };
    await expect(bench.send(server.origin, { sink })).rejects.toBe(full);
    expect((await bench.send(server.origin, { headOnly: true })).result.status).toBe(200);
  });
});

describe("head only", () => {
  it("closes after the head of the final response", async () => {
    const server = await bench.faulty("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nhello");
    const { result, text } = await bench.send(server.origin, { headOnly: true });
    expect(result).toMatchObject({ status: 200, login: "accepted", failure: null });
    expect(result.body).toEqual({ receivedBytes: 0, complete: false, expectedBytes: 1_000_000 });
    expect(text).toBe("");
  });
});
