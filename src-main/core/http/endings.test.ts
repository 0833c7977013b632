import { describe, expect, it } from "vitest";
import { createBench } from "./bench.ts";
import { response, unauthorized } from "./loopback.ts";
import { readWireCases, startWireCase } from "./wire-cases.ts";

const bench = createBench();

describe("every request ends", () => {
  it.each(readWireCases("endings"))("%s", async (_, data) => {
    const server = await startWireCase(bench, data);
    const { result, text } = await bench.send(server.origin, {
      ...(data.method === undefined ? {} : { method: data.method, body: Buffer.from("a=b") }),
      idleTimeoutMs: data.idleTimeoutMs ?? 5_000,
    });
    expect(result.failure?.code).toBe(data.failure);
    expect(result.status).toBe(data.status ?? null);
    expect(text).toBe(data.text ?? "");
    for (const part of data.detail ?? []) expect(result.failure?.detail).toContain(part);
  });
});

const switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n";

it("ends on a 101 to the first request, and the next request with the login succeeds", async () => {
  const server = await bench.start((request, socket, number) =>
    socket.write(number === 1 ? switching : request.login === null ? unauthorized("n1") : response("200 OK", "ok")),
  );
  expect((await bench.send(server.origin, { idleTimeoutMs: 30_000 })).result).toMatchObject({
    failure: { code: "unrequested-upgrade" },
    legs: [{ purpose: "ask", status: null }],
  });
  expect((await bench.send(server.origin)).result).toMatchObject({ status: 200, failure: null });
});

it("closes the socket of a 101", async () => {
  let closed = (): void => {};
  const gone = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = await bench.start((_, socket) => {
    socket.on("close", closed);
    socket.write(switching);
  });
  await bench.send(server.origin);
  await gone;
});
