import type { HeaderPair } from "#shared/http/headers.ts";
import type { BodySink } from "../http/send-contract.ts";
import { declaresRecords, isWebPage, pageStart } from "../http/web-page.ts";
import type { Outgoing } from "./outgoing.ts";

/** Sends one GET. Without a sink only the head is read; `stop` ends it when enough of the body has arrived. */
export type Asking = (
  outgoing: Outgoing,
  options?: { readonly sink?: BodySink; readonly stop?: AbortSignal },
) => Promise<unknown>;

/** Repeats a GET and reads only the beginning of its body. */
export async function readBodyStart(ask: Asking, outgoing: Outgoing): Promise<string> {
  const enough = new AbortController();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  await ask(outgoing, {
    stop: enough.signal,
    sink: {
      begin: () => undefined,
      write(chunk) {
        chunks.push(Uint8Array.from(chunk));
        bytes += chunk.length;
        if (bytes >= pageStart) enough.abort();
        return undefined;
      },
    },
  });
  return Buffer.concat(chunks).subarray(0, pageStart).toString("latin1");
}

/**
 * Whether the response is a web page instead of records. A content type for records decides; otherwise the body does,
 * because many programs declare everything they send as HTML.
 */
export async function servesWebPage(
  ask: Asking,
  outgoing: Outgoing,
  { status, headers }: { readonly status: number | null; readonly headers: readonly HeaderPair[] },
): Promise<boolean> {
  return status !== 204 && !declaresRecords(headers) && isWebPage(await readBodyStart(ask, outgoing));
}
