import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { firstHeader } from "#shared/http/headers.ts";
import { createBench } from "./bench.ts";
import cases from "./cases/network.json" with { type: "json" };
import { response, unauthorized, type ReceivedRequest } from "./loopback.ts";

const packed = z.strictObject({
  body: z.string(),
  coding: z.string(),
  /** The value of Content-Encoding, when it differs from the coding that was applied. */
  announced: z.string().optional(),
  /** Bytes after the end of the encoded body. */
  after: z.string().optional(),
});
const reply = z.union([z.string(), z.strictObject({ packed })]);
const replies = z.union([reply, z.array(reply)]).optional();

const networkCases = z.array(
  z.strictObject({
    id: z.string(),
    kind: z.string(),
    what: z.string(),
    /** Responses without and with a login: the n-th of a list, whose last one repeats. One character is one byte. */
    server: z.strictObject({ unsigned: replies, signed: replies }),
    actions: z.array(
      z.strictObject({
        method: z.enum(["GET", "POST", "PUT"]).optional(),
        target: z.string().optional(),
        body: z.string().optional(),
        headers: z.array(z.tuple([z.string(), z.string()])).optional(),
        idleTimeoutMs: z.number().optional(),
        cancelAfterMs: z.number().optional(),
      }),
    ),
    right: z.strictObject({
      /** The expected result of each action in turn; null for one that fails. */
      statuses: z.array(z.number().nullable()).optional(),
      failure: z.string().optional(),
      fails: z.boolean().optional(),
      text: z.string().optional(),
      complete: z.boolean().optional(),
      /** The number of wire requests. */
      warnings: z.number().optional(),
      /** Contained in the last signed request. */
      cookie: z.string().nullable().optional(),
      redirectTarget: z.string().optional(),
      secureOrigin: z.string().optional(),
    }),
  }),
);

const packers: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: (body) => gzipSync(body),
  deflate: (body) => deflateSync(body),
  br: (body) => brotliCompressSync(body),
};

function bytesOf(given: z.infer<typeof reply>): Buffer {
  if (typeof given === "string") return Buffer.from(given, "latin1");
  const { body, coding, announced = coding, after = "" } = given.packed;
  const plain = Buffer.from(body, "latin1");
  const content = Buffer.concat([packers[coding]?.(plain) ?? plain, Buffer.from(after, "latin1")]);
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${announced}\r\nContent-Length: ${content.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), content]);
}

function inTurn(given: z.infer<typeof replies>, otherwise: string): () => Buffer {
  const all = given === undefined ? [otherwise] : [given].flat();
  let next = 0;
  return () => bytesOf(all[Math.min(next++, all.length - 1)] ?? otherwise);
}

const bench = createBench();

describe("servers whose responses were once misread", () => {
  it.each(networkCases.parse(cases))("$id: $what", async ({ server, actions, right }) => {
    const unsigned = inTurn(server.unsigned, unauthorized("4c487da82df10"));
    const signed = inTurn(server.signed, response("200 OK", "id|name\r\n"));
    const reply = (request: ReceivedRequest): Buffer => (request.login === null ? unsigned() : signed());
    const loopback = await bench.start((request, socket) => socket.write(reply(request)));
    const sent = [];
    for (const { method = "GET", target = "/v1/contacts", body, headers = [], ...given } of actions) {
      const canceller = new AbortController();
      const cancel =
        given.cancelAfterMs === undefined ? undefined : setTimeout(() => canceller.abort(), given.cancelAfterMs);
      sent.push(
        await bench.send(loopback.origin, {
          method,
          requestTarget: target,
          headers,
          body: body === undefined ? null : Buffer.from(body),
          signal: canceller.signal,
          idleTimeoutMs: given.idleTimeoutMs ?? 10_000,
        }),
      );
      clearTimeout(cancel);
    }
    const last = sent.at(-1);
    const cookie = loopback.requests.findLast(({ login }) => login !== null)?.headers ?? [];
    const found: typeof right = {
      statuses: sent.map(({ result }) => result.status),
      ...(last?.result.failure ? { failure: last.result.failure.code } : {}),
      fails: last?.result.failure !== null,
      text: last?.text ?? "",
      complete: last?.result.body.complete ?? false,
      warnings: last?.result.warnings.length ?? 0,
      cookie: firstHeader(cookie, "cookie") ?? null,
      redirectTarget: last?.result.redirect?.requestTarget ?? "",
      secureOrigin: last?.result.redirect?.secureOrigin ?? "",
    };
    expect(found).toMatchObject(right);
  });
});
