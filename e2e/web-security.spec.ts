import { request as httpRequest, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { startWebProcess, type WebProcess } from "./support/browser-host.ts";
import { expect, test as base } from "./support/test.ts";

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** A client without a browser's manners: it sends the path and the headers as they are written here. */
function ask(
  origin: string,
  path: string,
  options: { readonly method?: string; readonly headers?: OutgoingHttpHeaders; readonly body?: string } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

interface Fixtures {
  readonly web: WebProcess & { readonly origin: string; readonly entry: string };
  /** The cookie that the one-time token was exchanged for. */
  readonly cookie: string;
}

const test = base.extend<Fixtures>({
  web: async ({ dataFolder }, provide) => {
    const web = await startWebProcess(dataFolder);
    const { origin, pathname, search } = new URL(web.url);
    await provide({ ...web, origin, entry: pathname + search });
    await web.interrupt();
  },
  cookie: async ({ web }, provide) => {
    const { headers } = await ask(web.origin, web.entry);
    await provide(String(headers["set-cookie"]).split(";")[0] ?? "");
  },
});

const tab = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";
const getSettings = JSON.stringify({ tab, name: "getSettings", input: {} });

test("it prints exactly one line, and listens on 127.0.0.1 alone", async ({ web }) => {
  expect(web.output()).toMatch(/^Rezora Explorer: http:\/\/127\.0\.0\.1:\d+\/\S+\n$/u);
  const { port } = new URL(web.origin);
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  for (const { address } of others) {
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect(Number(port), address, () => resolve(false));
      socket.once("error", () => resolve(true));
    });
    expect(refused, address).toBe(true);
  }
});

test("the token works once and becomes a cookie that scripts and other sites cannot use", async ({ web }) => {
  const first = await ask(web.origin, web.entry);
  expect(first.status).toBe(303);
  expect(first.headers["set-cookie"]?.[0]).toMatch(/^rezora-\d+=\S{40,}; HttpOnly; SameSite=Strict; Path=\/$/u);
  const second = await ask(web.origin, web.entry);
  expect(second.status).toBe(403);
  expect(second.headers["set-cookie"]).toBeUndefined();
});

test("without the cookie, or with a wrong one, nothing is answered", async ({ web, cookie }) => {
  const wrong = `${cookie.slice(0, -1)}${cookie.endsWith("A") ? "B" : "A"}`;
  for (const headers of [{}, { Cookie: wrong }, { Cookie: "rezora=1" }]) {
    for (const path of ["/", "/web-client.js", `/events?tab=${tab}`, "/open?token=guess", "/download/1"]) {
      expect((await ask(web.origin, path, { headers })).status, path).toBe(403);
    }
  }
  expect((await ask(web.origin, "/", { headers: { Cookie: cookie } })).status).toBe(200);
});

test("another Host, another Origin and another site are refused, cookie or not", async ({ web, cookie }) => {
  const { origin } = web;
  const { host, port } = new URL(origin);
  const json = { "Content-Type": "application/json", Cookie: cookie };
  const call = (headers: OutgoingHttpHeaders): Promise<Answer> =>
    ask(origin, "/call", { method: "POST", headers: { ...json, ...headers }, body: getSettings });

  expect((await call({ Origin: origin })).status).toBe(200);
  expect((await call({})).status).toBe(403);
  expect((await call({ Origin: "null" })).status).toBe(403);
  expect((await call({ Origin: "https://evil.example" })).status).toBe(403);
  expect((await call({ Origin: `http://127.0.0.1:${String(Number(port) + 1)}` })).status).toBe(403);
  expect((await call({ Origin: `http://evil.example:${port}`, Host: `evil.example:${port}` })).status).toBe(403);
  expect((await call({ Origin: origin, Host: `localhost:${port}` })).status).toBe(403);
  expect((await call({ Origin: origin, "Sec-Fetch-Site": "cross-site" })).status).toBe(403);

  const page = (headers: OutgoingHttpHeaders): Promise<Answer> =>
    ask(origin, "/", { headers: { Cookie: cookie, ...headers } });
  expect((await page({ Host: host, "Sec-Fetch-Site": "none" })).status).toBe(200);
  expect((await page({ Host: "evil.example" })).status).toBe(403);
  expect((await page({ "Sec-Fetch-Site": "same-site" })).status).toBe(403);
});

