import type { Locator, Page } from "@playwright/test";
import { connectTo, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const field = (page: Page, name: string): Locator => page.getByRole("textbox", { name: new RegExp(`^${name}`, "u") });
const review = (page: Page): Locator => page.locator(".reqline").getByRole("button", { name: "Review" });
const newButton = (page: Page, name: string): Locator =>
  page.getByRole("group", { name: "New", exact: true }).getByRole("button", { name });
const startFrom = (page: Page): Locator => page.getByRole("button", { name: /^Start from/u });

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

test("one click opens the form of a new contact, which counts required fields, and the contact is created once", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  const before = practice.log.length;
  await newButton(page, "New contact").click();

  // The focus is in the first field, and the reason says how many required fields are missing.
  await expect(field(page, "contact_name")).toBeFocused();
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toContainText("New contact");
  await expect(page.getByText("0 of 2 required fields filled")).toBeVisible();
  await expect(page.getByText("Nothing typed yet")).toBeVisible();
  await expect(review(page)).toHaveAttribute("aria-disabled", "true");
  await review(page).hover();
  await expect(page.getByRole("tooltip")).toHaveText("2 required fields are empty.");
  // No field is marked as wrong before anything was typed, and the optional address is folded.
  await expect(page.getByText("must not be empty")).toHaveCount(0);
  await expect(field(page, "contact_home_street")).toHaveCount(0);
  await page.getByRole("button", { name: /^Home address/u }).click();
  await expect(field(page, "contact_home_street")).toHaveCount(2);

  await field(page, "contact_name").fill("Ada Newcomb");
  await expect(page.getByText("1 of 2 required fields filled")).toBeVisible();
  await field(page, "contact_email").fill("ada@newcomb.example");
  await expect(page.getByText("2 of 2 required fields filled")).toBeVisible();
  expect(practice.log).toHaveLength(before);

  await unlock(page);
  await review(page).click();
  await expect(page.getByRole("region", { name: "POST contacts" })).toContainText("Ada Newcomb");
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(page.getByRole("complementary", { name: "Review changes" })).toContainText("1 change");
  await expect.poll(() => writesOf(practice.log)).toEqual(["POST /v1/contacts"]);
});

test("a new record is offered beside the breadcrumb, in the tree, in the palette and by shortcut", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await page.keyboard.press("Control+Shift+N");
  await expect(field(page, "contact_name")).toBeFocused();

  // Another collection, which was not opened, from the tree: by mouse, and by shortcut.
  await treeItem(page, "lists").click({ button: "right" });
  await page.getByRole("menuitem", { name: "New list" }).click();
  await expect(field(page, "list_name")).toBeFocused();
  await treeItem(page, "contacts").focus();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menu", { name: "Resource" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field(page, "contact_name")).toBeFocused();

  await page.keyboard.press("Control+K");
  await page.keyboard.type("new list");
  await page.keyboard.press("Enter");
  await expect(field(page, "list_name")).toBeFocused();

  // Entries for records that an account of this level cannot create say so.
  // It is not enabled, and its menu says why.
  await treeItem(page, "groups").click({ button: "right", force: true });
  const group = page.getByRole("menuitem", { name: "New group. Not for an agent account." });
  await expect(group).toBeVisible();
  await group.click();
  await expect(page.getByRole("status").filter({ hasText: "Not for an agent account." })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toContainText("New list");
});

test("where the API has no POST there is no button", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "agents").click();
  await expect(page.getByRole("grid", { name: /^agents/u })).toBeVisible();
  await expect(page.getByRole("group", { name: "New" })).toHaveCount(0);
  await treeItem(page, "groups").click();
  await expect(newButton(page, "New group")).toBeVisible();
});

test("a copy says what it leaves out, warns of an equal e-mail address, and can restore what it replaced", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  await page.getByRole("gridcell", { name: "Siobhán O’Rourke" }).click();
  await page.getByRole("button", { name: "More ways to make a record" }).click();
  await page.getByRole("menuitem", { name: "Duplicate Siobhán O’Rourke" }).click();

  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toContainText("Duplicate of Siobhán O’Rourke");
  await expect(startFrom(page)).toHaveText(/Siobhán O’Rourke/u);
  await expect(page.getByText("Not copied: id, date, self, unsubscribe, lists")).toBeVisible();
  await expect(field(page, "contact_email")).toHaveValue("siobhan@orourke.example");
  const caution = page.getByRole("status").filter({ hasText: "Same address as Siobhán O’Rourke" });
  await expect(caution).toBeVisible();
  // A warning, which does not block.
  await unlock(page);
  await expect(review(page)).not.toHaveAttribute("aria-disabled", "true");
  await field(page, "contact_email").fill("other@orourke.example");
  await expect(caution).toHaveCount(0);
  await field(page, "contact_email").fill("SIOBHAN@orourke.example");
  await expect(caution).toBeVisible();

  // Another start, and the previous one is not lost.
  await startFrom(page).click();
  await page.getByRole("searchbox", { name: "Find a contact to copy" }).fill("jane");
  await page
    .getByRole("menuitem", { name: /Jane Smith/u })
    .first()
    .click();
  await expect(field(page, "contact_name")).toHaveValue("Jane Smith");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(field(page, "contact_name")).toHaveValue("Siobhán O’Rourke");
  await startFrom(page).click();
  await page.getByRole("menuitem", { name: "Empty form" }).click();
  await expect(field(page, "contact_name")).toHaveValue("");
  await expect(startFrom(page)).toHaveText(/Empty form/u);
  await page.getByRole("button", { name: "Undo", exact: true }).click();

  const before = practice.log.length;
  await caution.getByRole("button", { name: "Siobhán O’Rourke" }).click();
  await expect(page.getByRole("complementary", { name: "Record" })).toContainText("siobhan@orourke.example");
  expect(practice.log).toHaveLength(before);
});

test("members are added to a group by the button, in the tree and by shortcut", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  const office = page.getByRole("treeitem", { name: /^East Branch Office/u });
  const members = page.getByRole("dialog", { name: "Members of East Branch Office" });
  await office.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Add people" }).click();
  await expect(members).toBeVisible();
  await expect(members.getByRole("option").first()).toBeVisible();
  await members.getByRole("button", { name: "Cancel" }).click();
  await expect(newButton(page, "Add people")).toBeVisible();
  await newButton(page, "Add people").click();
  await expect(members.getByRole("option").first()).toBeVisible();
  await members.getByRole("button", { name: "Cancel" }).click();
  await page.keyboard.press("Control+Shift+N");
  await expect(members).toBeVisible();
  expect(practice.log.filter(({ target }) => target === "/v1/agents")).toHaveLength(1);
});
