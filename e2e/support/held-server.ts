import { once } from "node:events";
import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that passes everything on to another one, and holds each body back half-way until it is released. */
export interface HeldServer {
  readonly baseUrl: string;
  /** Whether the bodies of further responses are held back; true at first. */
  holding: boolean;
  /** How much of a body is sent before the rest is held back; 0.5 at first. */
  share: number;
  /** The part of the held body that has been sent. */
  sentText(): string;
  /** Sends more of the body that is held back, up to this share of it. */
  sendUpTo(share: number): void;
  /** Sends the rest. */
  release(): void;
  stop(): Promise<void>;
}

export async function startHeldServer(target: string): Promise<HeldServer> {
  let held: { readonly body: Buffer; readonly response: ServerResponse; sent: number } | null = null;

  function sendUpTo(share: number): void {
    if (held === null) throw new Error("Nothing is held back.");
    const end = Math.floor(held.body.length * share);
    held.response.write(held.body.subarray(held.sent, end));
    held.sent = end;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = request;
    const forward = send(new URL(url ?? "/", target), { method, headers });
    request.pipe(forward);
    const [answer] = (await once(forward, "response")) as [IncomingMessage];
    const pieces: Buffer[] = [];
    for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const framing = new Set(["transfer-encoding", "content-length", "connection"]);
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined && !framing.has(name)) response.setHeader(name, value);
    }
    response.writeHead(answer.statusCode ?? 502, { "Content-Length": String(body.length) });
    // Nobody waits for the body of a challenge: only the final response is held back.
    if (!server.holding || answer.statusCode === 401) {
      response.end(body);
      return;
    }
    held = { body, response, sent: 0 };
    sendUpTo(server.share);
  }

  const listener = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const server: HeldServer = {
    baseUrl: `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}`,
    holding: true,
    share: 0.5,
    sendUpTo,
    sentText: () => held?.body.toString("utf8", 0, held.sent) ?? "",
    release() {
      held?.response.end(held.body.subarray(held.sent));
      held = null;
    },
    async stop() {
      const closed = once(listener, "close");
      listener.close();
      listener.closeAllConnections();
      await closed;
    },
  };
  return server;
}
