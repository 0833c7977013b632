import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that requires no login and sends the same body in response to every request. */
export interface PlainServer {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

export async function startPlainServer(contentType: string, body: Uint8Array): Promise<PlainServer> {
  const listener = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": contentType, "Content-Length": String(body.length) });
    response.end(body);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    baseUrl: `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}`,
    async stop() {
      listener.closeAllConnections();
      listener.close();
      await once(listener, "close");
    },
  };
}
