import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { boundConnections, type Connections } from "./connections.ts";

let server: Server;
let connections: Connections;
let opened: Socket[];
beforeEach(async () => {
  opened = [];
  server = createServer((request, response) => {
    if (request.url === "/proven") connections.prove(request.socket);
    else connections.refresh(request.socket);
    response.end("here");
  });
  connections = boundConnections(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  for (const socket of opened) socket.destroy();
  server.closeAllConnections();
  server.close();
});

async function open(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  opened.push(socket);
  await once(socket, "connect");
  return socket;
}

async function ask(socket: Socket, path: string): Promise<string> {
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  const [data] = (await once(socket, "data")) as [Buffer];
  return data.toString("latin1").split("\r\n", 1)[0] ?? "";
}

/** Opens idle connections one after another until the host has closed the excess ones. */
async function flood(count: number): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  for (let index = 0; index < count; index += 1) sockets.push((await open()).resume());
  return sockets;
}

function closedOf(sockets: readonly Socket[]): number {
  return sockets.filter(({ closed }) => closed).length;
}

test("the oldest connections without proof are closed above the limit [security: idle-connections]", async () => {
  const first = await flood(300);
  const last = await flood(500);
  await expect.poll(() => closedOf(first)).toBe(288);
  await expect.poll(() => connections.unproven).toBe(512);
  expect(closedOf(last)).toBe(0);
});

test("a proven connection survives any flood, and one with only the cookie counts as new [security: idle-connections]", async () => {
  const proven = await open();
  expect(await ask(proven, "/proven")).toBe("HTTP/1.1 200 OK");
  const page = await open();
  const first = await flood(400);
  expect(await ask(page, "/page")).toBe("HTTP/1.1 200 OK");
  const last = await flood(400);
  await expect.poll(() => closedOf(first)).toBe(289);
  expect(closedOf([proven, page, ...last])).toBe(0);
  expect(await ask(proven, "/page")).toBe("HTTP/1.1 200 OK");
  expect(await ask(page, "/page")).toBe("HTTP/1.1 200 OK");
});

test("the times for a head, for a body and for an idle connection are limited [security: slow-requests]", () => {
  expect(server.headersTimeout).toBe(10_000);
  expect(server.requestTimeout).toBe(60_000);
  expect(server.keepAliveTimeout).toBe(60_000);
  expect(server.maxConnections).toBe(4_096);
});
