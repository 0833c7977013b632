import type { Page } from "@playwright/test";
import { chooseMethod, connectTo, rowWith, statusBar, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`, "u") });
const crumbs = (page: Page) => page.getByRole("navigation", { name: "Breadcrumb" });
const reads = (log: readonly { readonly method: string; readonly target: string }[]): readonly string[] =>
  log.filter(({ method }) => method === "GET").map(({ target }) => target);

async function review(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Review", exact: true }).first().click();
}

test("after a create the new record is open, as the commit read it back, without another request", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "company");
  await unlock(page);
  await treeItem(page, "groups").click();
  await expect(page.getByRole("grid", { name: "groups, 9 records" })).toBeVisible();
  await chooseMethod(page, "POST");
  await field(page, "group_name").fill("Night Shift");
  await review(page);
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(sheet(page)).toContainText("Stored as sent.");

  await expect(crumbs(page)).toContainText("Night Shift");
  await expect(statusBar(page)).toContainText("200 OK");
  await expect(statusBar(page)).toContainText("1 record");
  await expect(page.getByText("Not sent")).toHaveCount(0);
  await expect(page.getByRole("complementary", { name: "Record" })).toContainText("Night Shift");
  const [write] = writesOf(practice.log);
  expect(write).toBe("POST /v1/groups");
  const after = practice.log.slice(practice.log.findIndex(({ method }) => method === "POST") + 1);
  expect(reads(after)).toHaveLength(1);

  // The collection counts one more, and a click shows it although its request line was changed to a form.
  await expect(treeItem(page, "groups")).toContainText("10");
  await treeItem(page, "groups").click();
  await expect(page.getByRole("grid", { name: "groups, 9 records" })).toBeVisible();
  await expect(page.getByText("Since this was fetched, 1 record was added.")).toBeVisible();
  expect(reads(practice.log.slice(practice.log.indexOf(after[0] as (typeof practice.log)[number])))).toHaveLength(1);
});

test("after a deletion its collection is shown without the record, and everything else that named it", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await expect(page.getByRole("treeitem", { name: /^Jane Smith/u })).toBeVisible();
  const count = await treeItem(page, "contacts").textContent();
  await page.getByRole("button", { name: "contacts/123456", exact: true }).first().click();
  await expect(crumbs(page)).toContainText("Jane Smith");
  await chooseMethod(page, "DELETE");
  await review(page);
  await sheet(page)
    .getByRole("button", { name: /^(?:Commit|Delete)/u })
    .click();
  await expect(sheet(page)).toContainText("Read back: it is gone.");
  expect(writesOf(practice.log)).toEqual(["DELETE /v1/contacts/123456"]);

  await expect(page.getByText("Since this was fetched, 1 record is not there any more.")).toBeVisible();
  await expect(page.getByText("Not sent")).toHaveCount(0);
  await expect(rowWith(page, "Jane Smith")).toHaveCount(0);
  // Records that are left out do not count as a filter of the user.
  await expect(page.getByRole("columnheader").locator(".lucide-funnel")).toHaveCount(0);
  await expect(page.getByRole("treeitem", { name: /^Jane Smith/u })).toHaveCount(0);
  expect(Number(count?.replace(/\D/gu, ""))).toBe(
    Number((await treeItem(page, "contacts").textContent())?.replace(/\D/gu, "")) + 1,
  );

  // Forward leads to the earlier record, which says that it is gone.
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  await expect(page.getByText(/^contacts\/123456 is not there any more/u)).toBeVisible();
});

test("after a wipe the emptied collection is shown, as it was read back", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  await expect(page.getByRole("grid", { name: "groups, 9 records" })).toBeVisible();
  await unlock(page);
  await chooseMethod(page, "DELETE");
  await review(page);
  await sheet(page).getByRole("textbox").fill("groups");
  await page.getByRole("button", { name: "Delete 9 groups" }).click();
  await expect(sheet(page)).toContainText("nothing is left that can go");
  await expect(statusBar(page)).toContainText("204");
  await expect(page.getByText("No data for this resource", { exact: true })).toBeVisible();
  await expect(page.getByText("This is how it was")).toHaveCount(0);
  await expect(page.getByText("Not sent")).toHaveCount(0);
});

test("a click on a resource shows it, whatever its request line was changed to", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  const grid = page.getByRole("grid", { name: "groups, 9 records" });
  await expect(grid).toBeVisible();
  for (const method of ["POST", "DELETE"] as const) {
    await chooseMethod(page, method);
    await expect(grid).toHaveCount(0);
    await treeItem(page, "groups").click();
    await expect(grid).toBeVisible();
    await chooseMethod(page, method);
    await crumbs(page).getByRole("button", { name: "groups" }).click();
    await expect(grid).toBeVisible();
  }
  await page.getByRole("button", { name: "Settings" }).click();
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("groups");
  await page
    .getByRole("option", { name: /^groups/u })
    .first()
    .click();
  await expect(grid).toBeVisible();
  expect(reads(practice.log).filter((target) => target === "/v1/groups")).toHaveLength(1 + 1);
});

test("an update says on its form that it was stored, and its new name is everywhere", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await unlock(page);
  await treeItem(page, "groups").click();
  const name = "East Branch Office";
  await rowWith(page, name).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await field(page, "group_name").fill("Harbour Office");
  await expect(statusBar(page)).toContainText("Not sent");
  await review(page);
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(statusBar(page)).toContainText("Read back and compared.");
  await expect(crumbs(page)).toContainText("Harbour Office");
  await expect(page.getByRole("treeitem", { name: /^Harbour Office/u })).not.toHaveCount(0);
  await expect(page.getByRole("treeitem", { name: new RegExp(`^${name}`, "u") })).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("#harbour");
  await expect(page.getByRole("option", { name: /^Harbour Office/u })).toBeVisible();
  await page.keyboard.press("Escape");
  await treeItem(page, "groups").click();
  await expect(rowWith(page, "Harbour Office")).toBeVisible();
});

test("Back says where it leads, and when it leads to another connection", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: /^contacts, / })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Alt+N");
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Second");
  await page.getByRole("dialog").getByLabel("Base URL").fill(practice.baseUrl);
  await page.getByRole("dialog").getByLabel("User name").fill("someone");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(crumbs(page)).toContainText("Second");
  const back = page.getByRole("button", { name: "Back", exact: true });
  // By keyboard: the window of another test that opens over this one takes the pointer away, and with it the tooltip.
  await back.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(back).toBeFocused();
  await expect(page.getByRole("tooltip")).toContainText("Back to contacts on Test agent");
  await back.click();
  await expect(page.getByText("Back on Test agent.")).toBeVisible();
  await expect(page.getByRole("grid", { name: /^contacts, / })).toBeVisible();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(page.getByText("Forward on Second.")).toBeVisible();
  await expect(crumbs(page)).toContainText("Second");
});
