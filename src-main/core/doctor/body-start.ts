import type { Outgoing } from "../exchanges/outgoing.ts";
import type { Probe } from "./probe.ts";

/** Enough of a page to see what it is. */
const enoughBytes = 4_096;

/** Sends a GET once more and reads no more of its body than its beginning. Throws `Cancelled`. */
export async function readBodyStart(probe: Probe, outgoing: Outgoing): Promise<string> {
  const enough = new AbortController();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  await probe(outgoing, {
    stop: enough.signal,
    sink: {
      begin: () => undefined,
      write(chunk) {
        chunks.push(Uint8Array.from(chunk));
        bytes += chunk.length;
        if (bytes >= enoughBytes) enough.abort();
        return undefined;
      },
    },
  });
  return Buffer.concat(chunks).subarray(0, enoughBytes).toString("latin1");
}

/** The same request without a login. */
export function withoutLogin(outgoing: Outgoing): Outgoing {
  return { ...outgoing, login: { ...outgoing.login, credentials: null } };
}

/** A page to be looked at, whatever its type was declared to be: records of the API never begin like this. */
export function isWebPage(body: string): boolean {
  // A byte order mark, declarations and comments may come first.
  const start = body.replace(/^(?:\u00ef\u00bb\u00bf|\s|<\?xml[^>]*>|<!--[^]*?-->)+/u, "");
  return /^<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|form|div|h[1-6]|p|center|table)\b/iu.test(
    start,
  );
}

/** The sentences by which servers say that plain http came to a port for https. Addresses in a page do not count. */
export function asksForHttps(body: string): boolean {
  const text = body.replaceAll(/https?:\/\/[^\s"'<>]*/giu, "");
  return /\b(?:https|ssl|tls)\b/iu.test(text);
}

/** nginx answers 400 to a client that sent no certificate. */
export function asksForClientCertificate(body: string): boolean {
  return /(?:no required|client) (?:ssl |tls )?certificate/iu.test(body);
}
