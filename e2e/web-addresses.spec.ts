import type { Page } from "@playwright/test";
import { startWebProcess } from "./support/browser-host.ts";
import { connectTo, rowWith, treeItem, unlock } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const hashOf = (page: Page): string => new URL(page.url()).hash;
const groups = (page: Page) => page.getByRole("grid", { name: "groups, 9 records" });
const back = (page: Page) => page.getByRole("button", { name: "Back", exact: true });
const forward = (page: Page) => page.getByRole("button", { name: "Forward", exact: true });
const gets = (log: readonly { readonly method: string; readonly target: string }[], target: string): number =>
  log.filter((each) => each.method === "GET" && each.target === target).length;

test("each location has an address and a title, and one history has the buttons of the window and of the browser", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "company");
  await expect(page).toHaveTitle("Test company · Rezora Explorer");
  await treeItem(page, "groups").click();
  await expect(groups(page)).toBeVisible();
  await expect(page).toHaveTitle("groups · Test company · Rezora Explorer");
  expect(hashOf(page)).toMatch(/^#\/[0-9a-f-]{36}\/groups$/u);
  expect(page.url()).not.toContain("token");
  const address = hashOf(page);

  await page.getByRole("treeitem", { name: /^East Branch Office/u }).click();
  await expect(page).toHaveURL(/\/groups\/3\/agents$/u);
  await page.getByRole("button", { name: "Doctor" }).click();
  await expect(page).toHaveURL(/#doctor$/u);

  await page.goBack();
  await expect(page).toHaveTitle(/^groups\/3\/agents · /u);
  await back(page).click();
  await expect(groups(page)).toBeVisible();
  expect(hashOf(page)).toBe(address);
  await page.goForward();
  await expect(page).toHaveTitle(/^groups\/3\/agents · /u);
  await page.keyboard.press("Alt+ArrowRight");
  await expect(page).toHaveURL(/#doctor$/u);
  await expect(forward(page)).toHaveAttribute("aria-disabled", "true");
  await page.goBack();
  await page.goBack();
  await expect(groups(page)).toBeVisible();
  // Going elsewhere discards the forward history, in both.
  await treeItem(page, "agents").click();
  await expect(page).toHaveURL(/\/agents$/u);
  await expect(forward(page)).toHaveAttribute("aria-disabled", "true");
  expect(gets(practice.log, "/v1/groups")).toBe(1 + 1);
});

test("a bookmark acts like a click on its resource, and says why if it cannot", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  await expect(groups(page)).toBeVisible();
  const address = page.url();
  const asked = gets(practice.log, "/v1/groups");

  // In another tab: fetched once, as by a click.
  const other = await page.context().newPage();
  await other.goto(address);
  await expect(groups(other)).toBeVisible();
  expect(gets(practice.log, "/v1/groups")).toBe(asked + 1);
  // Typed into a tab that is open: what was fetched there is shown.
  await treeItem(other, "agents").click();
  await expect(other.getByRole("grid", { name: /^agents, / })).toBeVisible();
  await other.evaluate((hash) => (location.hash = hash), new URL(address).hash);
  await expect(groups(other)).toBeVisible();
  expect(gets(practice.log, "/v1/groups")).toBe(asked + 1);
  await back(other).click();
  await expect(other.getByRole("grid", { name: /^agents, / })).toBeVisible();

  const { length } = practice.log;
  await other.evaluate(() => (location.hash = "#/no-such-connection/groups"));
  await expect(other.getByText("This address cannot be opened.")).toBeVisible();
  await expect(other).toHaveURL(/\/agents$/u);
  await expect(other.getByRole("grid", { name: /^agents, / })).toBeVisible();
  expect(practice.log).toHaveLength(length);
  await other.close();
});

test("a reload stays at its location and keeps the history; a form that is opened again sends nothing", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  await expect(groups(page)).toBeVisible();
  await treeItem(page, "agents").click();
  await expect(page.getByRole("grid", { name: /^agents, / })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("grid", { name: /^agents, / })).toBeVisible();
  await expect(back(page)).not.toHaveAttribute("aria-disabled", "true");
  const asked = gets(practice.log, "/v1/groups");
  await page.goBack();
  await expect(page.getByText("Nothing fetched yet").first()).toBeVisible();
  expect(gets(practice.log, "/v1/groups")).toBe(asked);
  await forward(page).click();
  await expect(page.getByRole("grid", { name: /^agents, / })).toBeVisible();
});

test("an address of a connection without a password says so and sends nothing", async ({ app, practice }) => {
  await connectTo(app.page, practice.baseUrl, "company");
  await treeItem(app.page, "groups").click();
  await expect(groups(app.page)).toBeVisible();
  const hash = hashOf(app.page);
  // Passwords of a tab are kept for the session only.
  await app.restart();
  const { length } = practice.log;
  await app.page.goto(`${app.origin ?? ""}/${hash}`);
  await expect(app.page).toHaveTitle("groups · Test company · Rezora Explorer");
  await expect(app.page.getByRole("alert")).toContainText("Nothing was sent.");
  expect(practice.log).toHaveLength(length);
});

test("a killed server is noticed, what was typed stays, and the tab continues when the server is back", async ({
  dataFolder,
  openBrowser,
  practice,
}) => {
  const web = await startWebProcess(dataFolder);
  const { port, origin } = new URL(web.url);
  const context = await (await openBrowser()).newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(web.url);
  await connectTo(page, practice.baseUrl, "company");
  await unlock(page);
  await treeItem(page, "groups").click();
  await rowWith(page, "East Branch Office").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const name = page.getByRole("textbox", { name: /^group_name/u });
  await name.fill("Harbour");

  await web.kill();
  const ended = page.getByRole("alert").filter({ hasText: "The server of this tab has ended." });
  await expect(ended).toContainText(`--port ${port}`);
  await name.fill("Harbour Office");

  const again = await startWebProcess(dataFolder, undefined, undefined, port);
  expect(new URL(again.url).origin).toBe(origin);
  await expect(page.getByRole("alert")).toContainText("does not know this tab yet");
  await expect(name).toHaveValue("Harbour Office");
  // The proof of the new server comes with its printed address, as for every tab (docs/decisions/0017).
  const opened = await context.newPage();
  await opened.goto(again.url);
  await expect(page.getByText(/^The server of this tab is back\./u)).toBeVisible();
  await expect(page.getByText("does not know this tab yet")).toHaveCount(0);
  await expect(name).toHaveValue("Harbour Office");
  const drafts = await opened.evaluate(() => window.api.listDrafts({}));
  await expect
    .poll(async () => JSON.stringify(await opened.evaluate(() => window.api.listDrafts({}))))
    .toContain("Harbour Office");
  expect(drafts.ok).toBe(true);
  // The responses belonged to the other server.
  await treeItem(page, "groups").click();
  await expect(page.getByText("Nothing was sent.")).toBeVisible();
  await context.close();
  await again.interrupt();
});
