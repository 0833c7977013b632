import { rowWith, statusBar, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

test("the first start shows contacts after one click, without any account", async ({ page }) => {
  await page.getByRole("button", { name: /^Open contacts/u }).click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await expect(rowWith(page, "Siobhán O’Rourke")).toBeVisible();
  await expect(statusBar(page)).toContainText("200 OK");
  await expect(statusBar(page)).toContainText("2 wire requests");
  await expect(page.getByRole("region", { name: "Connection" })).toContainText("Agent");
});

test("the company account shows groups after one click", async ({ page }) => {
  await page.getByRole("button", { name: /^Open groups/u }).click();
  await expect(page.getByRole("grid", { name: "groups, 9 records" })).toBeVisible();
  await treeItem(page, "agents").click();
  await expect(page.getByRole("grid", { name: "agents, 64 records" })).toBeVisible();
});

test("Enter on the welcome page does the same as the click", async ({ page }) => {
  await expect(page.getByRole("button", { name: /^Open contacts/u })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
});

test("the second start opens the connection used last and fetches nothing automatically", async ({ app }) => {
  await app.page.getByRole("button", { name: /^Open contacts/u }).click();
  await expect(app.page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await app.restart();
  await expect(app.page.getByRole("button", { name: /^Switch connection, now Practice/u })).toBeVisible();
  await expect(app.page.getByText("Nothing is fetched until you ask for it.")).toBeVisible();
  await expect(app.page.getByRole("grid")).toHaveCount(0);
});
