import type { Page } from "@playwright/test";
import { openClipboard } from "./support/clipboard.ts";
import { connectTo, rowWith, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

test("sorting by a column and back, without a call", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const calls = practice.log.length;
  const head = page.getByRole("columnheader", { name: "name", exact: true });
  const firstName = page.getByRole("row").nth(1).getByRole("gridcell").nth(1);
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(firstName).not.toHaveText("Harper Lindgren");
  const ascending = await firstName.textContent();
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(firstName).not.toHaveText(ascending ?? "");
  await head.click();
  await expect(firstName).toHaveText("Harper Lindgren");
  expect(practice.log).toHaveLength(calls);
});

test("the last row can be reached by keyboard, and a row in the middle of thousands by its own", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await rowWith(page, "Jane Smith").click();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("rowheader", { name: "248", exact: true })).toBeVisible();
  await page.keyboard.press("Control+Home");
  await expect(page.getByRole("rowheader", { name: "1", exact: true })).toBeVisible();
});

test("a search is cleared by its button, and the next one can be typed at once", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const field = page.getByRole("textbox", { name: "Find in all records" });
  await field.fill("jane.smith");
  await expect(page.getByRole("grid", { name: "contacts, 1 record", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.type("orourke");
  await expect(field).toHaveValue("orourke");
});

test("a selection is copied as tab-separated text with full field names", async ({ app, practice }) => {
  const { page } = app;
  await openContacts(page, practice.baseUrl);
  await rowWith(page, "Jane Smith").click();
  await page.keyboard.press("Shift+ArrowDown");
  const read = await openClipboard(app);
  await page.keyboard.press("Control+C");
  await expect.poll(read).toContain("Jane Smith\tjane.smith@company.com");
  expect(await read()).toContain("Émile Beauchêne\temile@atelier-nord.example");
});

test("hidden columns stay hidden after a restart", async ({ app, practice }) => {
  await openContacts(app.page, practice.baseUrl);
  await app.page.getByRole("button", { name: "Columns, 10 of 23 shown" }).click();
  await app.page.getByRole("dialog", { name: "Columns" }).getByText("company", { exact: true }).click();
  await app.page.keyboard.press("Escape");
  await expect(app.page.getByRole("button", { name: "Columns, 9 of 23 shown" })).toBeVisible();
  await expect
    .poll(() => app.page.evaluate(() => window.api.getSettings({})))
    .toMatchObject({
      value: { tables: [["contacts", {}]] },
    });
  await app.restart();
  await app.page.evaluate(async () => {
    const list = await window.api.listConnections({});
    const own = list.ok ? list.value.find(({ name }) => name === "Test agent") : undefined;
    if (own) await window.api.setPassword({ connectionId: own.connectionId, password: "practice" });
  });
  await treeItem(app.page, "contacts").click();
  await expect(app.page.getByRole("button", { name: "Columns, 9 of 23 shown" })).toBeVisible();
  await expect(app.page.getByRole("columnheader", { name: "company", exact: true })).toHaveCount(0);
});
