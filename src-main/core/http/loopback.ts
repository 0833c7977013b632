import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { firstHeader, type HeaderPair } from "#shared/http/headers.ts";
import type { Backstop } from "../backstop.ts";
import { parseChallenges } from "../digest/challenge-grammar.ts";
import type { Credentials } from "../digest/answer.ts";
import { createHttpClient } from "./http-client.ts";
import type { HttpClient, SendOptions, SendProgress, SendResult } from "./send-contract.ts";

/** A request as a test server received it, down to the spelling of its header lines. For tests only. */
export interface ReceivedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderPair[];
  readonly body: string;
  /** Parameters of a Digest Authorization field; null without one. */
  readonly login: ReadonlyMap<string, string> | null;
  /** The number of the socket on the server, counted from 1. */
  readonly connection: number;
}

export interface LoopbackServer {
  readonly origin: string;
  readonly port: number;
  /** In the order received. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Responds to one request by writing raw bytes; `number` counts the requests of the server from 1. */
export type Responder = (request: ReceivedRequest, socket: Socket, number: number) => void;

/** A server on a raw socket: what it sends is exactly what the test writes. */
export async function startLoopbackServer(respond: Responder): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    let pending = "";
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      pending += chunk.toString("latin1");
      for (let next = takeRequest(pending, connection); next !== null; next = takeRequest(pending, connection)) {
        pending = next.rest;
        requests.push(next.request);
        respond(next.request, socket, requests.length);
      }
    });
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the test server has no port");
  return address.port;
}

function takeRequest(text: string, connection: number): { request: ReceivedRequest; rest: string } | null {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd === -1) return null;
  const [requestLine = "", ...lines] = text.slice(0, headEnd).split("\r\n");
  const headers = lines.map((line): HeaderPair => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  const bodyEnd = headEnd + 4 + Number(firstHeader(headers, "content-length") ?? 0);
  if (text.length < bodyEnd) return null;
  const [method = "", target = ""] = requestLine.split(" ");
  const authorization = firstHeader(headers, "authorization");
  const login = authorization === undefined ? null : (parseChallenges(authorization)[0]?.parameters ?? null);
  const request = { method, target, headers, body: text.slice(headEnd + 4, bodyEnd), login, connection };
  return { request, rest: text.slice(bodyEnd) };
}

/** A complete response with its Content-Length. */
export function response(status: string, body = "", ...headerLines: readonly string[]): string {
  return [`HTTP/1.1 ${status}`, ...headerLines, `Content-Length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");
}

const opaque = "e24302732637d79c3b77fa62483ec0b7";

export function challenge(nonce: string, extra = ""): string {
  return `WWW-Authenticate: Digest realm="Rezora API",qop="auth",nonce="${nonce}",opaque="${opaque}"${extra}`;
}

export function unauthorized(nonce: string, extra = ""): string {
  return response("401 Unauthorized", "", challenge(nonce, extra));
}

export const testCredentials: Credentials = {
  userName: "api_user",
  password: "Circle Of Life",
  quoteQop: false,
  extendedUserName: false,
};

export function createTestClient(backstop?: Backstop): HttpClient {
  return createHttpClient({
    ...(backstop === undefined ? {} : { backstop }),
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    random: { bytes: (length) => new Uint8Array(randomBytes(length)), uuid: () => randomUUID() },
  });
}

export interface TestSend {
  readonly result: SendResult;
  /** The final response's body as it reached the sink, one character per byte. */
  readonly text: string;
  readonly progress: readonly SendProgress[];
  readonly wireRequests: number;
}

/** Sends with a test's defaults: GET /x, the test login, and a time-out of five seconds. */
export async function sendTest(
  client: HttpClient,
  origin: string,
  change: Partial<Omit<SendOptions, "origin" | "onProgress" | "onWireRequest">> & {
    readonly onProgress?: (progress: SendProgress) => void;
  } = {},
): Promise<TestSend> {
  const chunks: Buffer[] = [];
  const progress: SendProgress[] = [];
  let wireRequests = 0;
  const result = await client.send({
    origin,
    method: "GET",
    requestTarget: "/x",
    headers: [],
    body: null,
    credentials: testCredentials,
    connectionKey: "connection",
    idleTimeoutMs: 5_000,
    signal: new AbortController().signal,
    headOnly: false,
    sink: { begin: () => undefined, write: (chunk) => void chunks.push(Buffer.from(chunk)) },
    ...change,
    onProgress: (update) => {
      progress.push(update);
      change.onProgress?.(update);
    },
    onWireRequest: () => void wireRequests++,
  });
  return { result, text: Buffer.concat(chunks).toString("latin1"), progress, wireRequests };
}
