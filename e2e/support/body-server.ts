import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface BodyServer {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** A server that sends the same body in response to every request, or what a function makes of it. */
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
