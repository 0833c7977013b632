import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "@playwright/test";
import { connectTo, statusBar, treeItem } from "./support/journey.ts";
import { ask } from "./support/plain-client.ts";
import { exportAs, saveInto } from "./support/saving.ts";
import { expect, test as base } from "./support/test.ts";
import { callWith, tab, test as webTest } from "./support/web-test.ts";

/** A server on another port of this computer that the same browser visits. */
interface OtherPort {
  readonly origin: string;
  /** The headers of all requests that arrived. */
  readonly seen: readonly IncomingHttpHeaders[];
  /** Cookies that every response sets. */
  setCookies(cookies: readonly string[]): void;
  close(): void;
}

async function startOtherPort(): Promise<OtherPort> {
  const seen: IncomingHttpHeaders[] = [];
  let cookies: readonly string[] = [];
  const server: Server = createServer({ maxHeaderSize: 1_048_576 }, (request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { "Content-Type": "text/html", "Set-Cookie": [...cookies] }).end("<title>other</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen,
    setCookies: (next) => (cookies = next),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Fixtures {
  readonly other: OtherPort;
}

interface ContextFixtures extends Fixtures {
  readonly context: BrowserContext;
}

const other = {
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
  other: async ({}, provide: (server: OtherPort) => Promise<void>) => {
    const server = await startOtherPort();
    await provide(server);
    server.close();
  },
};

const test = webTest.extend<ContextFixtures>({
  ...other,
  context: async ({ openBrowser }, provide) => {
    const context = await (await openBrowser()).newContext();
    await provide(context);
    await context.close();
  },
});

const journey = base.extend<Fixtures>(other);

async function works(page: Page): Promise<boolean> {
  await page.waitForFunction(() => "api" in window);
  return (await page.evaluate(() => window.api.getSettings({}))).ok;
}

test("a reload and a second tab continue with cookie and proof; another browser profile does not", async ({
  web,
  context,
  openBrowser,
}) => {
  const page = await context.newPage();
  await page.goto(web.url);
  expect(await works(page)).toBe(true);
  // Neither the token nor the proof stays in the address or in the page.
  expect(page.url()).toBe(`${web.origin}/`);
  await expect(page.locator('meta[name="rezora-proof"]')).toHaveCount(0);
  await page.reload();
  expect(await works(page)).toBe(true);
  const second = await context.newPage();
  await second.goto(web.origin);
  expect(await works(second)).toBe(true);
  const third = await context.newPage();
  await third.goto(web.url);
  expect(await works(third)).toBe(true);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const stranger = await (await openBrowser()).newContext();
  const strangePage = await stranger.newPage();
  const response = await strangePage.goto(web.origin);
  expect(response?.status()).toBe(403);
  await expect(strangePage.getByText("Open the address that the program printed.")).toBeVisible();
  expect(strangePage.url()).toBe(`${web.origin}/`);
  await stranger.close();
});

test("another port that the browser visits gets the cookie, but no access with it [security: stolen-cookie]", async ({
  web,
  context,
  other: thief,
}) => {
  const page = await context.newPage();
  await page.goto(web.url);
  expect(await works(page)).toBe(true);
  await page.goto(thief.origin);
  const cookie = thief.seen[0]?.cookie ?? "";
  expect(cookie).toContain(`rezora-${new URL(web.origin).port}=`);
  expect(JSON.stringify(thief.seen)).not.toContain("x-rezora-proof");
  const headers = { Cookie: cookie };
  expect((await callWith(web.origin, headers)).status).toBe(403);
  expect((await ask(web.origin, `/events?tab=${tab}`, { headers })).status).toBe(403);
  // The storage of the origin, as seen from the thief's page.
  expect(await page.evaluate(() => localStorage.getItem("rezora-proof"))).toBeNull();
});

const overwritings = [
  ["overwritten", (name: string) => [`${name}=evil; Path=/`]],
  ["removed", (name: string) => [`${name}=; Path=/; Max-Age=0`]],
  [
    "repeated for longer paths",
    (name: string) => ["/call", "/events", "/web-client.js"].map((path) => `${name}=evil; Path=${path}`),
  ],
  ["crowded out", () => Array.from({ length: 200 }, (_, index) => `crowd${String(index)}=${"x".repeat(200)}; Path=/`)],
] as const;

for (const [what, cookiesFor] of overwritings) {
  test(`a cookie that another port has ${what} locks nobody out [security: overwritten-cookie]`, async ({
    web,
    context,
    other: vandal,
  }) => {
    const page = await context.newPage();
    await page.goto(web.url);
    expect(await works(page)).toBe(true);
    vandal.setCookies(cookiesFor(`rezora-${new URL(web.origin).port}`));
    const visitor = await context.newPage();
    await visitor.goto(vandal.origin);
    // A tab that is opened while the cookie is gone, the one that was there, and its reload.
    const second = await context.newPage();
    await second.goto(web.origin);
    expect(await works(second)).toBe(true);
    await visitor.reload();
    expect(await works(page)).toBe(true);
    await visitor.reload();
    await page.reload();
    expect(await works(page)).toBe(true);
  });
}

journey(
  "an export is saved while another port overwrites the cookie [security: overwritten-cookie]",
  async ({ app, practice, other: vandal }) => {
    const { page } = app;
    const port = new URL(app.origin ?? "").port;
    await connectTo(page, practice.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await expect(statusBar(page)).toContainText("records");
    vandal.setCookies([`rezora-${port}=evil; Path=/`]);
    const visitor = await page.context().newPage();
    await visitor.goto(vandal.origin);
    await visitor.close();
    const saved = await exportAs(app, await saveInto(app), "JSON");
    expect(saved.length).toBeGreaterThan(0);
  },
);

test("a page of another port can neither call, read, frame, open nor listen [security: foreign-page]", async ({
  web,
  context,
  other: stranger,
}) => {
  const own = await context.newPage();
  await own.goto(web.url);
  const page = await context.newPage();
  await page.goto(stranger.origin);
  const outcome = await page.evaluate(async (target) => {
    const attempt = (path: string, options: RequestInit): Promise<string> =>
      fetch(target + path, { credentials: "include", ...options }).then(
        (response) => `${response.type} ${String(response.status)}`,
        () => "blocked",
      );
    const stream = new EventSource(`${target}/events?tab=x`, { withCredentials: true });
    const listened = await new Promise((resolve) => {
      stream.addEventListener("open", () => resolve("open"));
      stream.addEventListener("error", () => resolve("refused"));
    });
    stream.close();
    const loaded = (element: HTMLElement): Promise<string> =>
      new Promise((resolve) => {
        element.addEventListener("load", () => resolve("loaded"));
        element.addEventListener("error", () => resolve("refused"));
        document.body.append(element);
      });
    const script = Object.assign(document.createElement("script"), { src: `${target}/web-client.js` });
    return [
      await attempt("/call", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }),
      await attempt("/call", { method: "POST", body: "{}", headers: { "X-Rezora-Proof": "x" } }),
      await attempt("/", {}),
      // Sent, and refused by the host: the opaque response here was a 403 there.
      await attempt("/call", { method: "POST", body: "{}", mode: "no-cors" }),
      await loaded(script),
      listened,
    ];
  }, web.origin);
  expect(outcome).toEqual(["blocked", "blocked", "blocked", "blocked", "refused", "refused"]);

  // Frames and windows: they get the refusal, which has neither the proof nor the API.
  const refusals = context.waitForEvent("response", (response) => response.url() === `${web.origin}/`);
  await page.evaluate((target) => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: `${target}/` }));
  }, web.origin);
  expect((await refusals).status()).toBe(403);
  const [popup] = await Promise.all([
    context.waitForEvent("page"),
    page.evaluate((target) => void window.open(`${target}/`), web.origin),
  ]);
  await expect(popup.getByText("The request comes from another page.")).toBeVisible();
  expect(await works(own)).toBe(true);
});
