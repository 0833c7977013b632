import type { Locator, Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { startBodyServer } from "./support/body-server.ts";
import { nextHtml, openClipboard } from "./support/clipboard.ts";
import { connectTo, rowWith, treeItem, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(rowWith(page, "Jane Smith")).toBeVisible();
}

const number = (page: Page, row: number): Locator =>
  page.getByRole("rowheader", { name: new RegExp(`(^| )${String(row)}$`, "u") });
const selectedRows = (page: Page): Locator => page.getByRole("row", { selected: true });
const menuItems = (page: Page): Locator => page.getByRole("menuitem");
const scrollTop = (page: Page): Promise<number> => page.getByRole("grid").evaluate(({ scrollTop: top }) => top);

test("rows are selected one by one with Ctrl and Shift, by mouse and by keyboard, and their number is announced", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await number(page, 2).click();
  await number(page, 4).click({ modifiers: ["ControlOrMeta"] });
  await number(page, 7).click({ modifiers: ["ControlOrMeta"] });
  await expect(selectedRows(page)).toHaveCount(3);
  await expect(page.getByText("3 rows selected, in 3 parts.")).toBeAttached();
  await number(page, 4).click({ modifiers: ["ControlOrMeta"] });
  await expect(selectedRows(page)).toHaveCount(2);
  await number(page, 9).click({ modifiers: ["Shift"] });
  await expect(selectedRows(page)).toHaveCount(6);

  await number(page, 2).click();
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Control+Space");
  await expect(selectedRows(page)).toHaveCount(2);
  await expect(page.getByText("2 rows selected, in 2 parts.")).toBeAttached();
});

test("dragging selects cells and not text, and Ctrl+A does not scroll", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const from = await page.getByRole("row").nth(3).getByRole("gridcell").nth(1).boundingBox();
  const to = await page.getByRole("row").nth(6).getByRole("gridcell").nth(2).boundingBox();
  await page.mouse.move((from?.x ?? 0) + 20, (from?.y ?? 0) + 14);
  await page.mouse.down();
  await page.mouse.move((to?.x ?? 0) + 40, (to?.y ?? 0) + 14, { steps: 6 });
  await page.mouse.up();
  await expect(page.getByText("8 cells selected: 4 rows, 2 columns.")).toBeAttached();
  expect(await page.evaluate(() => document.getSelection()?.toString() ?? "")).toBe("");

  await page.getByRole("grid").evaluate((grid) => grid.scrollTo(0, 1_400));
  await expect(number(page, 60)).toBeInViewport();
  const before = await scrollTop(page);
  await page.keyboard.press("Control+A");
  await expect(page.getByText("248 rows selected.")).toBeAttached();
  await expect(number(page, 60)).toBeInViewport();
  expect(await scrollTop(page)).toBe(before);
});

