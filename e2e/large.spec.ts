import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { createPracticeServer } from "#practice/server.ts";
import type { App } from "./support/host.ts";
import { connectTo, statusBar, treeItem, view } from "./support/journey.ts";
import { LongestBlock } from "./support/longest-block.ts";
import { expect, test as base } from "./support/test.ts";

const contacts = 100_000;

/** One server for all journeys of a worker: it makes the contacts while it sends them. */
const test = base.extend<object, { readonly largeBaseUrl: string }>({
  largeBaseUrl: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
    async ({}, provide) => {
      const server = createPracticeServer({ contacts });
      const { baseUrl } = await server.start();
      await provide(baseUrl);
      await server.stop();
    },
    { scope: "worker" },
  ],
});

/** Exports the table as it is shown to a new file, whichever way this host saves; the size of the file. */
async function exportedSize({ page, electron, dataFolder }: App, name: string): Promise<number> {
  const target = join(dataFolder, name);
  const size = (): Promise<number> =>
    stat(target).then(
      (file) => file.size,
      () => 0,
    );
  await electron?.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  const download = electron === undefined ? page.waitForEvent("download") : null;
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /spreadsheet/iu }).click();
  // The file appears once it is whole.
  if (download === null) await expect.poll(size, { timeout: 60_000 }).toBeGreaterThan(0);
  else await (await download).saveAs(target);
  return size();
}

/** The row numbers on screen. */
function rowNumber(page: Page, number: string) {
  return page.getByRole("rowheader", { name: number, exact: true });
}

for (const suffix of ["json", "xml", "csv"] as const) {
  const title = `100,000 contacts as ${suffix.toUpperCase()}: look, sort, find, convert, export, close`;
  test(title, { tag: "@alone" }, async ({ app, largeBaseUrl }) => {
    test.setTimeout(240_000);
    const { page } = app;
    await connectTo(page, largeBaseUrl, "agent");
    await treeItem(page, "lists").click();
    await expect(page.getByRole("grid", { name: /^lists/u })).toBeVisible();
    await page.keyboard.press("Control+L");
    await page.keyboard.press("Control+A");
    const designator = `contacts.${suffix}`;
    await page.keyboard.type(designator);
    const block = await LongestBlock.watch(page);
    await page.keyboard.press("Enter");
    const whole = page.getByRole("grid", { name: `${designator}, 100,000 records` });
    await expect(whole).toBeVisible({ timeout: 40_000 });
    await expect(rowNumber(page, "1")).toBeVisible();
    await block.note("fetch, first rows");

    await page.getByRole("gridcell", { name: "Jane Smith", exact: true }).first().click();
    await expect(page.getByRole("complementary", { name: "Record" })).toContainText("jane.smith@company.com");
    await block.note("inspect");

    await page.keyboard.press("Control+End");
    await expect(rowNumber(page, "100000")).toBeVisible();
    await expect(page.locator(".gridrow.waiting")).toHaveCount(0);
    await block.note("scroll to the end");

    const head = page.getByRole("columnheader", { name: "name", exact: true });
    await head.click();
    await expect(head).toHaveAttribute("aria-sort", "ascending");
    await head.click();
    await expect(head).toHaveAttribute("aria-sort", "descending");
    await page.keyboard.press("Control+Home");
    await expect(rowNumber(page, "1")).toBeVisible();
    await expect(page.locator(".gridrow.waiting")).toHaveCount(0);
    await block.note("sort");

    await page.getByRole("columnheader", { name: "type", exact: true }).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Filter…" }).click();
    await page.getByRole("combobox").first().selectOption("equals");
    await page
      .getByRole("combobox", { name: "Value" })
      .or(page.getByRole("textbox", { name: "Value" }))
      .fill("Hot");
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await expect(statusBar(page)).toContainText(/\d[\d,]+ of 100,000 records/u);
    await block.note("filter");
    await page.getByRole("button", { name: "Clear all" }).click();
    await expect(whole).toBeVisible();

    await page.getByRole("textbox", { name: "Find in all records" }).fill("siobhan@orourke");
    await expect(page.getByRole("grid", { name: `${designator}, 1 record`, exact: true })).toBeVisible();
    await expect(statusBar(page)).toContainText("1 of 100,000 records");
    await block.note("search");
    expect(await exportedSize(app, "found.csv")).toBeLessThan(10_000);
    await page.getByRole("button", { name: "Clear search" }).click();
    await expect(whole).toBeVisible();

    for (const format of ["JSON", "XML", "CSV", "Raw"] as const) {
      await view(page, format).click();
      await expect(page.getByRole("region", { name: `${designator} as` })).toContainText("contact_id");
      await block.note(format);
      await page.getByRole("region", { name: `${designator} as` }).focus();
      await page.keyboard.press("Control+End");
      await expect(page.getByRole("region", { name: `${designator} as` })).toContainText(
        format === "JSON" ? "]" : /contact|"0"/u,
      );
      await block.note(`end of ${format}`);
    }
    await view(page, "Table").click();
    await expect(whole).toBeVisible();
    await block.note("back to the table");

    expect(await exportedSize(app, "all.csv")).toBeGreaterThan(10_000_000);
    await block.note("export");

    await treeItem(page, "lists").click();
    await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
    await block.note("close");
    // The clock judges in the bench only; here it is told.
    console.log(`${suffix}: ${String(block)}`);
  });
}
