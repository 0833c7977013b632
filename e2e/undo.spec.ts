import type { Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { connectTo, rowWith, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const toast = (page: Page) => page.locator(".toast");

/** Gives each of some contacts another title, in its cell, and commits them as one. */
async function commitTitles(page: Page, baseUrl: string, names: readonly string[]): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  for (const name of names) {
    await rowWith(page, name).getByRole("gridcell", { name, exact: true }).dblclick();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(`${name} Jr`);
    await page.keyboard.press("Enter");
  }
  await unlock(page);
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByRole("button", { name: `Commit ${String(names.length)} changes` }).click();
  await expect(sheet(page)).toContainText(`${String(names.length)} changes stored`);
}

const three = ["Siobhán O’Rourke", "Jane Smith", "Tamika Washington"];

test("a commit is shown with its proof, undone as a whole by Ctrl+Z, redone, and is one entry of the journal", async ({
  page,
  practice,
}) => {
  const before = practice.log.length;
  await commitTitles(page, practice.baseUrl, three);
  const puts = writesOf(practice.log);
  expect(puts).toHaveLength(3);
  await expect(sheet(page).getByRole("heading", { name: "Commit finished" })).toBeVisible();
  await expect(sheet(page)).toContainText("Stored as sent. Read back and compared: 3 of 3 fields.");
  await expect(sheet(page).getByRole("list", { name: "Writes" })).toContainText("contact_name is as sent.");
  await expect(sheet(page)).toContainText("Undo reads the 3 records again and opens Review.");
  await expect(sheet(page)).toContainText(/\d+ wire requests/u);
  await expect(toast(page)).toContainText("3 changes stored.");
  expect(await seriousProblems(page, "result of a commit")).toEqual([]);

  const note = sheet(page).getByRole("textbox", { name: "Note on this commit" });
  await note.fill("Ticket 4711");
  await note.press("Enter");
  await sheet(page).getByRole("button", { name: "Close", exact: true }).last().focus();

  // The whole commit, in inverse order; nothing is sent before it is committed.
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(sheet(page).getByRole("heading", { name: "Review undo of 3 changes" })).toBeVisible();
  expect(writesOf(practice.log)).toHaveLength(3);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(sheet(page)).toContainText("3 changes undone");
  expect(writesOf(practice.log)).toEqual([...puts, ...puts.toReversed()]);
  await expect(rowWith(page, "Jane Smith")).toBeVisible();

  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await page.getByRole("button", { name: /^Redo 3 changes/u }).click();
  await expect(sheet(page)).toContainText("3 changes redone");
  await expect(rowWith(page, "Jane Smith Jr")).toBeVisible();

  // The journal: three commits, each one row, which unfolds to its records.
  await sheet(page).getByRole("button", { name: "Show the entry" }).click();
  await expect(page.locator(".journal > li")).toHaveCount(3);
  await expect(page.locator(".journal > li").last()).toContainText("Ticket 4711");
  await expect(page.locator(".journal > li").last()).toContainText("Undone");
  const latest = page.locator(".journal > li").first();
  await expect(latest.getByRole("group", { name: "Records of the commit" }).locator(".journalrow")).toHaveCount(3);
  await latest.getByRole("button", { name: /^Undo the commit at / }).click();
  await expect(sheet(page).getByRole("heading", { name: "Review undo of 3 changes" })).toBeVisible();
  expect(practice.log.length).toBeGreaterThan(before);
});

test("the toast undoes it too, a newer edit is undone first, and one record can be undone alone", async ({
  page,
  practice,
}) => {
  await commitTitles(page, practice.baseUrl, three);
  await toast(page)
    .getByRole("button", { name: /^Undo…/u })
    .click();
  await expect(sheet(page).getByRole("heading", { name: "Review undo of 3 changes" })).toBeVisible();
  await page.keyboard.press("Escape");

  // An edit after the commit is the latest thing that was done.
  await rowWith(page, "Jane Smith Jr").getByRole("gridcell", { name: "Jane Smith Jr", exact: true }).dblclick();
  await page.keyboard.type("X");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status", { name: "Pending changes" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(page.getByRole("status", { name: "Pending changes" })).toBeHidden();
  await expect(sheet(page)).toBeHidden();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(sheet(page).getByRole("heading", { name: "Review undo of 3 changes" })).toBeVisible();
  await page.keyboard.press("Escape");

  // One of three alone; then the commit undoes the other two.
  await page.getByRole("button", { name: "History" }).click();
  await page.getByRole("radio", { name: "Writes" }).click();
  await page.getByRole("button", { name: /^Show the records of the commit/u }).click();
  await page.getByRole("button", { name: "Undo PUT contacts/123456" }).click();
  await page.getByRole("button", { name: /^Undo 1 change/u }).click();
  await expect(sheet(page)).toContainText("1 change undone");
  await sheet(page).getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(page.locator(".journal > li").last()).toContainText("1 of 3 undone");
  await page.getByRole("button", { name: /^Undo the commit at /u }).click();
  await expect(sheet(page).getByRole("heading", { name: "Review undo of 2 changes" })).toBeVisible();
});

test("a commit that stopped says how many are stored, and undoes only those", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  for (const name of three) {
    await rowWith(page, name).getByRole("gridcell", { name, exact: true }).dblclick();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(`${name} Jr`);
    await page.keyboard.press("Enter");
  }
  await unlock(page);
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(page.getByRole("button", { name: "Commit 3 changes" })).toBeVisible();
  // Jane Smith is the second. Somebody else is quicker.
  practice.change("contacts/123456", { contact_name: "Jane Miller" });
  await page.getByRole("button", { name: "Commit 3 changes" }).click();
  await expect(sheet(page).getByRole("alert")).toContainText("1 of 3 changes is stored. The second was not sent.");
  await expect(sheet(page).getByRole("alert")).toContainText("Somebody changed the record after Review.");
  const items = sheet(page).getByRole("list", { name: "Writes" }).getByRole("listitem");
  await expect(items.nth(1)).toContainText("Changed elsewhere");
  await expect(items.nth(2)).toContainText("contact_name is still pending.");
  await expect(sheet(page)).toContainText("Undo now would take back the stored change and leave the other 2 pending.");
  await sheet(page)
    .getByRole("button", { name: /^Undo…/u })
    .click();
  await page.getByRole("button", { name: /^Undo 1 change/u }).click();
  await expect(sheet(page)).toContainText("1 change undone");
  await expect(page.getByRole("status", { name: "Pending changes" })).toContainText("2 records");
});
