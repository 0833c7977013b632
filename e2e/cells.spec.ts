import type { Locator, Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { connectTo, rowWith, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const pendingBar = (page: Page) => page.getByRole("status", { name: "Pending changes" });

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

/** A cell by its row's number and its field. */
async function cellAt(page: Page, row: number, title: string): Promise<Locator> {
  const head = page.getByRole("columnheader", { name: title, exact: true });
  const column = await head.getAttribute("aria-colindex");
  return page.locator(`[role=row][aria-rowindex="${String(row + 1)}"] [aria-colindex="${column ?? ""}"]`);
}

test("a value is typed into its cell, reviewed, committed once, and shown as it was read back", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await unlock(page);
  const email = rowWith(page, "Siobhán O’Rourke").getByRole("gridcell").nth(2);
  await email.click();
  await page.keyboard.type("siobhan@new.example");
  await page.keyboard.press("Enter");
  await expect(email).toHaveClass(/pending/u);
  await expect(email).toHaveAttribute("title", "was siobhan@orourke.example");
  await expect(email).toContainText("pending, was siobhan@orourke.example");
  await expect(pendingBar(page)).toContainText("1 record, 1 field pending");
  expect(writesOf(practice.log)).toEqual([]);
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(sheet(page)).toContainText("siobhan@orourke.example");
  expect(writesOf(practice.log)).toEqual([]);
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(sheet(page)).toContainText("Stored as sent. Read back and compared: 1 of 1 field.");
  const calls = practice.log.length;
  await expect(email).toHaveText("siobhan@new.example");
  await expect(email).not.toHaveClass(/pending/u);
  await expect(pendingBar(page)).toBeHidden();
  expect(writesOf(practice.log)).toEqual(["PUT /v1/contacts/123468"]);
  expect(practice.log).toHaveLength(calls);

  // The next edit starts from the stored value, so users get no conflict with their own change; the report may stay.
  await email.dblclick();
  await page.keyboard.type("siobhan@newer.example");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(sheet(page)).toContainText("Review 1 change");
  await expect(sheet(page)).not.toContainText("Changed elsewhere");
  await expect(sheet(page)).toContainText("siobhan@new.example");
});

test("Esc reverts, Tab moves on past choices, undo and redo step through accepted values, while writes are locked", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  const email = await cellAt(page, 2, "email");
  const type = await cellAt(page, 2, "type");
  await email.click();
  await page.keyboard.press("F2");
  const editor = page.getByRole("textbox", { name: "contact_email of Jane Smith" });
  await expect(editor).toHaveValue("jane.smith@company.com");
  await page.keyboard.type("away@x.example");
  await page.keyboard.press("Escape");
  await expect(email).toHaveText("jane.smith@company.com");
  await expect(pendingBar(page)).toBeHidden();

  await page.keyboard.press("F2");
  await page.keyboard.type("jane@new.example");
  await page.keyboard.press("Tab");
  const choice = page.getByRole("combobox", { name: "contact_type of Jane Smith" });
  await expect(choice).toHaveValue("Active");
  await choice.selectOption("Hot");
  await page.keyboard.press("Enter");
  await expect(pendingBar(page)).toContainText("1 record, 2 fields pending");
  await expect(type).toHaveAttribute("title", "was Active");

  await page.keyboard.press("Control+Z");
  await expect(type).not.toHaveClass(/pending/u);
  await expect(email).toHaveClass(/pending/u);
  await page.keyboard.press("Control+Z");
  await expect(email).toHaveText("jane.smith@company.com");
  await page.keyboard.press("Control+Shift+Z");
  await expect(email).toContainText("jane@new.example");
  expect(writesOf(practice.log)).toEqual([]);
  expect(practice.log.every(({ method }) => method === "GET")).toBe(true);
});

test("a wrong value says why below its cell, stays marked, and Review waits", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const email = await cellAt(page, 2, "email");
  await email.dblclick();
  await page.keyboard.type("jane@company");
  await expect(page.getByText("No domain ending, such as .com, after the @")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(email).toHaveClass(/wrong/u);
  const review = pendingBar(page).getByRole("button", { name: "Review", exact: true });
  await expect(review).toHaveAttribute("aria-disabled", "true");
  await expect(pendingBar(page)).toContainText("1 field is wrong.");
  await page.keyboard.press("F2");
  await page.keyboard.type("jane@company.example");
  await page.keyboard.press("Enter");
  await expect(review).not.toHaveAttribute("aria-disabled", "true");
});

test("cells that cannot change say why: set by the server, protected, no PUT", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await (await cellAt(page, 2, "id")).dblclick();
  await expect(page.getByText("contact_id cannot be changed: the server sets it.")).toBeVisible();
  await treeItem(page, "lists").click();
  await rowWith(page, "Primary Sphere").getByRole("gridcell").nth(1).click();
  await page.keyboard.press("F2");
  await expect(page.getByText("The Primary Sphere can be neither updated nor deleted.").first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^list_name of/u })).toBeHidden();
  await expect(pendingBar(page)).toBeHidden();
});

test("twenty values are pasted after one question, undone in one step, and each is committed once", async ({
  page,
  practice,
}) => {
  test.slow();
  await openContacts(page, practice.baseUrl);
  await unlock(page);
  // Copied from one column and pasted into another, as from a spreadsheet.
  await (await cellAt(page, 1, "name")).click();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowLeft");
  for (let row = 1; row < 20; row++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+C");
  await expect(page.getByText("Copied 20 rows as TSV.")).toBeVisible();
  const company = await cellAt(page, 1, "company");
  await company.click();
  await page.keyboard.press("Control+V");
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Paste into 20 cells?");
  await expect(question).toContainText("contact_company of 20 records");
  expect(await seriousProblems(page, "paste")).toEqual([]);
  await question.getByRole("button", { name: "Paste", exact: true }).click();
  await expect(pendingBar(page)).toContainText("20 records, 20 fields pending");
  expect(await seriousProblems(page, "pending")).toEqual([]);

  await page.keyboard.press("Control+Z");
  await expect(pendingBar(page)).toBeHidden();
  await page.keyboard.press("Control+Shift+Z");
  await expect(pendingBar(page)).toContainText("20 records, 20 fields pending");
  expect(writesOf(practice.log)).toEqual([]);

  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByRole("button", { name: /^Commit 20 changes/u }).click();
  // There is half a second between two of them.
  await expect(sheet(page)).toContainText("20 changes stored", { timeout: 60_000 });
  const writes = writesOf(practice.log);
  expect(writes).toHaveLength(20);
  expect(new Set(writes).size).toBe(20);
  await expect(company).toHaveText("Harper Lindgren");
  await expect(company).not.toHaveClass(/pending/u);
});
