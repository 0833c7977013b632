import type { Locator, Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { startBodyServer } from "./support/body-server.ts";
import { connectTo, rowWith, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(rowWith(page, "Jane Smith")).toBeVisible();
}

const head = (page: Page, name: string): Locator => page.getByRole("columnheader", { name, exact: true });
const columnsButton = (page: Page): Locator => page.getByRole("button", { name: /^Columns,/u });
const columnList = (page: Page): Locator => page.getByRole("listbox", { name: "Columns" });

async function widthOf(of: Locator): Promise<number> {
  return Math.round((await of.boundingBox())?.width ?? 0);
}

async function chooseInHead(page: Page, name: string, item: string): Promise<void> {
  await head(page, name).click({ button: "right" });
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

/** Names of the columns in which a value of the rendered rows is cut off. Runs in the page. */
function cutColumns(grid: Element): string[] {
  const cells = Array.from(grid.querySelectorAll(".gridrow .td[data-column]"));
  const cut = cells
    .filter((cell) => cell.scrollWidth > cell.clientWidth)
    .map((cell) => cell.getAttribute("data-column"));
  return [...new Set(cut)].map((column) => grid.querySelector(`[data-head="${column ?? ""}"]`)?.textContent ?? "");
}

test("columns are as wide as their content from the start, and share the remaining width of the window", async ({
  page,
  practice,
}) => {
  await page.setViewportSize({ width: 2_560, height: 1_000 });
  await openContacts(page, practice.baseUrl);
  const grid = page.getByRole("grid");
  expect(await grid.evaluate(cutColumns)).toEqual([]);
  // They end where the window ends, and nothing has to be scrolled.
  await expect.poll(() => widthOf(page.locator(".gridhead .fill"))).toBe(0);
  expect(await grid.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await expect(page.locator(".gridhead .pin")).toHaveCount(0);

  // In a narrower window no value is cut off either, and id and name are pinned.
  await page.setViewportSize({ width: 1_100, height: 800 });
  await expect(page.locator(".gridhead .pin")).toHaveText(["id", "name"]);
  expect(await grid.evaluate(cutColumns)).toEqual([]);
  expect(await grid.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeGreaterThan(0);
});

test("Home scrolls back to the first columns beside the pinned ones", async ({ page, practice }) => {
  await page.setViewportSize({ width: 1_024, height: 640 });
  await openContacts(page, practice.baseUrl);
  const grid = page.getByRole("grid");
  const scrolled = () => grid.evaluate((element) => element.scrollLeft);
  await rowWith(page, "Jane Smith").getByRole("gridcell").first().click();
  for (const [away, back] of [
    ["End", "Home"],
    ["Control+End", "Control+Home"],
  ] as const) {
    await page.keyboard.press(away);
    await expect.poll(scrolled).toBeGreaterThan(0);
    await page.keyboard.press(back);
    await expect.poll(scrolled).toBe(0);
  }
});

test("an id, a name and an e-mail address are never cut, and a long text is", async ({ page }) => {
  const long = "long words ".repeat(60);
  const records = Array.from({ length: 40 }, (_, index) => ({
    contact_id: index === 30 ? "1".repeat(48) : String(index),
    contact_name:
      index === 31 ? "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh the Third, Earl of Somewhere" : "Jane",
    contact_email: index === 32 ? `${"m".repeat(80)}@example.com` : "jane@example.com",
    contact_notes: long,
  }));
  const server = await startBodyServer("application/json", JSON.stringify(records));
  await page.setViewportSize({ width: 1_100, height: 1_400 });
  await connectTo(page, server.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("rowheader", { name: "40", exact: true })).toBeVisible();
  await expect.poll(() => page.getByRole("grid").evaluate(cutColumns)).toEqual(["notes"]);
  expect(await widthOf(head(page, "notes"))).toBe(480);
  await server.stop();
});

test("a column is fitted by a double click on its edge or from its menu; a width that was set stays", async ({
  app,
  practice,
}) => {
  const { page } = app;
  await openContacts(page, practice.baseUrl);
  const email = head(page, "email");
  const fitting = await widthOf(email);
  await chooseInHead(page, "email", "Narrower");
  await chooseInHead(page, "email", "Narrower");
  await expect.poll(() => widthOf(email)).toBe(fitting - 64);
  const box = await email.boundingBox();
  await page.mouse.dblclick((box?.x ?? 0) + (box?.width ?? 0), (box?.y ?? 0) + 10);
  await expect.poll(() => widthOf(email)).toBe(fitting);

  await chooseInHead(page, "email", "Narrower");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect.poll(() => practice.log.filter(({ status }) => status === 200).length).toBe(2);
  await expect.poll(() => widthOf(email)).toBe(fitting - 32);
  await chooseInHead(page, "email", "Fit this column");
  await expect.poll(() => widthOf(email)).toBe(fitting);
  await chooseInHead(page, "email", "Wider");
  await chooseInHead(page, "type", "Wider");
  await chooseInHead(page, "name", "Fit all columns");
  await expect.poll(() => widthOf(email)).toBe(fitting);
  // Unpinned columns stay unpinned.
  await chooseInHead(page, "name", "Unpin");
  await expect(page.locator(".gridhead .pin")).toHaveText(["id"]);
  await expect
    .poll(() => page.evaluate(() => window.api.getSettings({})))
    .toMatchObject({
      value: { tables: [["contacts", { unpinned: ["contact_name"], widths: [] }]] },
    });
});

test("the columns menu finds, shows, hides, pins and moves by keyboard, and says what hidden columns contain", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await columnsButton(page).click();
  const field = page.getByRole("combobox", { name: "Find a column" });
  await expect(field).toBeFocused();
  await expect(columnList(page).getByRole("option", { name: "id shown pinned", exact: true })).toBeVisible();
  await expect(columnList(page).getByRole("option", { name: /^title hidden \d+ filled$/u })).toBeVisible();
  expect(await seriousProblems(page, "columns")).toEqual([]);

  await page.keyboard.type("city");
  await expect(columnList(page).getByRole("option")).toHaveText([/home_city/u, /business_city/u]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Columns, 11 of 23 shown" })).toBeVisible();
  await expect(columnList(page).getByRole("option", { name: "business_city shown", exact: true })).toBeVisible();

  await field.fill("email");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByText("email is column 4 of 11.")).toBeAttached();
  await page.keyboard.press("Alt+p");
  await expect(columnList(page).getByRole("option", { name: "email shown pinned", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".gridhead .pin")).toHaveText(["id", "name", "email"]);

  await columnsButton(page).click();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page.getByRole("button", { name: "Columns, 10 of 23 shown" })).toBeVisible();
  await page.getByRole("option", { name: "Show all" }).click();
  await expect(page.getByRole("button", { name: "Columns, 23 of 23 shown" })).toBeVisible();
});

test("columns that are always empty are hidden in one step, and one is moved by its grip", async ({ page }) => {
  const records = [1, 2, 3].map((id) => ({ contact_id: String(id), a: "", b: "x", c: null, d: "" }));
  const server = await startBodyServer("application/json", JSON.stringify([...records, { ...records[0], d: "1" }]));
  await connectTo(page, server.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("rowheader", { name: "4", exact: true })).toBeVisible();
  await columnsButton(page).click();
  await page.getByRole("button", { name: "Hide always empty" }).click();
  await expect(page.getByRole("button", { name: "Columns, 3 of 5 shown" })).toBeVisible();
  await expect(columnList(page).getByRole("option", { name: "a hidden always empty", exact: true })).toBeVisible();
  await expect(columnList(page).getByRole("option", { name: "d shown", exact: true })).toBeVisible();

  const line = (name: string): Locator => columnList(page).getByRole("option", { name, exact: true });
  const grip = await line("d shown").locator(".grip").boundingBox();
  const target = await line("contact_id shown").boundingBox();
  await page.mouse.move((grip?.x ?? 0) + 5, (grip?.y ?? 0) + 5);
  await page.mouse.down();
  await page.mouse.move((target?.x ?? 0) + 5, (target?.y ?? 0) + 10, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.press("Escape");
  await expect(page.locator(".gridhead [data-head]")).toHaveText(["d", "contact_id", "b"]);
  await server.stop();
});

test("of 200 columns the menu renders only the visible lines", async ({ page }) => {
  const fields = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`field_${String(index)}_x`, "value"]));
  const server = await startBodyServer("application/json", JSON.stringify([fields, fields]));
  await connectTo(page, server.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("rowheader", { name: "2", exact: true })).toBeVisible();
  await columnsButton(page).click();
  await page.getByRole("option", { name: "190 more" }).click();
  await expect(columnList(page).getByRole("option", { name: "11_x shown" })).toBeVisible();
  expect(await columnList(page).getByRole("option").count()).toBeLessThan(40);
  await columnList(page).evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect(columnList(page).getByRole("option", { name: "199_x shown" })).toBeVisible();
  await server.stop();
});
