import type { Page } from "@playwright/test";
import fc from "fast-check";
import { textWidthAtMost } from "../src-renderer/features/response/text-width.ts";
import { openClipboard } from "./support/clipboard.ts";
import { connectTo, rowWith, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

test("sorting by a column and back, without a request", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const calls = practice.log.length;
  const head = page.getByRole("columnheader", { name: "name", exact: true });
  const firstName = page.getByRole("row").nth(1).getByRole("gridcell").nth(1);
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(firstName).not.toHaveText("Harper Lindgren");
  // A row may be there before its values are.
  await expect(firstName).toHaveText(/\S/u);
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

test("a new sort order or search begins at the first record", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const first = page.getByRole("rowheader", { name: "1", exact: true });
  await first.click();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("rowheader", { name: "248", exact: true })).toBeVisible();
  // Two clicks in a row: the second one starts from the order that the first one set.
  const head = page.getByRole("columnheader", { name: "name", exact: true });
  await head.dblclick();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(first).toBeInViewport();
  await page.getByRole("grid").evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  await expect(first).not.toBeInViewport();
  await page.getByRole("textbox", { name: "Find in all records" }).fill("mail.example");
  await expect(first).toBeInViewport();
});

test("after a return from another view the table shows its first record, if the selected one is visible there", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await page.getByRole("rowheader", { name: "5", exact: true }).click();
  await view(page, "CSV").click();
  await expect(page.getByRole("region", { name: "contacts as CSV" })).toContainText("contact_id");
  await view(page, "Table").click();
  await expect(page.getByRole("row", { selected: true })).toContainText("Brandt-Lindqvist");
  await expect(page.getByRole("rowheader", { name: "1", exact: true })).toBeInViewport();
});

test("a search is cleared by its button, and the next one can be typed immediately", async ({ page, practice }) => {
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

test("no value is cut off without a mark, in either font", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const texts = fc.sample(fc.string({ minLength: 1, maxLength: 40 }), { numRuns: 400, seed: 1 });
  for (const isMono of [false, true]) {
    const bounds = texts.map((text) => textWidthAtMost(text, isMono) ?? -1);
    expect(bounds.filter((bound) => bound > 0).length).toBeGreaterThan(300);
    const widths = await page.evaluate(measuredWidths, { texts, className: isMono ? "td c" : "td" });
    for (const [index, width] of widths.entries()) {
      const bound = bounds[index] ?? -1;
      if (bound >= 0) expect.soft(width, texts[index]).toBeLessThanOrEqual(bound);
    }
  }
  // Every column fits its content until it is made narrower.
  for (let step = 0; step < 3; step += 1) {
    await page.getByRole("columnheader", { name: "email", exact: true }).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Narrower" }).click();
  }
  // A text that certainly fits is not clipped by its cell; one that does not has an ellipsis.
  await expect.poll(() => page.locator(".td.fits").count()).toBeGreaterThan(50);
  const cutCells = (): Promise<string[]> =>
    page
      .locator(".gridrow .td")
      .evaluateAll((cells: Element[]) =>
        cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.className),
      );
  // Cells are filled in portions, so the first one that is cut off may come after fifty that fit.
  await expect.poll(async () => (await cutCells()).length).toBeGreaterThan(0);
  expect((await cutCells()).filter((className) => className.includes("fits"))).toEqual([]);
});

/** Widths in CSS pixels of texts in a cell of the table. Runs in the page, so it is self-contained. */
function measuredWidths({ texts, className }: { texts: readonly string[]; className: string }): number[] {
  const cell = document.createElement("div");
  cell.className = className;
  cell.style.cssText = "position: absolute; padding: 0; width: max-content";
  document.querySelector(".gridrows")?.append(cell);
  const widths = texts.map((text) => {
    cell.textContent = text;
    return cell.getBoundingClientRect().width;
  });
  cell.remove();
  return widths;
}

test("row numbers and pinned columns stay visible while the table is scrolled sideways and back", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await page.getByRole("rowheader", { name: "1", exact: true }).click();
  const grid = page.getByRole("grid");
  const kept = [
    page.getByRole("rowheader", { name: "1", exact: true }),
    page.getByRole("row").nth(1).getByRole("gridcell").nth(1),
    page.getByRole("columnheader", { name: "name", exact: true }),
  ];
  const edges = () => Promise.all(kept.map(async (each) => (await each.boundingBox())?.x));
  await expect(kept[1] ?? grid).toHaveText("Harper Lindgren");
  const before = await edges();
  await page.keyboard.press("End");
  await expect.poll(() => grid.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  await expect.poll(edges).toEqual(before);
  // The first two columns are visible anyway; the next one is not.
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => grid.evaluate((element) => element.scrollLeft)).toBe(0);
  expect(await edges()).toEqual(before);
});
