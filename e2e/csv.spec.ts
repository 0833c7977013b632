import type { Page } from "@playwright/test";
import { compareWithBytes, connectTo, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function headings(page: Page): Promise<string[]> {
  return await page.getByRole("columnheader").allTextContents();
}

test("without a header: the first row is a record, one click makes it the header, and the keyboard reverts that", async ({
  page,
  practice,
}) => {
  practice.setFault("csv-no-header");
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  const grid = page.getByRole("grid", { name: /^contacts/u });
  await expect(page.getByText("The first row is not a header.")).toBeVisible();
  await expect(grid.getByRole("columnheader", { name: /^\(field 1\)/u })).toBeVisible();
  await expect(page.locator(".statusbar")).toContainText("248");

  await page.getByRole("button", { name: "First row is a header" }).click();
  await expect(page.getByText("The cells are separated by pipes, and the first row is a header.")).toBeVisible();
  await expect(grid.getByRole("columnheader", { name: /^\(field 1\)/u })).toHaveCount(0);
  await expect(page.locator(".statusbar")).toContainText("247");

  await page.getByRole("button", { name: "Read as…" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "pipes" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "As the content suggests" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The first row is not a header.")).toBeVisible();
  await expect(grid.getByRole("columnheader", { name: /^\(field 1\)/u })).toBeVisible();
  expect(practice.log.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("semicolons are read and reported; the choice applies to every view", async ({ page, practice }) => {
  practice.setFault("csv-semicolons");
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  const grid = page.getByRole("grid", { name: /^contacts/u });
  await expect(page.getByText("The cells are separated by semicolons.")).toBeVisible();
  await expect(grid.getByRole("columnheader", { name: /^name/u })).toBeVisible();
  const columns = (await headings(page)).length;

  await page.getByRole("button", { name: "Read as…" }).click();
  await page.getByRole("menuitem", { name: "commas" }).click();
  await expect(page.getByText("The cells are separated by commas, and the first row is a header.")).toBeVisible();
  await expect.poll(async () => (await headings(page)).length).toBeLessThan(columns);
  await view(page, "JSON").click();
  await expect(page.getByText("Converted from CSV.")).toBeVisible();
  await page.getByRole("button", { name: "Read as…" }).click();
  await page.getByRole("menuitem", { name: "As the content suggests" }).click();
  await expect(page.getByText('"contact_name"').first()).toBeVisible();
  await view(page, "Table").click();
  await expect(grid.getByRole("columnheader", { name: /^name/u })).toBeVisible();
});

test("a message is not shown as an empty table", async ({ page, practice }) => {
  practice.setFault("csv-message");
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByText("A message, not a table.")).toBeVisible();
  await expect(page.getByText("No data.").first()).toBeVisible();
  await page.getByRole("button", { name: "Read as a table" }).click();
  await expect(page.getByRole("gridcell", { name: "No data." })).toBeVisible();
});

test("backslashes that can be read in two ways are marked, with both readings", async ({ page, practice }) => {
  practice.setFault("csv-quotes-only");
  practice.change("contacts/123456", { contact_title: "C:\\Offers\\2010" });
  practice.change("contacts/123457", { contact_title: "\\\\server\\share" });
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByText(/backslash that can be read in two ways/u)).toBeVisible();
  await page.getByRole("gridcell", { name: "Émile Beauchêne" }).click();
  const record = page.getByRole("complementary", { name: "Record" });
  await expect(record).toContainText("\\\\server\\share or \\server\\share");
  await compareWithBytes(page);
  await expect(page.getByText(/Nothing altered as it is read here: 5,704 of 5,704 values/u)).toBeVisible();
});
