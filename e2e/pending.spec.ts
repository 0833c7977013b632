import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { connectTo, rowWith, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const pendingBar = (page: Page) => page.getByRole("status", { name: "Pending changes" });
const undoButton = (page: Page) => page.getByRole("button", { name: /^Undo/u });
const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`, "u") });

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

async function type(page: Page, cell: Locator, value: string): Promise<void> {
  await cell.dblclick();
  await expect(cell).toHaveClass(/editing/u);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(value);
  await page.keyboard.press("Enter");
  await expect(cell).toHaveClass(/pending/u);
}

async function changeEmails(page: Page, count: number): Promise<void> {
  for (let row = 1; row <= count; row++) {
    await type(page, await cellAt(page, row, "email"), `new${String(row)}@one.example`);
  }
}

test("pending changes are counted on the rail, on their connection, in the tree and in the bar", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await changeEmails(page, 2);
  await type(page, await cellAt(page, 2, "name"), "Another Name");
  await expect(page.getByRole("button", { name: "Explore, 2 pending", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Switch connection, now Test agent .*2 pending/u })).toBeVisible();
  await expect(page.getByRole("treeitem", { name: "contacts, 2 pending, 248 records", exact: true })).toBeVisible();
  await expect(pendingBar(page)).toContainText("2 records, 3 fields pending");
  expect(await seriousProblems(page, "counts")).toEqual([]);

  // The count stays where the changes are: another page, another connection.
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(page.getByRole("button", { name: "Explore, 2 pending", exact: true })).toBeVisible();
  expect(writesOf(practice.log)).toEqual([]);
});

test("members to be added count on their group, or on groups where the group is not on screen", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  await page.getByRole("treeitem", { name: /^East Branch Office/u }).click();
  await page.getByRole("button", { name: "Edit members" }).click();
  const editor = page.getByRole("dialog", { name: /^Members of/u });
  const option = editor.getByRole("option", { selected: false }).first();
  await expect(option.locator(".cid")).not.toBeEmpty();
  await option.click();

  // Esc in the dialog closes it; what was checked can be brought back.
  await page.keyboard.press("Escape");
  await expect(editor).toBeHidden();
  await expect(pendingBar(page)).toBeHidden();
  await undoButton(page).click();
  await expect(editor.getByRole("group", { name: "Changes" })).toContainText("Will be added 1");

  await editor.getByRole("button", { name: "Review 1 change" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("treeitem", { name: /^East Branch Office, 1 pending/u })).toBeVisible();
  await page.getByRole("treeitem", { name: /^groups/u }).press("ArrowLeft");
  await expect(page.getByRole("treeitem", { name: /^groups, 1 pending, 9 records/u })).toBeVisible();
});

test("Discard in the table is undone by its toast and by Ctrl+Z, and the values are in no file until then", async ({
  app,
  practice,
  dataFolder,
}) => {
  const { page } = app;
  await openContacts(page, practice.baseUrl);
  await changeEmails(page, 2);
  await pendingBar(page).getByRole("button", { name: "Discard", exact: true }).click();
  await expect(page.getByText("Discarded 2 changes to contacts.")).toBeVisible();
  await expect(pendingBar(page)).toBeHidden();
  await expect.poll(() => textInFiles(dataFolder, "new2@one.example")).toBe(false);
  await undoButton(page).click();
  await expect(pendingBar(page)).toContainText("2 records, 2 fields pending");
  await expect(await cellAt(page, 2, "email")).toContainText("new2@one.example");

  await pendingBar(page).getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(undoButton(page)).toBeHidden();
  await page.getByRole("grid").focus();
  await page.keyboard.press("Control+Z");
  await expect(pendingBar(page)).toContainText("2 records, 2 fields pending");
  await expect.poll(() => textInFiles(dataFolder, "new2@one.example")).toBe(true);
  expect(writesOf(practice.log)).toEqual([]);
});

test("Discard of a form, of one field and of a text that cannot be parsed is undone", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await field(page, "contact_title").fill("Partner");
  await field(page, "contact_email").fill("jane@other.example");
  await page.getByRole("button", { name: "Put back contact_title" }).click();
  await expect(field(page, "contact_title")).toHaveValue("Consultant");
  await undoButton(page).click();
  await expect(field(page, "contact_title")).toHaveValue("Partner");

  const discard = page.getByRole("region", { name: "Draft" }).getByRole("button", { name: "Discard", exact: true });
  await discard.click();
  await expect(page.getByText("Discarded the changes to Jane Smith.")).toBeVisible();
  await expect(field(page, "contact_email")).toHaveValue("jane.smith@company.com");
  await undoButton(page).click();
  await expect(field(page, "contact_title")).toHaveValue("Partner");
  await expect(field(page, "contact_email")).toHaveValue("jane@other.example");

  await page.getByRole("radiogroup", { name: "Draft as" }).getByText("JSON").click();
  const body = page.getByRole("textbox", { name: "Body as JSON" });
  await body.fill('{"data":{');
  await discard.click();
  await expect(body).toHaveValue(/Consultant/u);
  await undoButton(page).click();
  await expect(body).toHaveValue('{"data":{');
});

test("the table shows only rows with pending changes, and says which are in hidden columns", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await changeEmails(page, 1);
  await type(page, await cellAt(page, 3, "email"), "new3@one.example");
  await pendingBar(page).getByRole("button", { name: "Pending only" }).click();
  const grid = page.getByRole("grid", { name: "contacts, 2 records" });
  await expect(grid).toBeVisible();
  await expect(page.locator(".filters")).toContainText("Only rows");
  await expect(page.locator(".filters")).toContainText("with pending changes");
  await expect(page.locator(".filters")).toContainText("2 of 248");
  expect(await seriousProblems(page, "pending only")).toEqual([]);

  // A column that holds pending values is hidden: its rows keep a mark, which shows the column again.
  await page.getByRole("columnheader", { name: "email", exact: true }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Hide", exact: true }).click();
  const mark = page.getByRole("button", { name: "Pending in hidden columns: email. Show them" });
  await expect(mark).toHaveCount(2);
  await mark.first().click();
  await expect(mark).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "email", exact: true })).toBeVisible();

  // Reverted rows are removed from the rows shown; after the last one the whole table is back.
  await page.keyboard.press("Control+Z");
  await expect(page.getByRole("grid", { name: "contacts, 1 record", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter on pending changes" }).click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await pendingBar(page).getByRole("button", { name: "Pending only" }).click();
  await pendingBar(page).getByRole("button", { name: "Discard", exact: true }).click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await expect(page.locator(".filters")).toBeHidden();
});

test("writes are unlocked where the changes are, and nothing in the window moves", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await changeEmails(page, 1);
  await expect(page.locator(".work > .lockstrip")).toContainText("Writes are locked for Test agent.");
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(sheet(page)).toContainText("Writes are locked for Test agent.");
  const commit = sheet(page).getByRole("button", { name: /^Commit 1 change/u });
  await expect(commit).toHaveAttribute("aria-disabled", "true");
  const places = async () =>
    Promise.all(
      [
        sheet(page),
        commit,
        sheet(page).getByRole("button", { name: "Discard all" }),
        page.getByRole("tree"),
        page.getByRole("grid"),
        page.locator(".palettefield"),
        page.locator(".statusbar"),
        page.locator(".rail"),
      ].map(async (each) => {
        const box = (await each.boundingBox()) ?? { x: -1, y: -1, width: -1, height: -1 };
        // Whole pixels: text is laid out in 64ths of them.
        return [box.x, box.y, box.width, box.height].map(Math.round);
      }),
    );
  const before = await places();
  const button = sheet(page).getByRole("button", { name: "Unlock for 15 minutes" });
  const at = await button.boundingBox();
  const commitAt = await commit.boundingBox();
  expect((at?.y ?? 0) + (at?.height ?? 0)).toBeLessThanOrEqual(commitAt?.y ?? 0);
  // A double click on Unlock does not send.
  await button.dblclick();
  await expect(page.getByText("Writes unlocked")).toBeVisible();
  await expect(button).toBeHidden();
  expect(writesOf(practice.log)).toEqual([]);
  await expect(commit).not.toHaveAttribute("aria-disabled", "true");
  const after = await places();
  // The Commit button is as wide as its text and its key, which it shows in both states.
  expect(after).toEqual(before);
  await commit.click();
  await expect(sheet(page)).toContainText("Stored as sent.");
  expect(writesOf(practice.log)).toHaveLength(1);
});

test("the form has the same strip and the same button", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await field(page, "contact_title").fill("Partner");
  const strip = page.getByRole("region", { name: "Draft" }).locator(".lockstrip");
  await expect(strip).toContainText("Writes are locked for Test agent.");
  await strip.getByRole("button", { name: "Unlock for 15 minutes" }).click();
  await expect(strip).toBeHidden();
  await expect(field(page, "contact_title")).toHaveValue("Partner");
});

test("many changes are folded in Review; one is discarded without reading the others again, and restored", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await unlock(page);
  await changeEmails(page, 5);
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(sheet(page)).toContainText("Review 5 changes");
  const rows = sheet(page).locator(".putrow");
  await expect(rows).toHaveCount(4);
  await expect(sheet(page).locator(".put")).toHaveCount(1);
  await expect(rows.first()).toContainText("email");
  const [height] = await rows.evaluateAll((found) => found.map((row) => row.getBoundingClientRect().height));
  expect(height).toBe(36);
  expect(await seriousProblems(page, "folded review")).toEqual([]);

  const calls = practice.log.length;
  const name = await rows.nth(1).getAttribute("aria-label");
  await rows
    .nth(1)
    .getByRole("button", { name: /^Discard/u })
    .click();
  await expect(sheet(page)).toContainText("Review 4 changes");
  await expect(sheet(page).getByRole("region", { name: name ?? "", exact: true })).toHaveCount(0);
  await expect(pendingBar(page)).toContainText("4 records, 4 fields pending");
  await undoButton(page).click();
  await expect(sheet(page)).toContainText("Review 5 changes");
  await expect(pendingBar(page)).toContainText("5 records, 5 fields pending");

  // By keyboard: the row opens, and the focus stays where it was.
  await rows
    .nth(1)
    .getByRole("button", { name: /^Unfold/u })
    .focus();
  await page.keyboard.press("Enter");
  await expect(sheet(page).locator(".put")).toHaveCount(2);
  await expect(sheet(page).getByRole("button", { name: /^Fold/u }).last()).toBeFocused();

  await sheet(page)
    .getByRole("button", { name: /^Discard/u })
    .first()
    .click();
  await expect(sheet(page)).toContainText("Review 4 changes");
  await expect(sheet(page).locator(":focus")).toHaveCount(1);
  expect(practice.log).toHaveLength(calls);
  await sheet(page)
    .getByRole("button", { name: /^Commit 4 changes/u })
    .click();
  await expect.poll(() => writesOf(practice.log).length, { timeout: 60_000 }).toBe(4);
});

test("what an earlier session left is listed at the start, shown and discarded there", async ({ app, practice }) => {
  await openContacts(app.page, practice.baseUrl);
  await changeEmails(app.page, 2);
  await expect.poll(() => savedDrafts(app.page)).toBe(2);
  await app.restart();
  const waiting = app.page.getByRole("region", { name: "Waiting for Review" });
  await expect(waiting).toContainText("2 changes on 1 connection, kept on this computer");
  await expect(
    waiting.getByRole("listitem", { name: "2 changes to contacts of Test agent wait.", exact: true }),
  ).toContainText("2 changed records");
  expect(await seriousProblems(app.page, "start")).toEqual([]);

  await waiting.getByRole("button", { name: "Discard the changes to contacts" }).click();
  await expect(waiting).toBeHidden();
  await undoButton(app.page).click();
  await expect(waiting).toBeVisible();
  expect(writesOf(practice.log)).toEqual([]);
});

test("Show goes to the pending rows", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await changeEmails(page, 2);
  await expect.poll(() => savedDrafts(page)).toBe(2);
  // To the start page of the connection, where none of its locations is open.
  await page.getByRole("button", { name: /^Switch connection/u }).click();
  await page
    .getByRole("menuitem", { name: /^Practice/u })
    .first()
    .click();
  const waiting = page.getByRole("region", { name: "Waiting for Review" });
  await waiting.getByRole("button", { name: "Show the changes to contacts" }).click();
  await expect(page.getByRole("grid", { name: "contacts, 2 records" })).toBeVisible();
  await expect(page.locator(".filters")).toContainText("with pending changes");
  expect(writesOf(practice.log)).toEqual([]);
});

async function savedDrafts(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const reply = await window.api.listDrafts({});
    return reply.ok ? reply.value.length : 0;
  });
}

/** Whether a text is in any file of the data folder. */
async function textInFiles(folder: string, text: string): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map(async (file) => readFile(file, "utf8").catch(() => "")));
  return contents.some((content) => content.includes(text));
}
