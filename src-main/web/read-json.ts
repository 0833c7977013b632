import type { IncomingMessage } from "node:http";

/** Twice what the contract allows for one text, and more than any call needs. */
const maxBody = 2_000_000;

export type ReadResult =
  | { readonly kind: "read"; readonly value: unknown }
  | { readonly kind: "too-long" }
  | { readonly kind: "malformed" };

export async function readJson(request: IncomingMessage): Promise<ReadResult> {
  if (request.headers["content-type"]?.toLowerCase() !== "application/json") return { kind: "malformed" };
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    // The rest is read and dropped, because a browser that is still sending would not see the response.
    if (length <= maxBody) parts.push(part);
  }
  if (length > maxBody) return { kind: "too-long" };
  try {
    return { kind: "read", value: JSON.parse(Buffer.concat(parts).toString("utf8")) as unknown };
  } catch {
    return { kind: "malformed" };
  }
}
