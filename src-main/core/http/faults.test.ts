import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { containing, createBench } from "./bench.ts";
import { listen, response, startLoopbackServer, unauthorized } from "./loopback.ts";
import { findProgram } from "./oracle-servers.ts";
import type { SendOptions } from "./send-contract.ts";

const bench = createBench();

const post = { method: "POST", body: Buffer.from("first_name=Zoë") } satisfies Partial<SendOptions>;

const openssl = findProgram("openssl");

/** A key generated for this run: none is kept in the repository. */
function selfSigned(): { key: string; cert: string } {
  const made = spawnSync(
    openssl ?? "",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-keyout",
      "-",
      "-out",
      "-",
      "-subj",
      "/CN=127.0.0.1",
    ],
    { encoding: "utf8" },
  );
  const [key, cert] = made.stdout.split(/(?=-----BEGIN CERTIFICATE-----)/u);
  if (key === undefined || cert === undefined) throw new Error(made.stderr);
  return { key, cert };
}

describe("no connection", () => {
  it("names a refused port", async () => {
    const server = await startLoopbackServer(() => {});
    await server.close();
    const { result, wireRequests } = await bench.send(server.origin, post);
    expect(result.failure).toMatchObject({
      code: "refused",
      message: containing(`127.0.0.1:${server.port}`),
    });
    expect(result).toMatchObject({ status: null, login: "none" });
    expect(wireRequests).toBe(0);
    expect(result.legs).toHaveLength(1);
  });

  it("names an unknown name", async () => {
    const { result } = await bench.send("http://name.invalid");
    expect(result.failure).toMatchObject({ code: "name-not-found" });
  });

  it("reports a port that does not speak TLS", async () => {
    const talks = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.write("this is not TLS at all, not one byte of it"));
    });
    bench.keep({ close: () => talks.close() });
    const { result } = await bench.send(`https://127.0.0.1:${await listen(talks)}`);
    expect(result.failure?.code).toBe("tls-failed");
  });

  it("times out on a server that accepts and never responds", async () => {
    const server = await bench.start(() => {});
    const { result } = await bench.send(server.origin, { idleTimeoutMs: 50 });
    expect(result.failure).toMatchObject({ code: "timed-out" });
    expect(result.legs[0]).toMatchObject({ status: null, purpose: "ask" });
  });

  it("times out on a TLS handshake that hangs", async () => {
    const silent = createServer((socket) => void socket.on("error", () => {}).resume());
    bench.keep({ close: () => silent.close() });
    const { result } = await bench.send(`https://127.0.0.1:${await listen(silent)}`, { idleTimeoutMs: 50 });
    expect(result.failure).toMatchObject({ code: "timed-out" });
  });
});

