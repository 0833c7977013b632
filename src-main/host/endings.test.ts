import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Exchange } from "#shared/http/exchange.ts";
import { openPracticeBench, type PracticeBench } from "./practice-bench.ts";

const switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n";
const unauthorized =
  'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm="Rezora API",qop="auth",nonce="4c487da82df10"\r\nContent-Length: 0\r\n\r\n';
const served = "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 14\r\n\r\nid|name\r\n1|A\r\n";

let bench: PracticeBench;
let server: Server;
let origin: string;
const sockets = new Set<Socket>();
const never = new AbortController().signal;

/** Responds to the first request by switching to another protocol, and serves all others. */
beforeEach(async () => {
  let requests = 0;
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      requests++;
      if (requests === 1) socket.write(switching);
      else socket.write(chunk.toString("latin1").includes("Authorization: Digest") ? served : unauthorized);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the test server has no port");
  origin = `http://127.0.0.1:${address.port}`;
  bench = await openPracticeBench({ contacts: 3 });
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

async function connect(): Promise<string> {
  const { services } = bench.core;
  const connection = await services.createConnection(
    {
      name: "Switching",
      label: "",
      colour: "grey",
      baseUrl: origin,
      apiVersion: "v1",
      userName: "practice-agent",
      gapMs: 0,
      unlockMinutes: 15,
      idleTimeoutSeconds: 30,
      quoteQop: false,
      extendedUserName: false,
    },
    { signal: never },
  );
  const { connectionId } = connection;
  await services.setPassword({ connectionId, password: "practice" }, { signal: never });
  return connectionId;
}

function send(connectionId: string, exchangeId: string, signal = never): Promise<Exchange> {
  const request = {
    connectionId,
    method: "GET",
    designator: "contacts",
    suffix: "",
    accept: "*/*",
    contentType: null,
    headers: [],
    body: null,
  } as const;
  return bench.core.services.sendRequest({ exchangeId, request: { ...request, headers: [] } }, { signal });
}

test("a request with a 101 response ends, the next one succeeds, and the application can be quit", async () => {
  const connectionId = await connect();
  expect(await send(connectionId, "first")).toMatchObject({ failure: { code: "unrequested-upgrade" }, status: null });
  expect(await send(connectionId, "second")).toMatchObject({ failure: null, status: 200 });
  await bench.close();
});

test("the application can be quit while the server is silent", async () => {
  const connectionId = await connect();
  server.removeAllListeners("connection");
  let asked = (): void => {};
  const request = new Promise<void>((resolve) => {
    asked = resolve;
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.on("error", () => {}));
    socket.on("data", asked);
  });
  const waiting = send(connectionId, "silent");
  await request;
  await bench.close();
  expect(await waiting).toMatchObject({ failure: { code: "cancelled" }, status: null });
});
