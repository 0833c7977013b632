import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How many connections without proof may be open. A browser opens six. */
const maxUnproven = 512;

/** The same including proven connections; far more than all tabs together need. */
const maxConnections = 4_096;

export interface Connections {
  /** The connection belongs to the page and is never closed in favour of another. */
  prove(socket: Socket): void;
  /** The connection has shown only the cookie, so it counts as a new one. */
  refresh(socket: Socket): void;
  readonly unproven: number;
}

/**
 * Keeps the server reachable for the page while others hold connections: above the limit, the oldest connections
 * without proof are closed. A new one is never refused because of them, and none is closed before the data that it sent
 * right away has been read.
 */
export function boundConnections(server: Server): Connections {
  /** Oldest first, each with the event-loop round in which it came. */
  const unproven = new Map<Socket, number>();
  let round = 0;
  let isSweeping = false;

  function sweep(): void {
    for (const [socket, admittedIn] of unproven) {
      if (unproven.size <= maxUnproven || admittedIn >= round) break;
      unproven.delete(socket);
      socket.destroy();
    }
    isSweeping = false;
    if (unproven.size > maxUnproven) sweepLater();
  }

  /** After the next poll for input: until then, the first request of a connection may be waiting to be read. */
  function sweepLater(): void {
    if (isSweeping) return;
    isSweeping = true;
    setImmediate(() => {
      round += 1;
      setImmediate(sweep);
    });
  }

  server.maxConnections = maxConnections;
  // A client without proof has no long requests to send, and a proven page sends from this computer.
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket: Socket) => {
    unproven.set(socket, round);
    socket.once("close", () => unproven.delete(socket));
    if (unproven.size > maxUnproven) sweepLater();
  });
  return {
    prove: (socket) => void unproven.delete(socket),
    refresh(socket) {
      if (unproven.delete(socket)) unproven.set(socket, round);
    },
    get unproven() {
      return unproven.size;
    },
  };
}
