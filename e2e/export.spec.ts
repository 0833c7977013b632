import type { Page } from "@playwright/test";
import { readSheet } from "#shared/formats/read-sheet.ts";
import { readZip } from "#core/exporting/read-zip.ts";
import { createPracticeServer } from "#practice/server.ts";
import { connectTo, rowWith, treeItem, view } from "./support/journey.ts";
import { exportAs, savedBy, saveInto } from "./support/saving.ts";
import { expect, test } from "./support/test.ts";

async function openContacts(page: Page, baseUrl: string, count = "248"): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: `contacts, ${count} records` })).toBeVisible();
}

test("the table as a spreadsheet: two clicks, without a request", async ({ app, practice }) => {
  await openContacts(app.page, practice.baseUrl);
  const calls = practice.log.length;
  const folder = await saveInto(app);
  const file = await exportAs(app, folder, "Excel workbook");
  expect(await folder.files()).toEqual(["contacts.xlsx"]);
  const parts = readZip(file);
  expect(parts.get("xl/workbook.xml")?.toString()).toContain('<sheet name="contacts"');
  const { cells } = readSheet(parts.get("xl/worksheets/sheet1.xml")?.toString() ?? "");
  expect([cells.get("A1"), cells.get("B1"), cells.get("J1"), cells.get("K1")]).toEqual([
    "contact_id",
    "contact_name",
    "contact_date",
    undefined,
  ]);
  expect([...cells.values()]).toContain("Siobhán O’Rourke");
  expect(cells.has("A249")).toBe(true);
  expect(cells.has("A250")).toBe(false);
  expect(practice.log).toHaveLength(calls);
});

