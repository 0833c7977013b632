import { readFileSync } from "node:fs";
import { z } from "zod";
import { exchangeFailureCode, method } from "#shared/http/exchange.ts";
import { headerPair } from "#shared/http/headers.ts";
import type { Bench } from "./bench.ts";
import { challenge, response, type LoopbackServer } from "./loopback.ts";

/** One character of these texts is one byte on the wire. */
const wireCase = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The response to a request without a login; by default a valid 401. */
  unsigned: z.string().optional(),
  /** The response to a signed request. */
  signed: z.string().optional(),
  /** Sent after `signed`, `times` times over. Without it `signed` itself is repeated. */
  repeated: z.string().optional(),
  times: z.number().optional(),
  /** What the server does with the socket afterwards. */
  afterwards: z.enum(["close", "reset"]).optional(),
  method: method.optional(),
  idleTimeoutMs: z.number().optional(),

  status: z.number().optional(),
  failure: exchangeFailureCode.optional(),
  text: z.string().optional(),
  headers: z.array(headerPair).optional(),
  realm: z.string().optional(),
  /** Headers that a warning reports as folded; no other warning may occur. */
  folded: z.array(z.string()).optional(),
  /** Each is part of one warning, and there is no other warning. */
  warnings: z.array(z.string()).optional(),
  /** Each is part of the failure's detail. */
  detail: z.array(z.string()).optional(),
});
export type WireCase = z.infer<typeof wireCase>;

/** The cases of `cases/NAME.json`, each with its title. For tests only. */
export function readWireCases(name: string): (readonly [title: string, data: WireCase])[] {
  const text = readFileSync(new URL(`cases/${name}.json`, import.meta.url), "utf8");
  const { cases } = z.strictObject({ cases: z.array(wireCase) }).parse(JSON.parse(text));
  return cases.map((data) => [`${data.id}: ${data.title}`, data]);
}

/** The server for a case. */
export async function startWireCase(bench: Bench, data: WireCase): Promise<LoopbackServer> {
  const unsigned = data.unsigned ?? response("401 Unauthorized", "", challenge("n1"));
  const signed = signedBytes(data);
  return bench.start((request, socket) => {
    if (request.login === null) {
      socket.write(unsigned, "latin1");
      return;
    }
    socket.write(signed, "latin1", () => {
      if (data.afterwards === "close") socket.end();
      if (data.afterwards === "reset") socket.resetAndDestroy();
    });
  });
}

function signedBytes({ signed, repeated, times = 1 }: WireCase): string {
  if (signed === undefined) return response("200 OK", "ok");
  return repeated === undefined ? signed.repeat(times) : signed + repeated.repeat(times);
}
