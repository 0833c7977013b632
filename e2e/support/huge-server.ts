import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { hugeBody, type HugeBody } from "#core/documents/huge-body.ts";

export interface HugeServer {
  readonly baseUrl: string;
  readonly body: HugeBody;
  stop(): Promise<void>;
}

/** A server that responds to every request with a list of this many bytes, generated while it is sent. */
export async function startHugeServer(bytes: number): Promise<HugeServer> {
  const body = hugeBody(bytes);
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.byteLength });
    pipeline(Readable.from(body.pieces()), response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    body,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