test("an export contains what is filtered, sorted and shown, in every format", async ({ app, practice }) => {
  const { page } = app;
  await openContacts(page, practice.baseUrl);
  const folder = await saveInto(app);
  await page.getByRole("textbox", { name: "Find in all records" }).fill("littleton");
  const head = page.getByRole("columnheader", { name: "id", exact: true });
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(rowWith(page, "Jane Smith")).toHaveCount(0);
  // Matches are counted in the background, and the name of the grid has their number when that is done.
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toHaveCount(0);
  const [, matched = ""] =
    /^contacts, (\d+) records$/u.exec((await page.getByRole("grid").getAttribute("aria-label")) ?? "") ?? [];

  const json = JSON.parse((await exportAs(app, folder, "JSON")).toString()) as Record<string, string>[];
  const ids = json.map((record) => record["contact_id"] ?? "");
  expect(json.length).toBeGreaterThan(1);
  expect(json).toHaveLength(Number(matched));
  expect(Object.keys(json[0] ?? {})).toHaveLength(10);
  expect(ids).toEqual([...ids].sort((one, other) => Number(other) - Number(one)));

  const xml = (await exportAs(app, folder, "XML")).toString();
  expect(Array.from(xml.matchAll(/<contact_id>(\d+)</gu), ([, id]) => id)).toEqual(ids);
  const dialect = (await exportAs(app, folder, "CSV as the API writes it")).toString();
  expect(Array.from(dialect.matchAll(/^"(\d+)"\|/gmu), ([, id]) => id)).toEqual(ids);
  const spreadsheet = (await exportAs(app, folder, "CSV for a spreadsheet")).toString();
  expect(spreadsheet.startsWith("\u{feff}contact_id,contact_name,")).toBe(true);
  expect(Array.from(spreadsheet.matchAll(/^(\d+),/gmu), ([, id]) => id)).toEqual(ids);
  const workbook = readZip(await exportAs(app, folder, "Excel workbook"));
  const { cells } = readSheet(workbook.get("xl/worksheets/sheet1.xml")?.toString() ?? "");
  expect(ids.map((_, row) => cells.get(`A${row + 2}`))).toEqual(ids);
  expect(cells.has(`A${ids.length + 2}`)).toBe(false);
  // The response itself is complete, whatever the table shows.
  const served = (await exportAs(app, folder, "As served, byte for byte")).toString();
  expect(served.split(/\r\n(?=")/u)).toHaveLength(249);
});

test("a workbook filters, prints, and has real dates where that is chosen, which is remembered", async ({
  app,
  practice,
}) => {
  const { page } = app;
  await openContacts(page, practice.baseUrl);
  const folder = await saveInto(app);
  const sheetOf = (file: Buffer): string => readZip(file).get("xl/worksheets/sheet1.xml")?.toString() ?? "";
  const plain = sheetOf(await exportAs(app, folder, "Excel workbook"));
  expect(plain).toContain('<autoFilter ref="A1:J249"/>');
  expect(plain).toContain("<oddHeader>&amp;Lcontacts&amp;RTest agent</oddHeader>");
  expect(plain).toContain('orientation="landscape"');
  expect(readSheet(plain).numbers.size).toBe(0);

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dates = page.getByRole("menuitemcheckbox", { name: "Dates as dates, in UTC" });
  await expect(dates).not.toBeChecked();
  await dates.click();
  await expect(dates).toBeChecked();
  await page.keyboard.press("Escape");
  const { cells, numbers } = readSheet(sheetOf(await exportAs(app, folder, "Excel workbook")));
  expect([cells.get("A1"), cells.get("J1")]).toEqual(["contact_id", "contact_date (UTC)"]);
  expect([...numbers.keys()].every((reference) => reference.startsWith("J"))).toBe(true);
  expect(numbers.size).toBeGreaterThan(200);
  expect(cells.has("A2")).toBe(true);
});

test("columns and the formula guard are chosen in the menu, by keyboard", async ({ app, practice }) => {
  const { page } = app;
  await openContacts(page, practice.baseUrl);
  const folder = await saveInto(app);
  await page.keyboard.press("Control+Shift+S");
  const menu = page.getByRole("menu", { name: "Export" });
  await expect(menu).toContainText("248 of 248 records, 10 of 23 columns");
  const guard = menu.getByRole("menuitemcheckbox", { name: "Keep cells from running as formulas" });
  await expect(guard).toBeChecked();
  await expect(menu).toBeFocused();
  await page.keyboard.type("all 23");
  await expect(menu.getByRole("menuitemradio", { name: "All 23 columns" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(menu).toContainText("248 of 248 records, 23 of 23 columns");
  await page.keyboard.press("ArrowDown");
  await expect(guard).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(guard).not.toBeChecked();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  const file = await savedBy(app, folder, () => page.keyboard.press("Enter"));
  const header = file.toString().split("\r\n", 1)[0] ?? "";
  expect(header.split(",")).toHaveLength(23);
  await expect(menu).toBeHidden();
});

test("a running export of 200,000 records is shown, and cancelled without a file", async ({ app }) => {
  const { page, electron } = app;
  const practice = createPracticeServer({ contacts: 200_000 });
  const { baseUrl } = await practice.start();
  try {
    await openContacts(page, baseUrl, "200,000");
    const folder = await saveInto(app);
    const downloading = electron === undefined ? page.waitForEvent("download") : null;
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "All 23 columns" }).click();
    await page.getByRole("menuitem", { name: "Excel workbook" }).click();
    const card = page.getByRole("group", { name: "Export of contacts.xlsx" });
    await expect(card).toContainText(/[\d,]+ of 200,000 records, [\d.]+ MB/u);
    // The window stays usable at the same time.
    await treeItem(page, "lists").click();
    await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
    await card.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("The export was cancelled. Nothing was saved.")).toBeVisible();
    await expect(card).toBeHidden();
    expect(await (await downloading)?.failure()).not.toBeNull();
    expect(await folder.files()).toEqual([]);
  } finally {
    await practice.stop();
  }
});

test("the export of an incomplete response asks first, and its file name says so", async ({ app, practice }) => {
  const { page } = app;
  practice.setFault("truncated");
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByText(/^Incomplete/u).first()).toBeVisible();
  const folder = await saveInto(app);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "JSON" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText(/Only \d+ whole records arrived\./u);
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  expect(await folder.files()).toEqual([]);

  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "JSON" }).click();
  const file = await savedBy(app, folder, () => question.getByRole("button", { name: "Export this part" }).click());
  expect(await folder.files()).toEqual(["contacts-incomplete.json"]);
  expect((JSON.parse(file.toString()) as unknown[]).length).toBeGreaterThan(0);
});

test("a code view saves what it shows", async ({ app, practice }) => {
  const { page } = app;
  await openContacts(page, practice.baseUrl);
  const folder = await saveInto(app);
  await view(page, "XML").click();
  const xml = await savedBy(app, folder, () => page.getByRole("button", { name: "Save", exact: true }).click());
  expect(Array.from(xml.toString().matchAll(/<contact_id>/gu))).toHaveLength(248);
  await view(page, "CSV").click();
  const csv = await savedBy(app, folder, () => page.getByRole("button", { name: "Save", exact: true }).click());
  expect(csv.subarray(0, 30).toString()).toBe('"contact_id"|"contact_name"|"c');
  expect((await folder.files()).sort()).toEqual(["contacts.csv", "contacts.xml"]);
});
