import dns from "node:dns";
import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Backstop } from "../backstop.ts";
import { createBench, lenient } from "./bench.ts";
import { createTestClient, listen, response, sendTest } from "./loopback.ts";
import type { BodySink } from "./send-contract.ts";

const bench = createBench();
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const whole = response("200 OK", "hello", "X-A: b");
const post = { method: "POST", body: Buffer.from("a=b") } as const;

describe.each([
  ["read", {}],
  ["write", post],
] as const)("a connection that is reset in the middle of the response to a %s", (kind, change) => {
  test("ends the request at every byte, and the next request with the login succeeds", async () => {
    let length = 0;
    const server = await bench.start((request, socket, number) => {
      if (request.login === null || request.target === "/next") lenient(request, socket, number);
      else socket.write(whole.slice(0, length), () => socket.resetAndDestroy());
    });
    for (length = 0; length < whole.length; length++) {
      const { result } = await bench.send(server.origin, change);
      const isHeadWhole = length >= whole.indexOf("\r\n\r\n") + 4;
      // A reset may overtake bytes in flight.
      if (result.status === null)
        expect(result.failure?.code).toBe(kind === "write" ? "state-unknown" : "connection-lost");
      else expect([isHeadWhole, result.body.complete]).toEqual([true, false]);
      expect((await bench.send(server.origin, { requestTarget: "/next" })).result.status).toBe(200);
    }
  });
});

describe("a connection that is never established", () => {
  test("because the name is never resolved: ends at the time-out and when it is cancelled", async () => {
    vi.spyOn(dns, "lookup").mockImplementation((() => undefined) as unknown as typeof dns.lookup);
    const origin = "http://silent.example";
    expect((await bench.send(origin, { idleTimeoutMs: 50 })).result.failure?.code).toBe("timed-out");
    const controller = new AbortController();
    const sent = bench.send(origin, { signal: controller.signal, idleTimeoutMs: 600_000 });
    controller.abort();
    expect((await sent).result.failure?.code).toBe("cancelled");
  });

  test("because the TLS handshake never ends: ends at the time-out and when it is cancelled", async () => {
    const sockets: Socket[] = [];
    let onConnection = (): void => {};
    const server = createServer((socket) => {
      sockets.push(socket.on("error", () => {}));
      onConnection();
    });
    bench.keep({
      close() {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    });
    const origin = `https://127.0.0.1:${String(await listen(server))}`;
    expect((await bench.send(origin, { idleTimeoutMs: 200 })).result.failure?.code).toBe("timed-out");
    const controller = new AbortController();
    onConnection = () => controller.abort();
    const { result } = await bench.send(origin, { signal: controller.signal, idleTimeoutMs: 600_000 });
    expect(result.failure?.code).toBe("cancelled");
  });
});

describe("documents that accept no more of a body", () => {
  const stuck: BodySink = { begin: () => undefined, write: () => new Promise(() => {}) };

  test("do not prevent Cancel from ending the request", async () => {
    const server = await bench.faulty("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
    const controller = new AbortController();
    const sink = {
      ...stuck,
      write: () => {
        setImmediate(() => controller.abort());
        return new Promise<void>(() => {});
      },
    };
    const { result } = await bench.send(server.origin, { sink, signal: controller.signal });
    expect(result).toMatchObject({ status: 200, failure: { code: "cancelled" }, body: { complete: false } });
  });

  test("are abandoned by the backstop after 5 minutes, which is reported [security: backstop-reports]", async () => {
    const server = await bench.faulty("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
    const logged: string[] = [];
    const backstop = new Backstop({ info: () => undefined, error: (message) => logged.push(message) });
    const client = createTestClient(backstop);
    bench.keep(client);
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    let began = (): void => {};
    const taken = new Promise<void>((resolve) => (began = resolve));
    const sink = {
      ...stuck,
      write: () => {
        began();
        return new Promise<void>(() => {});
      },
    };
    const sent = sendTest(client, server.origin, { sink, idleTimeoutMs: 600_000 });
    await taken;
    await vi.advanceTimersByTimeAsync(302_000);
    const { result } = await sent;
    expect(result).toMatchObject({
      status: 200,
      failure: { code: "ended-by-application" },
      body: { receivedBytes: 5 },
    });
    expect(result.failure?.message).toContain("because the response could not be stored");
    expect(backstop.acts).toMatchObject([{ what: "storing a response", seconds: 301 }]);
    expect([backstop.size, logged]).toEqual([0, ["the backstop acted"]]);
  });
});