test("no answer allows another origin to read it", async ({ web, cookie }) => {
  const preflight = { Origin: "https://evil.example", "Access-Control-Request-Method": "POST", Cookie: cookie };
  const answers = [
    await ask(web.origin, "/", { headers: { Cookie: cookie } }),
    await ask(web.origin, "/call", { method: "OPTIONS", headers: preflight }),
    await ask(web.origin, "/call", { method: "OPTIONS", headers: { ...preflight, Origin: web.origin } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 403, 405]);
  for (const { headers } of answers) {
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
  }
});

test("nothing outside the bundle is served", async ({ web, cookie }) => {
  for (const path of [
    "/../package.json",
    "/..%2fmain/web.js",
    "/%2e%2e/main/web.js",
    "/assets/..%5c..%5cmain%5cweb.js",
    "/assets/../../main/web.js",
    "/index.html%00.js",
    "//etc/passwd",
    "/assets",
  ]) {
    expect((await ask(web.origin, path, { headers: { Cookie: cookie } })).status, path).toBe(404);
  }
});

test("a body that is too long, is no JSON or names no tab is refused, and the next call works", async ({
  web,
  cookie,
}) => {
  const headers = { Cookie: cookie, Origin: web.origin, "Content-Type": "application/json" };
  const call = (body: string, more: OutgoingHttpHeaders = {}): Promise<Answer> =>
    ask(web.origin, "/call", { method: "POST", headers: { ...headers, ...more }, body });
  expect((await call(JSON.stringify({ tab, name: "getSettings", input: "x".repeat(2_000_000) }))).status).toBe(413);
  expect((await call("{")).status).toBe(400);
  expect((await call("[]")).status).toBe(400);
  expect((await call(JSON.stringify({ tab: "1", name: "getSettings", input: {} }))).status).toBe(400);
  expect((await call(getSettings, { "Content-Type": "text/plain" })).status).toBe(400);
  expect(JSON.parse((await call(getSettings)).text)).toMatchObject({ ok: true });
});

test("a reload and a second tab go on with the cookie; another browser profile does not", async ({
  web,
  openBrowser,
}) => {
  const browser = await openBrowser();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(web.url);
  await page.reload();
  expect(await page.evaluate(() => window.api.getSettings({}))).toMatchObject({ ok: true });
  const second = await context.newPage();
  await second.goto(web.origin);
  expect(await second.evaluate(() => window.api.getSettings({}))).toMatchObject({ ok: true });
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const stranger = await browser.newContext();
  const response = await (await stranger.newPage()).goto(web.origin);
  expect(response?.status()).toBe(403);
  await stranger.close();
  await context.close();
});

test("a page of another origin can neither call, read, frame nor listen", async ({ web, openBrowser, practice }) => {
  const context = await (await openBrowser()).newContext();
  const page = await context.newPage();
  await page.goto(web.url);
  // Any page of another port will do; to a browser it is the same site.
  await page.goto(practice.baseUrl);
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
    return [
      await attempt("/call", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }),
      await attempt("/", {}),
      listened,
    ];
  }, web.origin);
  expect(outcome).toEqual(["blocked", "blocked", "refused"]);
  await context.close();
});

test("a second start on the same folder says so and leaves the first alone", async ({ web, dataFolder }) => {
  await expect(startWebProcess(dataFolder)).rejects.toThrow(/is running on .* already/u);
  expect((await ask(web.origin, web.entry)).status).toBe(303);
});

test("Ctrl+C ends it cleanly, with a tab open and listening", async ({ web, openBrowser }) => {
  const context = await (await openBrowser()).newContext();
  await (await context.newPage()).goto(web.url);
  expect(await web.interrupt()).toBe(0);
  await expect(ask(web.origin, "/")).rejects.toThrow("ECONNREFUSED");
  await context.close();
});
