import type { Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { chooseMethod, connectTo, rowWith, treeItem, unlock, writesOf } from "./support/journey.ts";
import { saveInto, savedBy } from "./support/saving.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });

test("one contact: the consequence first, the safe button has the focus, and the red one names what it deletes", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "More about this record" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await expect(sheet(page).getByRole("heading", { name: "Jane Smith will be deleted." })).toBeVisible();
  await expect(sheet(page).getByRole("heading", { name: "Delete 1 contact" })).toBeVisible();
  await expect(sheet(page)).toContainText("Its place on every list");
  await expect(sheet(page)).toContainText("The 23 values, in the journal");
  await expect(sheet(page)).toContainText("Undo creates the contact again with its 19 editable values.");
  const keep = sheet(page).getByRole("button", { name: "Keep the contact" });
  await expect(keep).toBeFocused();
  expect(await seriousProblems(page, "review of a deletion")).toEqual([]);

  // Neither the keys of Commit nor Enter delete anything.
  await sheet(page).getByRole("group", { name: "Deletion" }).focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("button", { name: "Show the 23 values" }).click();
  await expect(sheet(page)).toContainText("jane.smith@company.com");
  await keep.focus();
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toBeHidden();
  await expect(page.getByRole("status", { name: "Pending changes" })).toBeHidden();
  expect(writesOf(practice.log)).toEqual([]);
});

test("all members of a list: its name is typed, a copy is saved first, and Undo restores them", async ({
  app,
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "lists").click();
  await page
    .getByRole("treeitem", { name: /^Open House/u })
    .first()
    .click();
  await expect(page.getByRole("grid", { name: /^lists\/\d+\/contacts, \d+ records$/u })).toBeVisible();
  await unlock(page);
  await chooseMethod(page, "DELETE");
  await page.getByRole("button", { name: "Review", exact: true }).first().click();
  await expect(sheet(page).getByRole("heading", { name: /^Open House.* will have no members\.$/u })).toBeVisible();
  await expect(sheet(page)).toContainText("All contacts");
  await expect(sheet(page).getByRole("button", { name: "Keep the members" })).toBeFocused();
  const red = sheet(page).getByRole("button", { name: /^Delete \d+ memberships$/u });
  await expect(red).toHaveAttribute("aria-disabled", "true");

  const folder = await saveInto(app);
  await sheet(page).getByRole("button", { name: "Export first…" }).click();
  const item = page.getByRole("menuitem", { name: "CSV for a spreadsheet" });
  expect((await savedBy(app, folder, () => item.click())).toString()).toContain("contact_id");
  await expect(sheet(page)).toContainText(/Exported \d+ records/u);
  expect(writesOf(practice.log)).toEqual([]);

  // The path is not the name that users know.
  const field = sheet(page).getByRole("textbox", { name: /^Type the name of the list to confirm/u });
  await field.fill("lists");
  await expect(red).toHaveAttribute("aria-disabled", "true");
  const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "");
  await field.fill(label.slice(label.indexOf(": ") + 2));
  await red.click();
  await expect(sheet(page)).toContainText(/\d+ members removed/u);
  expect(writesOf(practice.log)).toHaveLength(1);
  await page.keyboard.press("ControlOrMeta+Z");
  await page.getByRole("button", { name: /^Undo \d+ changes/u }).click();
  await expect(sheet(page)).toContainText(/\d+ changes? undone/u);
});

test("several records: their copy contains only these, and each of them is marked in the table", async ({
  app,
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  const number = (name: string) => rowWith(page, name).getByRole("rowheader");
  await number("Jane Smith").click();
  await number("Siobhán O’Rourke").click({ modifiers: ["ControlOrMeta"] });
  await number("Siobhán O’Rourke").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Delete 2 records…" }).click();
  await expect(sheet(page).getByRole("heading", { name: "2 contacts will be deleted." })).toBeVisible();
  await expect(sheet(page)).toContainText("Fetches the collection once more and saves these 2 records as a file.");

  const folder = await saveInto(app);
  await sheet(page).getByRole("button", { name: "Export first…" }).click();
  const item = page.getByRole("menuitem", { name: "JSON" });
  const saved: unknown = JSON.parse((await savedBy(app, folder, () => item.click())).toString());
  expect(JSON.stringify(saved).match(/"contact_id"/gu)).toHaveLength(2);
  await expect(sheet(page)).toContainText("Exported 2 records");
  expect(writesOf(practice.log)).toEqual([]);

  // Until then they are pending: counted in the bar and marked in the table. Keeping them ends that.
  await expect(page.getByRole("status", { name: "Pending changes" })).toContainText("2 records to delete");
  const marked = page.getByRole("row").filter({ hasText: "to be deleted" });
  await expect(marked).toHaveCount(2);
  await expect(sheet(page).getByRole("button", { name: "Export again…" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("status", { name: "Pending changes" })).toBeHidden();
  await expect(marked).toHaveCount(0);
  await expect(page.getByRole("grid")).toBeFocused();
});
