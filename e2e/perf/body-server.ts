import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What the server sends in response to every request. */
export interface Body {
  readonly contentType: string;
  readonly byteLength: number;
  /** Generated while it is sent, so its size does not matter. */
  readonly pieces: () => Iterable<Uint8Array>;
}

export interface BodyServer {
  readonly baseUrl: string;
  /** Responds with this body from now on. */
  serve(body: Body): void;
  /** Resolves when the last byte of the response was handed to the system: milliseconds since the epoch. */
  readonly lastByte: Promise<number>;
  close(): Promise<void>;
}

const pieceLength = 1_048_576;

/** Bytes in memory as a body. */
export function bodyOf(bytes: Uint8Array, contentType: string): Body {
  return {
    contentType,
    byteLength: bytes.length,
    *pieces() {
      for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
    },
  };
}

function send(response: ServerResponse, { contentType, byteLength, pieces }: Body): void {
  response.writeHead(200, { "Content-Type": contentType, "Content-Length": byteLength });
  // A client that closes the connection early has what it needs.
  pipeline(Readable.from(pieces()), response).catch(() => response.destroy());
}

/** Responds immediately and without a login, because the application is measured, not a server. */
export async function startBodyServer(): Promise<BodyServer> {
  let body = bodyOf(Buffer.from("[]"), "application/json");
  let tell: (lastByteAt: number) => void = () => undefined;
  const next = (): Promise<number> => new Promise((resolve) => (tell = resolve));
  let lastByte = next();
  const server = createServer((request, response) => {
    request.resume();
    const tellLastByte = tell;
    response.once("finish", () => tellLastByte(performance.timeOrigin + performance.now()));
    send(response, body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    serve(content) {
      body = content;
      lastByte = next();
    },
    get lastByte() {
      return lastByte;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
