import { createSocket, type Socket as DatagramSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test as base } from "./support/test.ts";

/** A server of this computer on one port of TCP and one of UDP that counts what reaches it. */
interface Listener {
  readonly tcpPort: number;
  readonly udpPort: number;
  readonly reached: { connections: number; datagrams: number };
  /** Resolves when the first of them arrived. */
  readonly first: Promise<string>;
}

const test = base.extend<{ readonly listener: Listener }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
  listener: async ({}, provide) => {
    const reached = { connections: 0, datagrams: 0 };
    let tell: (what: string) => void = () => undefined;
    const first = new Promise<string>((resolve) => (tell = resolve));
    const server: Server = createServer((socket) => {
      reached.connections += 1;
      tell("reached");
      socket.on("error", () => undefined).end("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    });
    const datagrams: DatagramSocket = createSocket("udp4", () => {
      reached.datagrams += 1;
      tell("reached");
    });
    server.listen(0, "127.0.0.1");
    datagrams.bind(0, "127.0.0.1");
    await Promise.all([once(server, "listening"), once(datagrams, "listening")]);
    const { port } = server.address() as AddressInfo;
    await provide({ tcpPort: port, udpPort: datagrams.address().port, reached, first });
    server.close();
    datagrams.close();
  },
});

/**
 * Tries to gather ICE candidates through a server; resolves when the browser has given up or after it has had time for
 * it. `inFrame` takes the constructor of an empty frame.
 */
function gather(page: Page, url: string, inFrame = false): Promise<string> {
  return page.evaluate(
    async ({ url: server, inFrame: isFramed }) => {
      let source: Window & typeof globalThis = window;
      if (isFramed) {
        const frame = document.createElement("iframe");
        document.body.append(frame);
        source = (frame.contentWindow ?? window) as Window & typeof globalThis;
      }
      try {
        const connection = new source.RTCPeerConnection({
          iceServers: [{ urls: server, username: "a", credential: "b" }],
        });
        connection.createDataChannel("x");
        const ended = new Promise<void>((resolve) => {
          connection.addEventListener("icegatheringstatechange", () => {
            if (connection.iceGatheringState === "complete") resolve();
          });
        });
        await connection.setLocalDescription(await connection.createOffer());
        await ended;
        connection.close();
        return "gathered nothing";
      } catch (error) {
        return error instanceof Error ? error.name : "failed";
      }
    },
    { url, inFrame },
  );
}

const servers = [
  ["STUN", ({ udpPort }: Listener) => `stun:127.0.0.1:${String(udpPort)}`],
  ["TURN by UDP", ({ udpPort }: Listener) => `turn:127.0.0.1:${String(udpPort)}`],
  ["TURN by TCP", ({ tcpPort }: Listener) => `turn:127.0.0.1:${String(tcpPort)}?transport=tcp`],
] as const;

for (const [name, urlFor] of servers) {
  test(`WebRTC sends nothing to a server of ${name} [security: webrtc]`, async ({ app, listener }) => {
    await Promise.race([gather(app.page, urlFor(listener)), listener.first]);
    expect(listener.reached).toEqual({ connections: 0, datagrams: 0 });
    // Chromium 156 terminates a page that tries from a frame what its policy forbids.
    await Promise.race([gather(app.page, urlFor(listener), true).catch(() => "ended"), listener.first]);
    expect(listener.reached).toEqual({ connections: 0, datagrams: 0 });
  });
}

test("neither a request, a socket nor a hint leaves the page [security: page-network]", async ({ app, listener }) => {
  const { page } = app;
  const outcome = await page.evaluate(
    async ({ port }) => {
      const outcomes: Record<string, string> = {};
      const address = (what: string): string => `http://127.0.0.1:${String(port)}/${what}`;
      const attempt = async (what: string, act: () => unknown): Promise<void> => {
        try {
          outcomes[what] = String(await act());
        } catch (error) {
          outcomes[what] = error instanceof Error ? "refused" : "failed";
        }
      };
      const loaded = (element: HTMLElement): Promise<string> =>
        new Promise((resolve) => {
          element.addEventListener("load", () => resolve("loaded"));
          element.addEventListener("error", () => resolve("refused"));
          document.head.append(element);
        });
      const make = (name: string, values: object): HTMLElement => Object.assign(document.createElement(name), values);
      await attempt("fetch", () => fetch(address("fetch"), { mode: "no-cors" }));
      await attempt("keepalive", () => fetch(address("keepalive"), { mode: "no-cors", keepalive: true }));
      await attempt("request", () => {
        const request = new XMLHttpRequest();
        request.open("GET", address("request"), false);
        request.send();
      });
      await attempt("beacon", () => (navigator.sendBeacon(address("beacon"), "x"), "refused"));
      await attempt("stylesheet", () => loaded(make("link", { rel: "stylesheet", href: address("stylesheet") })));
      await attempt("script", () => loaded(make("script", { src: address("script") })));
      await attempt("picture", () => loaded(make("img", { src: address("picture") })));
      await attempt("video", () => loaded(make("video", { src: address("video") })));
      await attempt("import", () => import(/* @vite-ignore */ address("import")));
      await attempt("font", () => new FontFace("x", `url(${address("font")})`).load());
      const sheet = new CSSStyleSheet();
      await attempt("@import", () => sheet.replace(`@import "${address("import.css")}"; p { color: red }`));
      sheet.replaceSync(`body { background-image: url(${address("background")}) }`);
      document.adoptedStyleSheets.push(sheet);
      await attempt(
        "event source",
        () =>
          new Promise((resolve) => {
            new EventSource(address("events")).addEventListener("error", () => resolve("refused"));
          }),
      );
      await attempt(
        "web socket",
        () =>
          new Promise((resolve) => {
            new WebSocket(`ws://127.0.0.1:${String(port)}/socket`).addEventListener("error", () => resolve("refused"));
          }),
      );
      await attempt("web transport", () => new WebTransport(`https://127.0.0.1:${String(port)}/transport`).ready);
      await attempt("worker", () => loaded(new Worker(address("worker")) as unknown as HTMLElement));
      await attempt("service worker", () => navigator.serviceWorker.register("/web-client.js"));
      // No event says whether a hint was followed.
      for (const rel of ["preconnect", "dns-prefetch", "prefetch", "modulepreload", "prerender", "preload", "icon"]) {
        for (const host of ["127.0.0.1", "localhost"]) {
          document.head.append(make("link", { rel, as: "script", href: `http://${host}:${String(port)}/${rel}` }));
        }
      }
      document.body.append(make("a", { href: "#", ping: address("ping"), id: "ping" }));
      document.getElementById("ping")?.click();
      for (const [name, values] of [
        ["iframe", { src: address("frame") }],
        ["object", { data: address("object") }],
        ["embed", { src: address("embed") }],
      ] as const) {
        document.body.append(make(name, values));
      }
      return outcomes;
    },
    { port: listener.tcpPort },
  );
  const reached = Object.entries(outcome).filter(([, result]) => result === "loaded");
  expect(reached).toEqual([]);
  // After two painted frames, whatever was begun has been sent.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(listener.reached).toEqual({ connections: 0, datagrams: 0 });
  await expect(page.locator("#root > *").first()).toBeVisible();
});

test("a page of the browser host cannot carry anything to another address [security: leaving-the-page]", async ({
  app,
  hostName,
  listener,
}) => {
  test.skip(hostName !== "browser", "Electron has a test of its own");
  const { page } = app;
  const address = `http://127.0.0.1:${String(listener.tcpPort)}/carried`;
  await page.evaluate((url) => void window.open(url), address);
  await page.evaluate((url) => void setTimeout(() => (location.href = url)), address);
  await page.waitForLoadState();
  expect(listener.reached.connections).toBe(0);
});
