import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { createCertificate } from "./certificate.ts";

/** An address that has a fault. */
export interface FaultyAddress {
  readonly baseUrl: string;
  close(): Promise<void>;
}

interface NetworkFault {
  readonly summary: string;
  /** `serve` hands a socket to the practice server, which then responds as usual. `port` 0 chooses a free one. */
  readonly open: (serve: (socket: Socket) => void, port: number) => Promise<FaultyAddress>;
}

const day = 24 * 3_600_000;

/** Faults before a single byte of HTTP has been read. */
export const networkFaults = {
  "name-not-found": {
    summary: "the host name does not exist",
    // https, because http to a foreign host would first need a confirmation.
    open: () => Promise.resolve({ baseUrl: "https://practice.invalid", close: () => Promise.resolve() }),
  },
  refused: {
    summary: "nobody listens on the port",
    async open(_serve, port) {
      const server = await listen(createServer(), "http", port, () => undefined);
      await server.close();
      return { baseUrl: server.baseUrl, close: () => Promise.resolve() };
    },
  },
  "timed-out": {
    summary: "the connection is accepted and nothing ever answers",
    open: (_serve, port) => listen(createServer(), "http", port, () => undefined),
  },
  "headers-hang": {
    summary: "the headers of the answer stop half-way",
    open: (_serve, port) => onRequest(port, (socket) => socket.write("HTTP/1.1 401 Unauthorized\r\nServer: Apa")),
  },
  trickle: {
    summary: "one byte in 100 ms",
    open: (_serve, port) => onRequest(port, trickle),
  },
  reset: {
    summary: "the connection is reset instead of an answer",
    open: (_serve, port) => onRequest(port, (socket) => socket.resetAndDestroy()),
  },
  closed: {
    summary: "the connection is closed instead of an answer",
    open: (_serve, port) => onRequest(port, (socket) => socket.end()),
  },
  "not-http": {
    summary: "something that is no web server answers",
    open: (_serve, port) => listen(createServer(), "http", port, (socket) => socket.write("SSH-2.0-OpenSSH_9.2p1\r\n")),
  },
  "unrequested-upgrade": {
    summary: "the server switches to another protocol unasked",
    open: (_serve, port) =>
      onRequest(port, (socket) =>
        socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
      ),
  },
  "tls-untrusted": {
    summary: "the certificate was signed by nobody known",
    open: (serve, port) => listenSecurely(port, -day, 30 * day, serve),
  },
  "tls-expired": {
    summary: "the certificate has expired",
    open: (serve, port) => listenSecurely(port, -60 * day, -30 * day, serve),
  },
  "tls-not-yet-valid": {
    summary: "the certificate is valid from tomorrow on",
    open: (serve, port) => listenSecurely(port, day, 30 * day, serve),
  },
  "tls-failed": {
    summary: "https is written where the port speaks http",
    open: (serve, port) => listen(createServer(), "https", port, serve),
  },
  "https-expected": {
    summary: "http is written where the port speaks https",
    open: async (serve, port) => {
      const secure = await listenSecurely(port, -day, 30 * day, serve);
      return { ...secure, baseUrl: secure.baseUrl.replace("https:", "http:") };
    },
  },
  "broken-head": {
    summary: "the header lines end with a line feed alone",
    open: (_serve, port) =>
      onRequest(port, (socket) => socket.end('HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Digest realm="x"\n\n')),
  },
} as const satisfies Readonly<Record<string, NetworkFault>>;

export type NetworkFaultName = keyof typeof networkFaults;

/** Listens on 127.0.0.1; closing ends every connection. */
function listen(
  server: Server,
  scheme: "http" | "https",
  port: number,
  take: (socket: Socket) => void,
): Promise<FaultyAddress> {
  const sockets = new Set<Socket>();
  const event = scheme === "https" && server.listenerCount("secureConnection") > 0 ? "secureConnection" : "connection";
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // Clients are expected to disconnect here.
    socket.on("error", () => undefined);
  });
  if (event === "connection") server.on("connection", take);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const { port: taken } = server.address() as AddressInfo;
      resolve({
        baseUrl: `${scheme}://127.0.0.1:${taken}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}

function listenSecurely(
  port: number,
  from: number,
  to: number,
  serve: (socket: Socket) => void,
): Promise<FaultyAddress> {
  const now = Date.now();
  const server = createTlsServer(createCertificate(new Date(now + from), new Date(now + to)), serve);
  // A client that does not trust the certificate aborts the handshake.
  server.on("tlsClientError", () => undefined);
  return listen(server, "https", port, () => undefined);
}

/** Takes whatever a client sends as one request and responds to it in a custom way. */
function onRequest(port: number, answer: (socket: Socket) => void): Promise<FaultyAddress> {
  return listen(createServer(), "http", port, (socket) => {
    socket.once("data", () => answer(socket));
  });
}

function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write("H"), 100);
  socket.once("close", () => clearInterval(timer));
  socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
}
