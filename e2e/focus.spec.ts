import type { Locator, Page } from "@playwright/test";
import { connectTo, rowWith, treeItem, unlock } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

function grid(page: Page): Locator {
  return page.getByRole("grid", { name: "contacts, 248 records" });
}

async function jumpTo(page: Page, typed: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.getByRole("combobox", { name: "Go to or run" }).fill(typed);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
}

// Every step of every journey checks that the focus is not on the page itself; these tests check where it goes.

test("after the welcome page the data of the practice server have the focus", async ({ page }) => {
  await page.getByRole("button", { name: /Open contacts/u }).press("Enter");
  await expect(grid(page)).toBeFocused();
});

test("a jump from the palette leads into the data, a page or a heading", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await jumpTo(page, "contacts");
  await expect(grid(page)).toBeFocused();
  await jumpTo(page, "History");
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeFocused();
  await jumpTo(page, "Doctor");
  await expect(page.getByRole("heading", { level: 1, name: "Why a login fails" })).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeFocused();
});

test("another response in the same table takes over the focus", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await expect(grid(page)).toBeFocused();
  const before = practice.log.length;
  await page.keyboard.press("F5");
  await expect.poll(() => practice.log.length).toBeGreaterThan(before);
  await expect(page.getByText("Fetched just now")).toBeVisible();
  await expect(grid(page)).toBeFocused();
});

test("the lock has the focus after it was opened and closed", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await expect(page.getByRole("button", { name: "Unlocked, lock writes now" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Read-only, unlock writes" })).toBeFocused();
  await unlock(page);
  await page.getByRole("button", { name: "Lock now" }).press("Enter");
  await expect(page.getByRole("button", { name: "Read-only, unlock writes" })).toBeFocused();
});

test("Review gives the focus back, and so does everything that was discarded", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await unlock(page);
  await rowWith(page, "Jane Smith").getByRole("gridcell", { name: "Jane Smith" }).dblclick();
  await page.keyboard.insertText("Jane Smythe");
  await page.keyboard.press("Enter");
  await expect(grid(page)).toBeFocused();
  await page.getByRole("button", { name: "Review", exact: true }).press("Enter");
  await expect(page.getByRole("complementary", { name: "Review changes" })).toContainText("Jane Smythe");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Review", exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Discard", exact: true }).press("Enter");
  await expect(page.getByRole("button", { name: "Review", exact: true })).toBeHidden();
  await expect(page.locator("body")).not.toBeFocused();
});

test("cancelling the input of an id leaves the focus in the tree", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  const entry = treeItem(page, "by contact_id…");
  await entry.press("Enter");
  await expect(page.getByRole("textbox", { name: "contact_id" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(entry).toBeFocused();
});

test("a click on an empty area leaves the focus in the window", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await page.getByText("Nothing is fetched until you ask for it.").click();
  await expect(page.getByRole("main")).toBeFocused();
  await page.locator(".statusbar").click();
  await page.locator(".rail .mark").click();
  await expect(page.locator("body")).not.toBeFocused();
});
