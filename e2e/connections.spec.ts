import type { Page } from "@playwright/test";
import { connectTo, fillConnection, practiceLogin, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function fromMenu(page: Page, item: RegExp): Promise<void> {
  await page.getByRole("button", { name: /^Switch connection/u }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a connection is edited, duplicated without its password, and deleted", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await fromMenu(page, /^Edit this connection/u);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Renamed");
  await dialog.getByLabel("Label").fill("Customer, live");
  await dialog.locator('[data-hue="violet"]').click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: /^Switch connection, now Renamed/u })).toBeVisible();

  await fromMenu(page, /^Edit this connection/u);
  await page.getByRole("dialog").getByRole("button", { name: "Duplicate" }).click();
  await expect(page.getByRole("dialog").getByLabel("Name", { exact: true })).toHaveValue("Renamed (2)");
  const list = await page.evaluate(() => window.api.listConnections({}));
  expect(list.ok && list.value.find(({ name }) => name === "Renamed (2)")).toMatchObject({ hasPassword: false });

  await page.getByRole("dialog").getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  const left = await page.evaluate(() => window.api.listConnections({}));
  expect(left.ok && left.value.map(({ name }) => name)).toEqual(["Practice, agent", "Practice, company", "Renamed"]);
});

test("the base URL is checked as it is typed: scheme, credentials, nonsense", async ({ page }) => {
  await page.getByRole("button", { name: "Connect to your own account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Strict");
  for (const wrong of ["ftp://example.com", "http://user:secret@example.com", "nonsense", "http://example.com/?x=1"]) {
    await dialog.getByLabel("Base URL").fill(wrong);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog, wrong).toBeVisible();
    await expect(dialog.getByLabel("Base URL"), wrong).toHaveAttribute("aria-invalid", "true");
  }
  await dialog.getByLabel("Base URL").fill("https://[::1]:8443");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
});

test("the base URL names an invisible character, and shows both forms of an international host name", async ({
  page,
}) => {
  await page.getByRole("button", { name: "Connect to your own account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("International");
  const baseUrl = dialog.getByLabel("Base URL");
  await baseUrl.fill("http://api.example.com\u200b");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(baseUrl).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByText("zero-width space (U+200B), character 23")).toBeVisible();
  // A Cyrillic letter that looks like a Latin one.
  await baseUrl.fill("https://\u0430pi.example.com");
  await expect(dialog.getByText("mixes Cyrillic and Latin letters")).toBeVisible();
  await baseUrl.fill("https://m\u00fcller.example");
  await expect(dialog.getByText("xn--mller-kva.example")).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  const stored = await page.evaluate(() => window.api.listConnections({}));
  expect(stored.ok && stored.value.map(({ baseUrl: url }) => url)).toContain("https://xn--mller-kva.example");
});

test("http to another host says so and asks once before the first request", async ({ page }) => {
  await page.getByRole("button", { name: "Connect to your own account" }).click();
  await expect(page.getByRole("dialog").getByText("Not encrypted")).toBeVisible();
  // A name that cannot be resolved anywhere: nothing leaves this computer either way.
  await fillConnection(page, { name: "Open", baseUrl: "http://rezora.invalid", ...practiceLogin("agent") });
  await treeItem(page, "contacts").click();
  await expect(page.getByText("rezora.invalid is not encrypted.")).toBeVisible();
  await page.getByRole("button", { name: "Send anyway" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "rezora.invalid" })).toContainText(/name|found/iu);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("rezora.invalid is not encrypted.")).toBeHidden();
});

test("the dialog shows where passwords are stored and never shows a password again", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await fromMenu(page, /^Edit this connection/u);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/This session only/u)).toBeVisible();
  await expect(dialog.getByLabel("Password")).toHaveValue("");
  await dialog.getByRole("button", { name: "Forget" }).click();
  await expect(dialog.getByRole("button", { name: "Forget" })).toBeHidden();
});

test("without a keychain the password is gone after a restart, and asked for when it is needed", async ({
  app,
  practice,
}) => {
  await connectTo(app.page, practice.baseUrl, "agent");
  await app.restart();
  await treeItem(app.page, "contacts").click();
  await expect(app.page.getByText("There is no password for this connection.")).toBeVisible();
  await app.page.getByRole("button", { name: "Enter password…" }).click();
  const dialog = app.page.getByRole("dialog");
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await app.page.keyboard.type(practiceLogin("agent").password);
  await dialog.getByRole("button", { name: "Save" }).click();
  await app.page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(app.page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
});

test("the level is detected by two reads, and only their heads are read", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await fromMenu(page, /^Edit this connection/u);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /Detect/u }).click();
  await expect(dialog.getByText("Company", { exact: true })).toBeVisible();
  expect(practice.log.every(({ method }) => method === "GET")).toBe(true);
  expect(practice.log.filter(({ authenticated }) => authenticated).map(({ target }) => target)).toEqual([
    "/v1/contacts",
    "/v1/agents",
  ]);
  await page.keyboard.press("Escape");
  await expect(treeItem(page, "contacts")).toHaveAttribute("aria-disabled", "true");
});
