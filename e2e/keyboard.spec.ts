import { connectTo, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

test("from the first start to one record's handshake without a mouse", async ({ page }) => {
  await expect(page.getByRole("button", { name: /^Open contacts/u })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await page.keyboard.press("Control+F");
  await page.keyboard.type("orourke");
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("complementary", { name: "Record" })).toContainText("Siobhán O’Rourke");
  await page.keyboard.press("Control+2");
  await expect(page.getByRole("radio", { name: "JSON" })).toBeChecked();
  await page.keyboard.press("Control+7");
  await expect(page.getByText("Ask without a login")).toBeVisible();
  await page.keyboard.press("Control+1");
  await expect(page.getByRole("grid")).toBeVisible();
});

test("the palette goes to a resource and runs a command", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("lists");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
  await page.keyboard.press("Control+K");
  await page.keyboard.type("theme: dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("arrow keys move through the tree, Enter opens, and the focus is where the user left it", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(treeItem(page, "lists")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
  await expect(treeItem(page, "lists")).toBeFocused();
});

test("Esc closes the topmost thing only", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid")).toBeVisible();
  await page.keyboard.press("Control+K");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("grid")).toBeVisible();
});

test("a menu keeps the keys and the clicks of the window for itself, and gives the focus back", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  const grid = page.getByRole("grid", { name: "contacts, 248 records" });
  await expect(grid).toBeVisible();
  await page.getByRole("gridcell", { name: "Jane Smith", exact: true }).first().click();
  await expect(grid).toBeFocused();
  const menu = page.getByRole("menu");

  // The menu of a cell, then keys and clicks that the window would handle.
  await page.keyboard.press("Shift+F10");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Control+K");
  await expect(menu).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const head = page.getByRole("columnheader", { name: "name", exact: true });
  await head.click({ force: true });
  await expect(menu).toBeHidden();
  await expect(head).toHaveAttribute("aria-sort", "none");
  await expect(grid).toBeFocused();

  // A menu of a button: Esc, then a right click beside it.
  const button = page.getByRole("button", { name: "Export", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await head.click({ button: "right", force: true });
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
});
