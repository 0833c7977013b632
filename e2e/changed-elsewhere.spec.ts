import type { Page } from "@playwright/test";
import {
  chooseMethod,
  connectTo,
  fillConnection,
  practiceLogin,
  rowWith,
  statusBar,
  treeItem,
  unlock,
} from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const crumbs = (page: Page) => page.getByRole("navigation", { name: "Breadcrumb" });
const recent = (page: Page, name: string) => page.getByRole("treeitem", { name: new RegExp(`^${name}`, "u") });

/** Deletes the record of this location, from its request line. */
async function deleteHere(page: Page): Promise<void> {
  await chooseMethod(page, "DELETE");
  await page.getByRole("button", { name: "Review", exact: true }).first().click();
  await sheet(page)
    .getByRole("button", { name: /^(?:Commit|Delete)/u })
    .click();
  await expect(sheet(page)).toContainText("Read back: it is gone.");
  await sheet(page).getByRole("button", { name: "Close", exact: true }).last().click();
}

/** The palette knows no record of this name. */
async function expectUnknown(page: Page, name: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type(`#${name}`);
  await expect(page.getByText(`Nothing matches “#${name}”.`)).toBeVisible();
  await page.keyboard.press("Escape");
}

test("a deleted contact disappears from its lists, and the contacts of a deleted list say that it is gone", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "lists").click();
  await recent(page, "Open House").first().click();
  const members = page.getByRole("grid", { name: /^lists\/\d+\/contacts, / });
  await expect(members).toBeVisible();
  const list = (await members.getAttribute("aria-label"))?.split(",")[0] ?? "";
  const contact = await page.getByRole("row").nth(1).getByRole("button").first().textContent();
  await page.getByRole("row").nth(1).getByRole("button").first().click();
  await expect(crumbs(page)).toContainText("contacts");
  await expect(statusBar(page)).toContainText("1 record");
  const asked = practice.log.filter(({ target }) => target.includes(list)).length;
  await deleteHere(page);

  // The list was on screen before the contact, and nothing is fetched for it again.
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await expect(members).toBeVisible();
  await expect(page.getByText("Since this was fetched, 1 record is not there any more.")).toBeVisible();
  await expect(rowWith(page, contact ?? "")).toHaveCount(0);
  expect(practice.log.filter(({ target }) => target.includes(list))).toHaveLength(asked);

  await page.getByRole("button", { name: /^Method /u }).waitFor();
  await crumbs(page).getByRole("button").nth(1).click();
  await expect(statusBar(page)).toContainText("1 record");
  await deleteHere(page);
  await expect(page.getByRole("grid", { name: /^lists, / })).toBeVisible();
  await expect(recent(page, "Open House")).toHaveCount(0);
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await expect(page.getByText(/^lists\/\d+ is not there any more, as of/u)).toBeVisible();
});

test("a plain fetch that returns another name, or no record, updates everything else", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await expect(recent(page, "Jane Smith")).toBeVisible();
  practice.change("contacts/123456", { contact_name: "Janet Jones" });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(recent(page, "Janet Jones")).toBeVisible();
  await expect(recent(page, "Jane Smith")).toHaveCount(0);
  await expectUnknown(page, "Jane Smith");
  await recent(page, "Janet Jones").click();
  await expect(crumbs(page)).toContainText("Janet Jones");

  // Somebody else deletes it: here another connection to the same account.
  await page.keyboard.press("ControlOrMeta+Alt+N");
  await fillConnection(page, { name: "Somebody else", baseUrl: practice.baseUrl, ...practiceLogin("agent") });
  await unlock(page);
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("contacts/123456");
  await page.getByRole("option", { name: /^contacts\/123456/u }).click();
  await expect(statusBar(page)).toContainText("1 record");
  await deleteHere(page);

  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("Test agent");
  await page
    .getByRole("option", { name: /^Test agent/u })
    .first()
    .click();
  await expect(crumbs(page)).toContainText("Janet Jones");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(statusBar(page)).toContainText("404");
  await expect(recent(page, "Janet Jones")).toHaveCount(0);
  await expectUnknown(page, "Janet Jones");
  await treeItem(page, "contacts").click();
  await expect(page.getByText("Since this was fetched, 1 record is not there any more.")).toBeVisible();
  await expect(rowWith(page, "Janet Jones")).toHaveCount(0);
});
