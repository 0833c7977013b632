import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface BodyServer {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** A server that responds to every request with the same body, or with what a function returns. */
export async function startBodyServer(
  contentType: string,
  body: string | (() => string),
  headers: Readonly<Record<string, string>> = {},
): Promise<BodyServer> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { ...headers, "Content-Type": contentType });
    response.end(typeof body === "string" ? body : body());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
