import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import { createGzip } from "node:zlib";
import { reasonOf, type Answer, type RawDelivery } from "./answer.ts";

/** Truncated bodies are cut within their first 256 KB, which is enough for whole records before the cut. */
const cutWithin = 262_144;
/** Steps per second of a slow body. */
const stepsPerSecond = 10;

export interface DeliveryContext {
  /** A new session id, or null if the client sent one. */
  readonly sessionId: string | null;
  /** Delay before anything is sent, in milliseconds. */
  readonly delayMs: number;
}

/**
 * Sends a response with the headers of the sample in the API documentation, in that order. Waits for the client to
 * read, so even a huge body needs little memory. Rejects if the connection closes before the end.
 */
export async function deliver(response: ServerResponse, answer: Answer, context: DeliveryContext): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const { signal } = gone;
  if (context.delayMs > 0) await wait(context.delayMs, undefined, { signal });
  // A response without a body cannot be truncated.
  const delivery = answer.body === null && answer.delivery !== "never" ? "whole" : answer.delivery;
  if (typeof delivery === "object") return sendRaw(response, answer, delivery);
  switch (delivery) {
    case "never":
      await once(response, "close");
      return;
    case "short-of-length":
      await cutOff(response, answer, (whole) => {
        writeHead(response, answer, context, ["Content-Length", String(whole.length)]);
        return Buffer.alloc(0);
      });
      return;
    case "cut-in-chunk":
      await cutOff(response, answer, (whole) => {
        writeHead(response, answer, context, ["Transfer-Encoding", "chunked"]);
        response.flushHeaders();
        return Buffer.from(`${whole.length.toString(16)}\r\n`);
      });
      return;
    case "gzip":
      writeHead(response, answer, context, ["Transfer-Encoding", "chunked"], ["Content-Encoding", "gzip"]);
      await pipeline(Readable.from(answer.body ?? []), createGzip(), response, { signal });
      return;
    case "behind-the-head":
      await withoutFraming(response, answer, context);
      return;
    case "whole":
      writeHead(
        response,
        answer,
        context,
        ...(answer.body === null ? [] : [["Transfer-Encoding", "chunked"] as const]),
      );
      await writeBody(response, paced(answer.body ?? [], answer.pace, signal), signal);
  }
}

type Header = readonly [name: string, value: string];

function writeHead(
  response: ServerResponse,
  answer: Answer,
  context: DeliveryContext,
  ...framing: readonly Header[]
): void {
  // All headers are explicit, so Node adds none and the order is ours. HTTP/1.1 connections persist without a header.
  response.removeHeader("Connection");
  const session: readonly Header[] =
    context.sessionId === null ? [] : [["Set-Cookie", `PHPSESSID=${context.sessionId}; path=/`]];
  const headers: readonly Header[] = [
    ["Date", new Date().toUTCString()],
    ["Server", "Apache/2.2.12 (Ubuntu)"],
    ["X-Powered-By", "PHP/5.2.10-2ubuntu6.4"],
    ...session,
    ["Expires", "Thu, 19 Nov 1981 08:52:00 GMT"],
    ["Cache-Control", "no-store, no-cache, must-revalidate, post-check=0, pre-check=0"],
    ["Pragma", "no-cache"],
    ...answer.headers,
    ...framing,
    ["Content-Type", answer.contentType],
  ];
  response.writeHead(answer.status, reasonOf(answer.status), headers.flat());
}

/** Cuts a slow body into steps; leaves any other unchanged. */
async function* paced(
  body: Iterable<string | Uint8Array>,
  pace: number | null,
  signal: AbortSignal,
): AsyncGenerator<string | Uint8Array> {
  for (const piece of body) {
    if (pace === null) {
      yield piece;
      continue;
    }
    const bytes = Buffer.from(piece);
    const step = Math.max(1, Math.floor(pace / stepsPerSecond));
    for (let from = 0; from < bytes.length; from += step) {
      yield bytes.subarray(from, from + step);
      await wait(1_000 / stepsPerSecond, undefined, { signal });
    }
  }
}

async function writeBody(
  response: ServerResponse,
  pieces: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    if (!response.write(piece)) await once(response, "drain", { signal });
  }
  response.end();
}

/** Writes directly to the socket, because the HTTP library would never write this. */
async function sendRaw(response: ServerResponse, answer: Answer, { bytes, ending }: RawDelivery): Promise<void> {
  const { socket } = response;
  if (socket === null) return;
  const closed = once(response, "close");
  const whole = bytes(firstBytes(answer.body), answer.contentType);
  if (ending === "close") socket.end(whole);
  else socket.write(whole, () => socket.resetAndDestroy());
  await closed;
}

function firstBytes(body: Answer["body"]): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  for (const piece of body ?? []) {
    const bytes = Buffer.from(piece);
    pieces.push(bytes);
    length += bytes.length;
    if (length >= cutWithin) break;
  }
  return Buffer.concat(pieces);
}

/** Announces the whole body, sends its first half directly to the socket and closes the connection. */
async function cutOff(response: ServerResponse, answer: Answer, announce: (whole: Buffer) => Buffer): Promise<void> {
  const whole = firstBytes(answer.body);
  const before = announce(whole);
  const { socket } = response;
  response.flushHeaders();
  if (socket === null) return;
  socket.end(Buffer.concat([before, whole.subarray(0, Math.ceil(whole.length * 0.55))]));
  await once(response, "close");
}

/** Sends a body where HTTP has none. Node would omit it, so it is written directly to the socket. */
async function withoutFraming(response: ServerResponse, answer: Answer, context: DeliveryContext): Promise<void> {
  writeHead(response, answer, context, ["Connection", "close"]);
  const { socket } = response;
  response.flushHeaders();
  if (socket === null) return;
  for (const piece of answer.body ?? []) socket.write(piece);
  socket.end();
  await once(response, "close");
}
