import { createHash } from "node:crypto";
import { request } from "node:http";
import type { PracticeAccount } from "./accounts.ts";

/** The response, byte for byte. */
export interface Reply {
  readonly status: number;
  readonly reason: string;
  readonly rawHeaders: readonly string[];
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** False if the connection closed before the end of the body. */
  readonly complete: boolean;
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** For tests: sends one request unchanged and reads the response, complete or not. */
export function send(
  baseUrl: string,
  method: string,
  target: string,
  { headers = {}, body }: Sent = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(baseUrl);
    const outgoing = request({ hostname, port, method, path: target, headers, agent: false }, (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.on("error", () => undefined);
      incoming.on("close", () => {
        resolve({
          status: incoming.statusCode ?? 0,
          reason: incoming.statusMessage ?? "",
          rawHeaders: incoming.rawHeaders,
          headers: incoming.headers,
          text: Buffer.concat(pieces).toString("utf8"),
          complete: incoming.complete,
        });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** Computes an Authorization header for the API's only kind of challenge. `changes` overrides parameters. */
export function authorize(
  account: Pick<PracticeAccount, "userName" | "password">,
  method: string,
  uri: string,
  nonce: string,
  nc: number,
  changes: Readonly<Record<string, string>> = {},
): string {
  const count = nc.toString(16).padStart(8, "0");
  const ha1 = md5(`${account.userName}:Rezora API:${account.password}`);
  const response = md5(`${ha1}:${nonce}:${count}:0a4f113b:auth:${md5(`${method}:${uri}`)}`);
  const parts: Readonly<Record<string, string>> = {
    username: `"${account.userName}"`,
    realm: '"Rezora API"',
    nonce: `"${nonce}"`,
    uri: `"${uri}"`,
    cnonce: '"0a4f113b"',
    nc: count,
    qop: "auth",
    response: `"${response}"`,
    ...changes,
  };
  const written = Object.entries(parts).filter(([, value]) => value !== "");
  return `Digest ${written.map(([name, value]) => `${name}=${value}`).join(", ")}`;
}

/** The nonce of the challenge in a response. */
export function nonceOf(reply: Reply): string {
  return /nonce="([^"]+)"/u.exec(String(reply.headers["www-authenticate"]))?.[1] ?? "";
}

/** A client that logs in by one challenge and then sends signed requests with a rising count. */
export async function logIn(baseUrl: string, account: Pick<PracticeAccount, "userName" | "password">) {
  const nonce = nonceOf(await send(baseUrl, "GET", "/v1/lists"));
  let nc = 0;
  return (method: string, target: string, { headers = {}, body }: Sent = {}): Promise<Reply> => {
    nc += 1;
    const authorization = authorize(account, method, target, nonce, nc);
    return send(baseUrl, method, target, {
      headers: { ...headers, Authorization: authorization },
      ...(body === undefined ? {} : { body }),
    });
  };
}
