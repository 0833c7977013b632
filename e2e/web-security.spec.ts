import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { startWebProcess } from "./support/browser-host.ts";
import { ask, type PlainResponse } from "./support/plain-client.ts";
import { expect } from "./support/test.ts";
import { callWith, getSettings, tab, test } from "./support/web-test.ts";

test("it prints exactly one line, and listens on 127.0.0.1 only", async ({ web }) => {
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
  expect(first.status).toBe(200);
  expect(first.headers["set-cookie"]?.[0]).toMatch(/^rezora-\d+=\S{40,}; HttpOnly; SameSite=Strict; Path=\/$/u);
  expect(first.text).toMatch(/<meta name="rezora-proof" content="[\w-]{40,}" \/>/u);
  const second = await ask(web.origin, web.entry);
  expect(second.status).toBe(403);
  expect(second.headers["set-cookie"]).toBeUndefined();
  expect(second.text).not.toContain("rezora-proof");
});

test("only a top-level visit uses up the token", async ({ web }) => {
  const visits = [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image" },
    { "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty" },
    { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe" },
    { Host: "evil.example" },
  ];
  for (const headers of visits) expect((await ask(web.origin, web.entry, { headers })).status).toBe(403);
  expect((await ask(web.origin, web.entry, { method: "HEAD" })).status).toBe(403);
  // As from the file that leads to the address, which is another origin.
  const headers = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" };
  expect((await ask(web.origin, web.entry, { headers })).status).toBe(200);
});

test("without the cookie, or with a wrong one, every request is refused [security: stranger]", async ({
  web,
  proofs,
}) => {
  const { cookie } = proofs;
  const wrong = `${cookie.slice(0, -1)}${cookie.endsWith("A") ? "B" : "A"}`;
  for (const headers of [{}, { Cookie: wrong }, { Cookie: "rezora=1" }, { Cookie: `${cookie}=` }]) {
    for (const path of ["/", "/web-client.js", `/events?tab=${tab}`, "/open?token=guess", "/download/1", "/call"]) {
      expect((await ask(web.origin, path, { headers })).status, path).toBe(403);
    }
    expect((await callWith(web.origin, headers)).status).toBe(403);
  }
  expect((await ask(web.origin, "/", { headers: { Cookie: cookie } })).status).toBe(200);
});

test("a stolen cookie gives no access to calls, events or downloads [security: stolen-cookie]", async ({
  web,
  proofs,
}) => {
  const { cookie, proof } = proofs;
  const stolen = { Cookie: cookie };
  const wrong = `${proof.slice(0, -1)}${proof.endsWith("A") ? "B" : "A"}`;
  for (const more of [{}, { "X-Rezora-Proof": "" }, { "X-Rezora-Proof": wrong }, { "X-Rezora-Proof": cookie }]) {
    const headers = { ...stolen, ...more };
    expect((await callWith(web.origin, headers)).status).toBe(403);
    expect((await ask(web.origin, `/events?tab=${tab}`, { headers })).status).toBe(403);
    expect((await ask(web.origin, `/events?tab=${tab}&proof=${proof}`, { headers })).status).toBe(403);
    expect((await ask(web.origin, "/download/1", { headers })).status).toBe(403);
    const returned = { method: "POST", headers: { ...headers, Origin: web.origin } };
    expect((await ask(web.origin, "/return", returned)).status).toBe(403);
  }
  // What it does reach is the application's code, which is the same for everybody.
  for (const path of ["/", "/web-client.js", web.entry]) {
    const { text, headers } = await ask(web.origin, path, { headers: stolen });
    expect(text).not.toContain(proof);
    expect(headers["set-cookie"]).toBeUndefined();
  }
});

test("the proof is sufficient for a call, and restores a lost cookie [security: overwritten-cookie]", async ({
  web,
  proofs,
}) => {
  const { cookie, proof } = proofs;
  const name = cookie.split("=")[0] ?? "";
  for (const headers of [{}, { Cookie: `${name}=overwritten` }, { Cookie: "x=1" }]) {
    const response = await callWith(web.origin, { ...headers, "X-Rezora-Proof": proof });
    expect(JSON.parse(response.text)).toMatchObject({ ok: true });
    expect(response.headers["set-cookie"]?.[0]).toContain(`${cookie}; HttpOnly; SameSite=Strict`);
  }
  const whole = await callWith(web.origin, { Cookie: cookie, "X-Rezora-Proof": proof });
  expect(whole.headers["set-cookie"]).toBeUndefined();
});

test("repeated cookies of the same name hide nothing [security: repeated-cookie]", async ({ web, proofs }) => {
  const { cookie } = proofs;
  const name = cookie.split("=")[0] ?? "";
  for (const header of [`${name}=x; ${cookie}`, `${cookie}; ${name}=x`, `${name}=; ${name}; ${cookie}; ${name}=x`]) {
    expect((await ask(web.origin, "/", { headers: { Cookie: header } })).status).toBe(200);
  }
  const { host } = new URL(web.origin);
  const twice = ["Host", host, "Cookie", `${name}=x`, "Cookie", cookie];
  expect((await ask(web.origin, "/", { headers: twice })).status).toBe(200);
});

test("a cookie jar that another port filled does not lock the user out [security: filled-cookie-jar]", async ({
  web,
  proofs,
}) => {
  // The most that Chromium keeps for one host.
  const filling = Array.from({ length: 180 }, (_, index) => `filling${String(index)}=${"x".repeat(4_080)}`).join("; ");
  const headers = { Cookie: `${filling}; ${proofs.cookie}` };
  expect((await ask(web.origin, "/", { headers })).status).toBe(200);
  expect((await callWith(web.origin, { ...headers, "X-Rezora-Proof": proofs.proof })).status).toBe(200);
});

test("another Host, another Origin and another site are refused, proven or not [security: foreign-origin]", async ({
  web,
  proofs,
}) => {
  const { origin } = web;
  const { host, port } = new URL(origin);
  const own = { Cookie: proofs.cookie, "X-Rezora-Proof": proofs.proof };
  const call = (headers: Readonly<Record<string, string>>): Promise<PlainResponse> =>
    callWith(origin, { ...own, ...headers });
  const withoutOrigin = { method: "POST", headers: { ...own, "Content-Type": "application/json" }, body: getSettings };

  expect((await call({ Origin: origin })).status).toBe(200);
  expect((await ask(origin, "/call", withoutOrigin)).status).toBe(403);
  expect((await call({ Origin: "null" })).status).toBe(403);
  expect((await call({ Origin: "https://evil.example" })).status).toBe(403);
  expect((await call({ Origin: `http://127.0.0.1:${String(Number(port) + 1)}` })).status).toBe(403);
  expect((await call({ Origin: `http://evil.example:${port}`, Host: `evil.example:${port}` })).status).toBe(403);
  expect((await call({ Origin: origin, Host: `localhost:${port}` })).status).toBe(403);
  expect((await call({ Origin: origin, "Sec-Fetch-Site": "cross-site" })).status).toBe(403);

  const page = (headers: Readonly<Record<string, string>>): Promise<PlainResponse> =>
    ask(origin, "/", { headers: { ...own, ...headers } });
  expect((await page({ Host: host, "Sec-Fetch-Site": "none" })).status).toBe(200);
  expect((await page({ Host: "evil.example" })).status).toBe(403);
  expect((await page({ "Sec-Fetch-Site": "same-site" })).status).toBe(403);
});

test("crafted requests pass no check [security: crafted-requests]", async ({ web, proofs }) => {
  const { origin } = web;
  const { host } = new URL(origin);
  const own = ["Cookie", proofs.cookie, "X-Rezora-Proof", proofs.proof];
  const statusOf = async (headers: readonly string[], method = "GET", path = "/"): Promise<number> =>
    (await ask(origin, path, { method, headers: [...headers] })).status;
  // Headers sent twice: one value for the check, another for code that reads the other one.
  expect(await statusOf(["Host", host, "Host", "evil.example", ...own])).toBe(403);
  expect(await statusOf(["Host", "evil.example", "Host", host, ...own])).toBe(403);
  expect(await statusOf(["Host", host, "Origin", origin, "Origin", "null", ...own])).toBe(403);
  expect(await statusOf(["Host", host, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site", "cross-site", ...own])).toBe(
    403,
  );
  const proofTwice = ["X-Rezora-Proof", "x", "X-Rezora-Proof", proofs.proof];
  expect(await statusOf(["Host", host, ...proofTwice], "GET", `/events?tab=${tab}`)).toBe(403);
  // Targets that name a host of their own, and none at all.
  for (const path of [`${origin}/`, "http://evil.example/", "*"]) {
    expect(await statusOf(["Host", host, ...own], "GET", path), path).toBe(400);
  }
  // Only POST makes a call, whatever a header says.
  for (const method of ["HEAD", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"]) {
    const status = await statusOf(["Host", host, "Origin", origin, ...own], method, "/call");
    expect(status, method).toBe(405);
  }
  const override = ["X-HTTP-Method-Override", "POST", "Host", host, ...own];
  expect(await statusOf(override, "GET", "/call")).toBe(404);
});

test("no response allows another origin to read it", async ({ web, proofs: { cookie } }) => {
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

test("nothing outside the bundle is served [security: bundle-only]", async ({ web, proofs: { cookie } }) => {
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

test("a body that is too long, is not JSON or names no tab is refused, and the next call works", async ({
  web,
  proofs: { proof },
}) => {
  const headers = { "X-Rezora-Proof": proof, Origin: web.origin, "Content-Type": "application/json" };
  const call = (body: string, more: Readonly<Record<string, string>> = {}): Promise<PlainResponse> =>
    ask(web.origin, "/call", { method: "POST", headers: { ...headers, ...more }, body });
  expect((await call(JSON.stringify({ tab, name: "getSettings", input: "x".repeat(2_000_000) }))).status).toBe(413);
  expect((await call("{")).status).toBe(400);
  expect((await call("[]")).status).toBe(400);
  expect((await call(JSON.stringify({ tab: "1", name: "getSettings", input: {} }))).status).toBe(400);
  expect((await call(getSettings, { "Content-Type": "text/plain" })).status).toBe(400);
  expect(JSON.parse((await call(getSettings)).text)).toMatchObject({ ok: true });
});

test("a second start on the same folder says so and leaves the first alone", async ({ web, dataFolder }) => {
  await expect(startWebProcess(dataFolder)).rejects.toThrow(/is running on .* already/u);
  expect((await ask(web.origin, web.entry)).status).toBe(200);
});

test("Ctrl+C ends it cleanly, with a tab open and listening", async ({ web, openBrowser }) => {
  const context = await (await openBrowser()).newContext();
  await (await context.newPage()).goto(web.url);
  expect(await web.interrupt()).toBe(0);
  await expect(ask(web.origin, "/")).rejects.toThrow("ECONNREFUSED");
  await context.close();
});