test("a refresh keeps order, filter, scroll position, and the selected records by their ids", async ({ page }) => {
  const contact = (id: number) => ({
    contact_id: String(id),
    contact_name: `Contact ${String(id)}`,
    contact_type: "Hot",
  });
  let contacts = Array.from({ length: 200 }, (_, index) => contact(1_000 + index));
  const server = await startBodyServer("application/json", () => JSON.stringify(contacts));
  await connectTo(page, server.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(rowWith(page, "Contact 1000")).toBeVisible();
  const head = page.getByRole("columnheader", { name: "name", exact: true });
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("grid").evaluate((grid) => grid.scrollTo(0, 1_700));
  await rowWith(page, "Contact 1063").getByRole("gridcell").nth(1).click();
  await rowWith(page, "Contact 1066")
    .getByRole("gridcell")
    .nth(1)
    .click({ modifiers: ["ControlOrMeta"] });
  await expect(page.getByRole("heading", { name: "Contact 1066" })).toBeVisible();
  const before = await scrollTop(page);

  // Three new records precede them, and one record between them is gone.
  contacts = [7, 8, 9, ...contacts.map(({ contact_id: id }) => Number(id)).filter((id) => id !== 1_064)].map(contact);
  await page.keyboard.press("Control+R");
  await expect(page.getByRole("grid", { name: /202 records$/u })).toBeVisible();
  await expect(selectedRows(page)).toHaveCount(2);
  await expect(selectedRows(page)).toContainText(["Contact 1063", "Contact 1066"]);
  await expect(page.getByRole("heading", { name: "Contact 1066" })).toBeVisible();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  expect(await scrollTop(page)).toBe(before);
  await expect(page.getByRole("grid")).toBeFocused();
  await server.stop();
});

test("rows are copied as text and as a table, with column names on request", async ({ app, practice }) => {
  const { page } = app;
  await openContacts(page, practice.baseUrl);
  const readText = await openClipboard(app);
  await number(page, 2).click();
  await number(page, 4).click({ modifiers: ["ControlOrMeta"] });
  const withoutHeaders = nextHtml(page);
  await page.keyboard.press("Control+C");
  await expect(page.getByText("Copied 2 rows as TSV.")).toBeVisible();
  await expect.poll(readText).toMatch(/^123456\tJane Smith\t.*\n123458\tRobert/u);
  const plain = await withoutHeaders;
  expect(plain).toContain("Jane Smith");
  expect(plain).not.toContain("contact_name");

  const withHeaders = nextHtml(page);
  await page.keyboard.press("Control+Shift+C");
  await expect(page.getByText("Copied 2 rows with headers as TSV.")).toBeVisible();
  await expect.poll(readText).toMatch(/^contact_id\tcontact_name\t.*\n123456\tJane Smith\t/u);
  const html = await withHeaders;
  expect(html).toMatch(/<th[^>]*>contact_id<\/th>/u);
  expect(html).toMatch(/mso-number-format:[^>]*>123456</u);

  await page.getByRole("row").nth(2).getByRole("gridcell").nth(1).click();
  await page.keyboard.press("Control+Shift+C");
  await expect.poll(readText).toBe("contact_name\nJane Smith\n");
});

test("the menu of a cell or a row opens by mouse and by keyboard, and says why an entry is not available", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  const jane = rowWith(page, "Jane Smith");
  await jane.getByRole("gridcell", { name: "Jane Smith" }).click({ button: "right" });
  await expect(page.getByRole("menu", { name: "Cell" })).toBeVisible();
  await expect(menuItems(page)).toHaveText([
    /^Open record/u,
    /^Edit cell/u,
    /^Duplicate…/u,
    /^Only rows with “Jane Smith”/u,
    /^Exclude rows with “Jane Smith”/u,
    /^CopyCtrl C/u,
    /^Copy with headers/u,
    /^Copy row/u,
    /^Copy record as JSON/u,
    /^Copy record as CSV/u,
    /^Delete record…/u,
  ]);
  expect(await seriousProblems(page, "cell menu")).toEqual([]);
  await page.keyboard.press("Escape");

  // The menu is about the cell under the pointer, also in a row that is selected already.
  await jane.getByRole("gridcell").nth(2).click({ button: "right" });
  await expect(page.getByRole("menuitem", { name: "Only rows with “jane.smith@company.com”" })).toBeVisible();
  await page.keyboard.press("Escape");

  // The server sets the id; locked writes are not a reason.
  await jane.getByRole("gridcell").first().click();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: /^Edit cell contact_id cannot be changed/u })).toContainText(
    "contact_id cannot be changed: the server sets it.",
  );
  await page.keyboard.press("Escape");
  await number(page, 2).click({ button: "right" });
  await expect(page.getByRole("menu", { name: "Row" })).toBeVisible();
  await page.getByRole("menuitem", { name: "Edit record" }).click();
  await expect(page.getByRole("textbox", { name: /contact_name/u })).toHaveValue("Jane Smith");
  expect(writesOf(practice.log)).toEqual([]);
});

test("one record is duplicated, and several are deleted after one Review, from the keyboard", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await number(page, 2).click();
  await number(page, 4).click({ modifiers: ["ControlOrMeta"] });
  await page.keyboard.press("Control+D");
  await expect(page.getByText("Select one row to duplicate it.").first()).toBeVisible();
  await page.keyboard.press("Delete");
  const review = page.getByRole("complementary", { name: /Review/u });
  await expect(review).toContainText("Jane Smith");
  await expect(review).toContainText("Robert");
  await review
    .getByRole("button", { name: /^Close/u })
    .first()
    .click();
  await number(page, 2).click();
  await page.keyboard.press("Control+D");
  await expect(page.getByRole("textbox", { name: /contact_name/u })).toHaveValue("Jane Smith");
  expect(writesOf(practice.log)).toEqual([]);
});

test("a filter is made from a cell, opened by a click on it, and changed in place", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await rowWith(page, "Jane Smith").getByRole("gridcell", { name: "Jane Smith" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Exclude rows with/u }).click();
  await expect(page.getByRole("grid", { name: /247 records$/u })).toBeVisible();
  const chip = page.getByRole("button", { name: "Edit the filter name is not “Jane Smith”" });
  const box = await chip.boundingBox();
  await chip.click();
  const form = page.getByRole("dialog", { name: "Filter name" });
  await expect(form).toBeVisible();
  const at = await form.boundingBox();
  expect(at?.y ?? 0).toBeGreaterThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
  await form.getByRole("combobox").selectOption({ label: "is exactly" });
  await form.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(page.getByRole("grid", { name: /1 record$/u })).toBeVisible();
});
