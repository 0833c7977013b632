import type { ServerResponse } from "node:http";
import { safeHeaders } from "#host/page.ts";
import type { RendererBundle } from "#host/renderer-bundle.ts";

/**
 * Lets a page connect only to this host. This covers what a content security policy does not: WebRTC, preconnect,
 * dns-prefetch and navigation to another page. Chromium has supported it since version 152; other browsers ignore it.
 */
const pageHeaders = { ...safeHeaders, "Connection-Allowlist": "(response-origin);webrtc=block" };

export function answer(response: ServerResponse, status: number, body: string, contentType = "text/plain"): void {
  response.writeHead(status, { ...pageHeaders, "Content-Type": `${contentType}; charset=utf-8` }).end(body);
}

/** A refusal closes its connection, which would otherwise remain as one more without proof. */
export function refuse(response: ServerResponse, reason: string, status = 403): void {
  response.setHeader("Connection", "close");
  answer(response, status, reason);
}

/**
 * The page with the script that creates `window.api`, and with the proof if it is opened by the one-time address.
 * Module scripts run in document order.
 */
function withClient(page: Uint8Array, proof: string | null): string {
  const carrier = proof === null ? "" : `<meta name="rezora-proof" content="${proof}" />`;
  const client = `${carrier}<script type="module" src="/web-client.js"></script>`;
  return new TextDecoder().decode(page).replace("</title>", `</title>${client}`);
}

/** Serves a file of the bundle. */
export async function answerFile(
  bundle: RendererBundle,
  path: string,
  response: ServerResponse,
  proof: string | null = null,
): Promise<void> {
  const file = await bundle.read(path);
  if (file === null) return answer(response, 404, "Not found");
  const isPage = file.contentType.startsWith("text/html");
  response.writeHead(200, { ...pageHeaders, "Content-Type": file.contentType });
  response.end(isPage ? withClient(file.content, proof) : file.content);
}

/** The script for a browser that has the proof but has lost the cookie; it is the same for everybody. */
export const returnScript = "/web-return.js";

export const openThePrintedAddress = "Open the address that the program printed.";

/** The response that refuses the page itself. */
export function refusePage(response: ServerResponse): void {
  const script = `<script type="module" src="${returnScript}"></script>`;
  response.setHeader("Connection", "close");
  answer(
    response,
    403,
    `<!doctype html><title>Rezora Explorer</title>${script}<p>${openThePrintedAddress}`,
    "text/html",
  );
}
