import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Dispatch } from "#core/dispatch.ts";
import type { Log } from "#core/ports.ts";
import { safeHeaders } from "#host/page.ts";
import type { RendererBundle } from "#host/renderer-bundle.ts";
import { fail } from "#shared/reply.ts";
import type { Downloads } from "./downloads.ts";
import { readJson } from "./read-json.ts";
import { createSession, strangeOrigin, type Session } from "./session.ts";
import type { Tabs } from "./tabs.ts";

export interface WebServerParts {
  readonly port: number;
  readonly bundle: RendererBundle;
  readonly dispatch: Dispatch;
  readonly tabs: Tabs;
  readonly downloads: Downloads;
  readonly log: Log;
}

export interface WebServer {
  /** With the one-time token. */
  readonly url: string;
  close(): Promise<void>;
}

function answer(response: ServerResponse, status: number, body: string, contentType = "text/plain"): void {
  response.writeHead(status, { ...safeHeaders, "Content-Type": `${contentType}; charset=utf-8` }).end(body);
}

/** As the client makes them, by `crypto.randomUUID`. */
function isTab(tab: unknown): tab is string {
  return typeof tab === "string" && /^[0-9a-f-]{36}$/u.test(tab);
}

async function answerCall(parts: WebServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  if (body.kind === "too-long") {
    return answer(response, 413, JSON.stringify(fail("invalid-input", "The request is too long.")), "application/json");
  }
  const value = body.kind === "read" ? body.value : null;
  if (typeof value !== "object" || value === null || !("tab" in value) || !isTab(value.tab)) {
    const reply = fail("invalid-input", "The application sent a request it does not understand.");
    return answer(response, 400, JSON.stringify(reply), "application/json");
  }
  const { name, input, callId } = value as Readonly<Record<string, unknown>>;
  const reply = await parts.dispatch(value.tab, name, input, callId);
  answer(response, 200, JSON.stringify(reply), "application/json");
}

/** The page with the script that makes `window.api`. Module scripts run in the order in which they stand. */
function withClient(page: Uint8Array): string {
  const client = '<script type="module" src="/web-client.js"></script>';
  return new TextDecoder().decode(page).replace("</title>", `</title>${client}`);
}

async function answerPage(parts: WebServerParts, path: string, response: ServerResponse): Promise<void> {
  const file = await parts.bundle.read(path);
  if (file === null) return answer(response, 404, "Not found");
  const isPage = file.contentType.startsWith("text/html");
  response.writeHead(200, { ...safeHeaders, "Content-Type": file.contentType });
  response.end(isPage ? withClient(file.content) : file.content);
}

async function route(
  parts: WebServerParts,
  session: Session,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
  const parameters = new URLSearchParams(query);
  if (path === "/open" && request.method === "GET") {
    const cookie =
      strangeOrigin(request, `127.0.0.1:${String(port)}`) === null ? session.redeem(parameters.get("token")) : null;
    if (cookie !== null) {
      response.writeHead(303, { ...safeHeaders, Location: "/", "Set-Cookie": cookie }).end();
      return;
    }
    // The same address opened again in the browser that has the cookie leads to the application, too.
    if (session.objection(request) === null) {
      response.writeHead(303, { ...safeHeaders, Location: "/" }).end();
      return;
    }
    return answer(response, 403, "This address was used before. Start the program again for a new one.");
  }
  const objection = session.objection(request);
  if (objection !== null) return answer(response, 403, objection);
  if (request.method === "POST" && path === "/call") return await answerCall(parts, request, response);
  if (request.method !== "GET") return answer(response, 405, "Not allowed");
  if (path === "/events") {
    const tab = parameters.get("tab");
    return isTab(tab) ? parts.tabs.open(tab, response) : answer(response, 400, "tab is missing");
  }
  if (parts.downloads.serve(path, response)) return;
  await answerPage(parts, path, response);
}

/** Serves one person on this computer: bound to 127.0.0.1, every request checked before it is looked at. */
export async function startWebServer(parts: WebServerParts): Promise<WebServer> {
  let session: Session;
  let port = parts.port;
  const server = createServer((request, response) => {
    route(parts, session, port, request, response).catch((error: unknown) => {
      parts.log.error("web request failed", error);
      if (!response.headersSent) answer(response, 500, "Something in the application failed.");
      else response.destroy();
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  session = createSession(port);
  return {
    url: `http://127.0.0.1:${String(port)}${session.entry}`,
    async close() {
      parts.tabs.close();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
