import type { Page } from "@playwright/test";
import { openClipboard } from "./support/clipboard.ts";
import type { HeldServer } from "./support/held-server.ts";
import { connectTo, statusBar, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const arrivingGrid = (page: Page) => page.getByRole("grid", { name: "contacts, arriving" });
const wholeGrid = (page: Page) => page.getByRole("grid", { name: "contacts, 248 records" });

async function fetchContacts(page: Page, held: HeldServer): Promise<void> {
  await connectTo(page, held.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(arrivingGrid(page)).toBeVisible();
}

/** Records that the status bar counts so far. */
async function soFar(page: Page): Promise<number> {
  const [, count] = /([\d,]+) records so far/u.exec((await statusBar(page).textContent()) ?? "") ?? [];
  return Number(count?.replaceAll(",", "") ?? Number.NaN);
}

/** Waits until every record whose end was sent is counted, and returns their number. */
async function countSent(page: Page, held: HeldServer): Promise<number> {
  const begun = [...held.sentText().matchAll(/^"\d+"\|/gmu)].length;
  // The last one that begins is cut off.
  await expect.poll(() => soFar(page)).toBe(begun - 1);
  return begun - 1;
}

test("rows are shown, scrolled, chosen and inspected before the last byte, and the last byte changes nothing", async ({
  page,
  held,
}) => {
  await fetchContacts(page, held);
  await expect(statusBar(page)).toContainText("Arriving");
  const before = await countSent(page, held);
  expect(before).toBeGreaterThan(50);
  expect(before).toBeLessThan(200);

  await page.getByRole("gridcell", { name: "Jane Smith", exact: true }).click();
  const record = page.getByRole("complementary", { name: "Record" });
  await expect(record.getByRole("heading", { name: "Jane Smith" })).toBeVisible();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("rowheader", { name: String(before), exact: true })).toBeVisible();
  // Scrolled away from the active row: arriving records may not scroll it back.
  await arrivingGrid(page).evaluate((element) => {
    element.scrollTop = 300;
    element.dataset["witness"] = "same";
  });
  const scrolled = () => page.locator("[data-witness]").evaluate((element) => element.scrollTop);
  await expect(page.getByRole("rowheader", { name: "15", exact: true })).toBeVisible();

  held.sendUpTo(0.75);
  await expect.poll(() => soFar(page)).toBeGreaterThan(before);
  expect(await scrolled()).toBe(300);

  held.release();
  await expect(wholeGrid(page)).toBeVisible();
  // The same element, with its focus, its scroll position, its active cell and the record beside it.
  await expect(wholeGrid(page)).toHaveAttribute("data-witness", "same");
  await expect(wholeGrid(page)).toBeFocused();
  expect(await scrolled()).toBe(300);
  await expect(statusBar(page)).toContainText("200 OK");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("rowheader", { name: String(before - 1), exact: true })).toBeVisible();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("rowheader", { name: "248", exact: true })).toBeVisible();
});

test("whatever needs all records waits, and says so", async ({ page, held }) => {
  await fetchContacts(page, held);
  const reason = "Waits until the whole answer is here.";
  const head = page.getByRole("columnheader", { name: "name", exact: true });
  await head.click();
  await expect(page.getByText(reason)).toBeVisible();
  await expect(head).toHaveAttribute("aria-sort", "none");
  await head.click({ button: "right" });
  await expect(page.getByRole("menuitem", { name: `Filter…. ${reason}` })).toBeVisible();
  await page.keyboard.press("Escape");
  // Esc closed the menu and not the socket.
  await expect(statusBar(page)).toContainText("Arriving");
  await expect(page.getByRole("button", { name: "Export" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByLabel("Find in all records")).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByLabel("Find in all records")).not.toBeEditable();

  held.release();
  await expect(wholeGrid(page)).toBeVisible();
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await page.getByLabel("Find in all records").fill("jane");
  await expect(statusBar(page)).toContainText("of 248 records");
});

test("rows that arrived are copied", async ({ app, held }) => {
  const { page } = app;
  await fetchContacts(page, held);
  await page.getByRole("gridcell", { name: "Jane Smith", exact: true }).click();
  await page.keyboard.press("Shift+ArrowDown");
  const read = await openClipboard(app);
  await page.keyboard.press("Control+C");
  await expect.poll(read).toContain("Jane Smith\tjane.smith@company.com");
});

test("the text so far is shown raw and as served; other formats wait", async ({ page, held }) => {
  held.share = 0.1;
  await fetchContacts(page, held);
  await view(page, "Raw").click();
  const raw = page.getByRole("region", { name: "contacts as raw text" });
  await expect(raw.getByText('"contact_id"').first()).toBeVisible();
  await view(page, "CSV").click();
  const csv = page.getByRole("region", { name: "contacts as CSV" });
  await expect(csv.getByText('"Jane Smith"')).toBeVisible();
  await view(page, "JSON").click();
  await expect(page.getByText("CSV and Raw show what has arrived so far.")).toBeVisible();
  await view(page, "CSV").click();
  await csv.focus();
  /** The last line that can be reached now. */
  const last = async (): Promise<number> => {
    await page.keyboard.press("Control+End");
    return Number(await csv.locator("[data-line]").last().getAttribute("data-line"));
  };
  await expect.poll(last).toBeGreaterThan(0);
  expect(await last()).toBeLessThan(60);

  held.release();
  await expect(statusBar(page)).toContainText("248 records");
  await expect.poll(last).toBe(248);
  await view(page, "JSON").click();
  await expect(page.getByText("Converted from CSV. Nothing altered")).toBeVisible();
});

for (const format of ["json", "xml"] as const) {
  test(`${format.toUpperCase()} arrives as well`, async ({ page, held }) => {
    await connectTo(page, held.baseUrl, "agent");
    await page.keyboard.press("Control+L");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(`/v1/contacts.${format}`);
    await page.keyboard.press("Enter");
    const grid = page.getByRole("grid");
    await expect(grid.getByRole("gridcell", { name: "Jane Smith", exact: true })).toBeVisible();
    await expect(statusBar(page)).toContainText("Arriving");
    await view(page, format === "json" ? "JSON" : "XML").click();
    await expect(page.getByText("Jane Smith").first()).toBeVisible();
    held.release();
    await expect(statusBar(page)).toContainText("248 records");
    await view(page, "Table").click();
    await expect(grid.getByRole("gridcell", { name: "Jane Smith", exact: true })).toBeVisible();
  });
}

test("Esc cancels: what arrived stays and is marked incomplete", async ({ page, held, practice }) => {
  await fetchContacts(page, held);
  const before = await countSent(page, held);
  await page.getByRole("gridcell", { name: "Jane Smith", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/^Incomplete: /u).first()).toBeVisible();
  await expect(page.getByRole("grid", { name: `contacts, ${String(before)} records` })).toBeVisible();
  await expect(page.getByRole("gridcell", { name: "Jane Smith", exact: true })).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Record" })).toContainText("Jane Smith");
  expect(practice.log).toHaveLength(2);
});

test("a refresh keeps the current records in use until the new ones are complete", async ({ page, held }) => {
  held.holding = false;
  await connectTo(page, held.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(wholeGrid(page)).toBeVisible();
  held.holding = true;
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("group", { name: "Progress" })).toContainText(" of ");
  await page.getByRole("columnheader", { name: "name", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "name", exact: true })).toHaveAttribute("aria-sort", "ascending");
  await expect(wholeGrid(page)).toBeVisible();
  held.release();
  await expect(statusBar(page)).toContainText("Fetched just now");
  await expect(wholeGrid(page)).toBeVisible();
});