it("does not blame the server for a silence that our own slow disk causes", async () => {
  const body = Buffer.alloc(6_000_000, "x");
  const head = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`);
  const server = await bench.faulty(Buffer.concat([head, body]));
  const idleTimeoutMs = 2_000;
  let received = 0;
  const { result } = await bench.send(server.origin, {
    idleTimeoutMs,
    sink: {
      begin: () => undefined,
      write(chunk) {
        const isFirst = received === 0;
        received += chunk.length;
        return isFirst ? new Promise((resolve) => setTimeout(resolve, idleTimeoutMs * 2.5)) : undefined;
      },
    },
  });
  expect(result).toMatchObject({ failure: null, body: { complete: true } });
  expect(received).toBe(body.length);
});

describe("a connection lost before the head", () => {
  it("repeats a read once, signed again, when a kept socket had been closed", async () => {
    let dropped = 0;
    const server = await bench.start((request, socket) => {
      if (request.login === null) socket.write(unauthorized("n1"));
      else if (request.login.get("nc") === "00000002" && ++dropped === 1) socket.resetAndDestroy();
      else socket.write(response("200 OK", "ok"));
    });
    await bench.send(server.origin);
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 200, failure: null });
    expect(result.legs.map(({ purpose, status, socketReused }) => [purpose, status, socketReused])).toEqual([
      ["signed", null, true],
      ["retry", 200, false],
    ]);
    expect(server.requests.slice(2).map(({ login }) => login?.get("nc"))).toEqual(["00000002", "00000003"]);
  });

  it("does not repeat a read on a fresh socket", async () => {
    const server = await bench.start((_, socket) => socket.resetAndDestroy());
    const { result } = await bench.send(server.origin);
    expect(result.failure?.code).toBe("connection-lost");
    expect(server.requests).toHaveLength(1);
  });

  it("stays within three wire requests no matter how often sockets are lost", async () => {
    let requests = 0;
    const server = await bench.start((request, socket) => {
      if (request.login === null) socket.write(unauthorized("n1"));
      else if (request.login.get("nc") === "00000001") socket.write(response("200 OK", "ok"));
      else {
        requests++;
        socket.resetAndDestroy();
      }
    });
    await bench.send(server.origin);
    const { result } = await bench.send(server.origin);
    expect(result.failure?.code).toBe("connection-lost");
    expect(requests).toBe(2);
  });

  it.each(["reset", "close"] as const)("never repeats a write: its state is unknown after a %s", async (then) => {
    const server = await bench.faulty("", then);
    const { result } = await bench.send(server.origin, post);
    expect(result.failure).toMatchObject({
      code: "state-unknown",
      advice: containing("Look at the data"),
    });
    expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(result.status).toBeNull();
  });

  it("reports the state as unknown when a write times out", async () => {
    const server = await bench.faulty("");
    const { result } = await bench.send(server.origin, { ...post, idleTimeoutMs: 2_000 });
    expect(result.failure?.code).toBe("state-unknown");
  });

  it("opens a new socket for every write, and no other exchange uses it", async () => {
    const server = await bench.faulty(response("200 OK", "ok"));
    for (const change of [{}, post, {}, post]) await bench.send(server.origin, change);
    expect(server.requests.slice(1).map(({ connection }) => connection)).toEqual([1, 2, 1, 3]);
  });

  it("sends Connection: close on the last write that an exchange may send", async () => {
    const server = await bench.start((request, socket, number) =>
      socket.write(number < 3 ? unauthorized(`n${number}`, ",stale=true") : response("200 OK", request.method)),
    );
    await bench.send(server.origin, post);
    const connections = server.requests.map(({ headers }) => headers.find(([name]) => name === "Connection")?.[1]);
    expect(connections).toEqual(["keep-alive", "keep-alive", "close"]);
  });

  it("sends a write on a new socket when the server closes after the challenge without announcing it", async () => {
    const server = await bench.start((request, socket) => {
      if (request.login === null) socket.end(unauthorized("n1"));
      else socket.write(response("200 OK", "stored"));
    });
    const { result, text } = await bench.send(server.origin, post);
    expect([result.status, result.failure, text]).toEqual([200, null, "stored"]);
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2]);
  });

  it("reports how much of an upload went out", async () => {
    const deaf = createServer((socket) => {
      let text = "";
      socket.on("error", () => {});
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1");
        if (text.startsWith("GET") && text.endsWith("\r\n\r\n")) {
          socket.write(unauthorized("n1"));
          text = "";
        }
        if (text.startsWith("POST")) socket.resetAndDestroy();
      });
    });
    bench.keep({ close: () => deaf.close() });
    const body = new Uint8Array(8 * 1024 * 1024);
    const { result } = await bench.send(`http://127.0.0.1:${await listen(deaf)}`, { method: "POST", body });
    expect(result.failure?.code).toBe("state-unknown");
    expect(result.failure?.detail).toMatch(/sent \d+ of 8388608 bytes/u);
  });
});

describe.skipIf(openssl === null)("TLS", () => {
  it("refuses an untrusted certificate, before anything is sent", async () => {
    const { key, cert } = selfSigned();
    let received = 0;
    const server = createTlsServer({ key, cert }, (socket) => void socket.on("data", () => received++));
    server.on("tlsClientError", () => {});
    bench.keep({ close: () => server.close() });
    const { result } = await bench.send(`https://127.0.0.1:${await listen(server)}`, post);
    expect(result.failure).toMatchObject({ code: "tls-untrusted", detail: containing("self") });
    expect(received).toBe(0);
  });
});
