import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Dispatch } from "#core/dispatch.ts";
import type { Log } from "#core/ports.ts";
import { safeHeaders } from "#host/page.ts";
import type { RendererBundle } from "#host/renderer-bundle.ts";
import { fail } from "#shared/reply.ts";
import { answer, answerFile, openThePrintedAddress, refuse, refusePage, returnScript } from "./answers.ts";
import { boundConnections, type Connections } from "./connections.ts";
import type { Downloads } from "./downloads.ts";
import { readJson } from "./read-json.ts";
import { createSession, isPageVisit, strangeHost, strangeOrigin, type Session } from "./session.ts";
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
  /** The address with the one-time token. */
  readonly url: string;
  /** Resolves when the token has been used and the address is no longer needed. */
  readonly opened: Promise<void>;
  close(): Promise<void>;
}

/** Ids as the client creates them, by `crypto.randomUUID`. */
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

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What the handling of requests needs from a running server. */
interface Host {
  readonly parts: WebServerParts;
  readonly session: Session;
  readonly connections: Connections;
  readonly authority: string;
  readonly opened: () => void;
}

async function answerOpening(host: Host, token: string | null, { request, response }: Exchange) {
  const { session, parts } = host;
  if (isPageVisit(request) && session.redeem(token)) {
    host.opened();
    response.setHeader("Set-Cookie", session.cookie);
    // Not a redirect: after another page, a browser would not send a `SameSite=Strict` cookie with it.
    return await answerFile(parts.bundle, "/", response, session.proof);
  }
  // If the browser has the cookie, the used address still leads to the application.
  if (strangeOrigin(request, host.authority) === null && session.hasCookie(request)) {
    response.writeHead(303, { ...safeHeaders, Location: "/" }).end();
    return;
  }
  refuse(response, "This address was used before. Start the program again for a new one.");
}

/** Everything that has an effect or reveals something requires the proof. */
async function answerProven(host: Host, path: string, tab: string | null, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  if (path === "/call") return await answerCall(host.parts, request, response);
  if (path === "/return") {
    response.writeHead(204, { ...safeHeaders }).end();
    return;
  }
  if (!isTab(tab)) return answer(response, 400, "tab is missing");
  if (!host.parts.tabs.open(tab, response)) answer(response, 503, "Too many tabs are open.");
}

/** The method of each address that needs the proof. */
const proven: ReadonlyMap<string, string> = new Map([
  ["/call", "POST"],
  ["/return", "POST"],
  ["/events", "GET"],
]);

async function route(host: Host, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const { session, parts, connections, authority } = host;
  const wrongHost = strangeHost(request, authority);
  if (wrongHost !== null) return refuse(response, wrongHost);
  const target = request.url ?? "/";
  // A request target in absolute form contains its own host, besides the one that was checked.
  if (!target.startsWith("/")) return refuse(response, "The request target is not a path.", 400);
  const [path = "/", query = ""] = target.split("?", 2);
  const parameters = new URLSearchParams(query);
  if (path === "/open" && request.method === "GET") {
    return await answerOpening(host, parameters.get("token"), exchange);
  }
  const strange = strangeOrigin(request, authority);
  if (strange !== null) return refuse(response, strange);
  const isProven = session.isProven(request);
  if (isProven) {
    connections.prove(request.socket);
    // Another port can overwrite the cookie; the page gets it back with its next call.
    if (!session.hasCookie(request)) response.setHeader("Set-Cookie", session.cookie);
  }
  if (proven.get(path) === request.method) {
    if (!isProven) return refuse(response, openThePrintedAddress);
    return await answerProven(host, path, parameters.get("tab"), exchange);
  }
  if (request.method === "GET" && path.startsWith("/download/")) return answerDownload(host, path, exchange);
  if (request.method === "GET" && path === returnScript) return await answerFile(parts.bundle, path, response);
  if (!isProven && !session.hasCookie(request)) {
    return request.method === "GET" && path === "/" ? refusePage(response) : refuse(response, openThePrintedAddress);
  }
  connections.refresh(request.socket);
  if (request.method !== "GET") return answer(response, 405, "Not allowed");
  await answerFile(parts.bundle, path, response);
}

/** A link is a ticket: only a page with the proof has received it, and it works once. */
function answerDownload({ parts, connections }: Host, path: string, { request, response }: Exchange): void {
  if (parts.downloads.serve(path, response)) connections.prove(request.socket);
  else refuse(response, "There is no such download, or it was already used.");
}

/**
 * The maximum size of a request head. Node's 16 KB are too few: a page on another port can fill the cookie jar that it
 * shares with ours with 180 cookies of 4 KB, and then each of our requests would be refused.
 */
const maxHeaderSize = 1_048_576;

/** Serves one user on this computer: it is bound to 127.0.0.1 and checks every request before handling it. */
export async function startWebServer(parts: WebServerParts): Promise<WebServer> {
  let host: Host;
  const server = createServer({ maxHeaderSize, connectionsCheckingInterval: 5_000 }, (request, response) => {
    route(host, { request, response }).catch((error: unknown) => {
      parts.log.error("web request failed", error);
      if (!response.headersSent) answer(response, 500, "Something in the application failed.");
      else response.destroy();
    });
  });
  const connections = boundConnections(server);
  server.listen(parts.port, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const authority = `127.0.0.1:${String(port)}`;
  const session = createSession(port);
  const opened = new Promise<void>((resolve) => {
    host = { parts, session, connections, authority, opened: resolve };
  });
  return {
    url: `http://${authority}${session.entry}`,
    opened,
    async close() {
      parts.tabs.close();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
