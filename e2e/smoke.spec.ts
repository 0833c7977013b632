import { calls } from "#shared/channels.ts";
import { expect, test } from "./support/test.ts";

test("the window opens on our page, with a title and something in it", async ({ page }) => {
  await expect(page).toHaveTitle(/Rezora Explorer$/u);
  await expect(page.locator("#root > *").first()).toBeVisible();
});

test("window.api is the fixed list of functions and nothing else", async ({ page }) => {
  const members = await page.evaluate(() =>
    Object.entries(window.api).map(([name, member]) => [name, typeof member] as const),
  );
  expect(members.map(([name]) => name).sort()).toEqual([...calls, "on"].sort());
  expect(new Set(members.map(([, type]) => type))).toEqual(new Set(["function"]));
});

test("nothing of Node or Electron reaches the page", async ({ page }) => {
  const found = await page.evaluate(() =>
    ["require", "process", "Buffer", "module", "global", "__dirname", "electron"].filter((name) => name in window),
  );
  expect(found).toEqual([]);
});

test("getApplication returns what this host can do", async ({ page, hostName }) => {
  const reply = await page.evaluate(() => window.api.getApplication({}));
  if (!reply.ok) throw new Error(reply.error.message);
  expect(reply.value.version).toMatch(/^\d+\.\d+\.\d+$/u);
  expect(reply.value.capabilities.nativeMenu).toBe(hostName === "electron");
  expect(reply.value.secretStorage.title).toMatch(/\.$/u);
});

test("the page keeps to its own content security policy", async ({ app }) => {
  const problems: string[] = [];
  app.page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  app.page.on("pageerror", (error) => problems.push(error.message));
  const [response] = await Promise.all([
    app.page.waitForResponse((candidate) => candidate.request().isNavigationRequest()),
    app.page.reload(),
  ]);
  const policy = (await response.headerValue("Content-Security-Policy")) ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("unsafe");
  await expect(app.page.locator("#root > *").first()).toBeVisible();
  expect(problems).toEqual([]);
});

test("an unknown call, an invalid input and an unknown event are refused and change nothing", async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const api = window.api as unknown as Record<string, (...parameters: unknown[]) => Promise<unknown>>;
    const replies = [
      await api["getSettings"]?.({ more: 1 }),
      await api["getSettings"]?.(null),
      await api["updateSettings"]?.({ theme: "purple" }),
      await api["updateSettings"]?.(JSON.parse('{"__proto__": {"theme": "dark"}, "constructor": 1}')),
      await api["getRows"]?.("x".repeat(100_000)),
    ];
    let event = "";
    try {
      await api["on"]?.("secrets", () => undefined);
    } catch (error) {
      event = error instanceof Error ? error.message : "";
    }
    return { replies, event };
  });
  for (const reply of outcome.replies) expect(reply).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  expect(outcome.event).toContain("no such event");
  expect(await page.evaluate(() => window.api.getSettings({}))).toMatchObject({ ok: true, value: { theme: "system" } });
});

test("a restart shows the application again, and nothing is logged as an error", async ({ app }) => {
  await app.restart();
  await expect(app.page.locator("#root > *").first()).toBeVisible();
  expect(await app.readLog()).not.toContain('"level":"error"');
});
