import { afterEach, beforeEach, expect } from "vitest";
import {
  createTestClient,
  response,
  sendTest,
  startLoopbackServer,
  unauthorized,
  type LoopbackServer,
  type Responder,
  type TestSend,
} from "./loopback.ts";
import type { HttpClient } from "./send-contract.ts";

/** What a client test needs: servers that close with the test, and a client of its own. For tests only. */
export interface Bench {
  start(respond: Responder): Promise<LoopbackServer>;
  /** Answers the first requests with one raw response each, and all later ones with the last response. */
  play(...responses: readonly string[]): Promise<LoopbackServer>;
  /** Accepts any login, then answers signed requests with raw bytes and, if asked to, closes or resets the socket. */
  faulty(bytes: string | Buffer, then?: "stay" | "close" | "reset"): Promise<LoopbackServer>;
  /** A server to close after the test. */
  keep(server: { close(): unknown }): void;
  send(origin: string, change?: Parameters<typeof sendTest>[2]): Promise<TestSend>;
  /** Closes the client and discards everything it remembers. */
  restart(): void;
  forgetSession(connectionKey: string): void;
}

/** Sets up the bench for every test of the file. After each test it checks that no write went out unsigned. */
export function createBench(): Bench {
  const servers: LoopbackServer[] = [];
  const others: { close(): unknown }[] = [];
  let client: HttpClient;

  beforeEach(() => {
    client = createTestClient();
  });
  afterEach(async () => {
    client.close();
    for (const other of others.splice(0)) other.close();
    for (const server of servers.splice(0)) {
      const unsignedWrites = server.requests.filter(({ method, login }) => method !== "GET" && login === null);
      await server.close();
      expect(unsignedWrites).toEqual([]);
    }
  });

  const bench: Bench = {
    async start(respond) {
      const server = await startLoopbackServer(respond);
      servers.push(server);
      return server;
    },
    play: (...responses) =>
      bench.start((_, socket, number) => socket.write(responses[number - 1] ?? responses.at(-1) ?? "")),
    faulty: (bytes, then = "stay") =>
      bench.start((request, socket) => {
        if (request.login === null) {
          socket.write(unauthorized("n1"));
          return;
        }
        socket.write(bytes, "latin1", () => {
          if (then === "close") socket.end();
          if (then === "reset") socket.resetAndDestroy();
        });
      }),
    keep: (server) => void others.push(server),
    send: (origin, change) => sendTest(client, origin, change),
    restart: () => {
      client.close();
      client = createTestClient();
    },
    forgetSession: (connectionKey) => client.forgetSession(connectionKey),
  };
  return bench;
}

/** Matches a text within an expected value. `expect.stringContaining` is typed as any. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}

/** A server that accepts every signed request. */
export const lenient: Responder = (request, socket) =>
  socket.write(request.login === null ? unauthorized("n1") : response("200 OK", "ok"));
