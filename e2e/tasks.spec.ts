import type { Page } from "@playwright/test";
import { clientHeader, pastedLegs, rightValues } from "#core/doctor/header-check/client-doubles.ts";
import { countActions } from "./support/actions.ts";
import { openClipboard } from "./support/clipboard.ts";
import {
  chooseMethod,
  connect,
  connectTo,
  practiceLogin,
  rowWith,
  treeItem,
  unlock,
  view,
  writesOf,
} from "./support/journey.ts";
import { saveInto, savedBy } from "./support/saving.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const review = (page: Page) => page.getByRole("button", { name: "Review", exact: true });

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

test("all contacts as a table: 1 action, 1 exchange [task: 1]", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  const actions = await countActions(page);
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  expect(await actions.taken()).toBe(1);
  // The challenge and the signed request of one exchange.
  expect(practice.log.map(({ target, status }) => [target, status])).toEqual([
    ["/v1/contacts", 401],
    ["/v1/contacts", 200],
  ]);
});

test("a contact by name and its whole record: typing and 1 click, 0 calls [task: 2]", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const find = page.getByRole("textbox", { name: "Find in all records" });
  const calls = practice.log.length;
  const actions = await countActions(page);
  // A click into the field counts as part of typing into it.
  await find.click();
  await page.keyboard.type("orourke");
  await expect(rowWith(page, "Jane Smith")).toHaveCount(0);
  await rowWith(page, "Siobhán O’Rourke").click();
  await expect(page.getByRole("complementary", { name: "Record" })).toContainText("2208 South Gaylord Street");
  expect(await actions.taken()).toBeLessThanOrEqual(3);
  expect(practice.log).toHaveLength(calls);
});

test("the same response as XML: 1 action, 0 calls converted and 1 served [task: 3]", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const calls = practice.log.length;
  const actions = await countActions(page);
  await view(page, "XML").click();
  await expect(page.getByText("<contact_id>").first()).toBeVisible();
  expect([await actions.taken(), practice.log.length - calls]).toEqual([1, 0]);
  await actions.restart();
  await page.getByRole("button", { name: "Fetch as XML" }).click();
  await expect(page.getByText("Converted from CSV.")).toBeHidden();
  await expect(page.getByText("<contact_id>").first()).toBeVisible();
  expect([await actions.taken(), practice.log.length - calls]).toEqual([1, 1]);
});

test("why this login gets a 401: 1 action [task: 4]", async ({ page, practice }) => {
  const { userName } = practiceLogin("agent");
  await connect(page, { name: "Wrong", baseUrl: practice.baseUrl, userName, password: "not it" });
  await treeItem(page, "contacts").click();
  const diagnose = page.getByRole("button", { name: /^(?:Why\?|Run diagnosis)/u }).first();
  await expect(diagnose).toBeVisible();
  const actions = await countActions(page);
  await diagnose.click();
  await expect(page.locator(".vcode")).toHaveText(/^rejected/u);
  expect(await actions.taken()).toBe(1);
});

test("whether a pasted Authorization header is right: a paste, 0 calls [task: 5]", async ({ page, practice, app }) => {
  const { username: userName, password } = rightValues;
  await connect(page, { name: "Harbour & Oak agent", baseUrl: practice.baseUrl, userName, password });
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("Check a pasted header");
  await page.keyboard.press("Enter");
  const area = page.getByRole("textbox", { name: "The customer’s request" });
  await expect(area).toBeVisible();
  await openClipboard(app);
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    pastedLegs(clientHeader({ uri: "/v1/contacts.json" }), null).trim(),
  );
  await area.focus();
  const calls = practice.log.length;
  const actions = await countActions(page);
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.getByRole("heading", { name: /^Does not match: 1 input differs/u })).toBeVisible();
  expect([await actions.taken(), practice.log.length - calls]).toEqual([1, 0]);
});

test("an e-mail address is corrected: 4 actions, and 2 to unlock writes [task: 6]", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const actions = await countActions(page);
  await unlock(page);
  expect(await actions.taken()).toBe(2);
  await page.getByRole("gridcell", { name: "siobhan@orourke.example", exact: true }).click();
  await page.keyboard.type("siobhan@new.example");
  // Review accepts what was typed: no Enter is needed before it.
  await page.keyboard.press("ControlOrMeta+Shift+Enter");
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(sheet(page)).toContainText("1 change stored");
  expect(await actions.taken()).toBeLessThanOrEqual(6);
  expect(writesOf(practice.log)).toEqual(["PUT /v1/contacts/123468"]);
});

test("four agents are added to a group: at most 8 actions, including unlocking [task: 7]", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "company");
  const editor = page.getByRole("dialog", { name: /^Members of/u });
  const actions = await countActions(page);
  await treeItem(page, "groups").click();
  await page.getByRole("treeitem", { name: /^East Branch Office/u }).click();
  await page.getByRole("button", { name: "Edit members" }).click();
  const options = editor.getByRole("option");
  await expect(options.nth(8)).toHaveText(/\S/u);
  const isMember = await options.evaluateAll((all) => all.map((each) => each.getAttribute("aria-selected") === "true"));
  const from = isMember.findIndex(
    (_, at) => isMember.slice(at, at + 4).length === 4 && !isMember.slice(at, at + 4).includes(true),
  );
  const [first, last] = [await options.nth(from).boundingBox(), await options.nth(from + 3).boundingBox()];
  if (first === null || last === null) throw new Error("The agents are not on screen.");
  await page.mouse.move(first.x + 40, first.y + 10);
  await page.mouse.down();
  await page.mouse.move(last.x + 40, last.y + 10, { steps: 8 });
  await page.mouse.up();
  await editor.getByRole("button", { name: "Review 4 changes" }).click();
  await unlock(page);
  await page.getByRole("button", { name: /^Commit 4 changes/u }).click();
  await expect(sheet(page)).toContainText("4 members added");
  expect(await actions.taken()).toBeLessThanOrEqual(8);
  expect(writesOf(practice.log)).toEqual(Array<string>(4).fill("POST /v1/groups/3/agents"));
});

/** Commits of several kinds, each with its state on screen when it has ended. */
const committed: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "a change": async (page) => {
    await page.getByRole("gridcell", { name: "siobhan@orourke.example", exact: true }).click();
    await page.keyboard.type("siobhan@new.example");
    await page.keyboard.press("Enter");
    await review(page).click();
    await page.getByRole("button", { name: /^Commit 1 change/u }).click();
    await expect(sheet(page)).toContainText("1 change stored");
  },
  "a deletion": async (page) => {
    await rowWith(page, "Jane Smith").click();
    await page.getByRole("button", { name: "More about this record" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete 1 contact" }).click();
    await expect(sheet(page)).toContainText("1 record deleted");
  },
  "a new record": async (page) => {
    await chooseMethod(page, "POST");
    await page.getByRole("textbox", { name: /^contact_name/u }).fill("New Person");
    await page.getByRole("textbox", { name: /^contact_email/u }).fill("new@person.example");
    await review(page).click();
    await page.getByRole("button", { name: /^Commit 1 change/u }).click();
    await expect(sheet(page)).toContainText("1 record created");
  },
  "all members of a list": async (page) => {
    await treeItem(page, "lists").click();
    await page
      .getByRole("treeitem", { name: /^Open House/u })
      .first()
      .click();
    await expect(page.getByRole("grid", { name: /^lists\/\d+\/contacts, \d+ records$/u })).toBeVisible();
    await chooseMethod(page, "DELETE");
    await review(page).first().click();
    const name = sheet(page).getByRole("textbox", { name: /^Type the name of the list to confirm/u });
    const label = await name.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "");
    await name.fill(label.slice(label.indexOf(": ") + 2));
    await sheet(page)
      .getByRole("button", { name: /^Delete \d+ memberships$/u })
      .click();
    await expect(sheet(page)).toContainText(/\d+ members removed/u);
  },
};

for (const [what, commitIt] of Object.entries(committed)) {
  test(`${what} is undone: at most 3 actions [task: 8]`, async ({ page, practice }) => {
    await openContacts(page, practice.baseUrl);
    await unlock(page);
    await commitIt(page);
    const writes = writesOf(practice.log).length;
    const actions = await countActions(page);
    await page.keyboard.press("ControlOrMeta+Z");
    await expect(page.getByRole("button", { name: /^Undo \d+ changes?/u })).toBeVisible();
    expect(writesOf(practice.log)).toHaveLength(writes);
    await page.getByRole("button", { name: /^Undo \d+ changes?/u }).click();
    await expect(sheet(page)).toContainText(/\d+ changes? undone/u);
    expect(await actions.taken()).toBeLessThanOrEqual(3);
    expect(writesOf(practice.log).length).toBeGreaterThan(writes);
  });
}

test("the table as a spreadsheet: 2 actions, 0 calls [task: 10]", async ({ app, page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const folder = await saveInto(app);
  const calls = practice.log.length;
  const actions = await countActions(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const file = await savedBy(app, folder, async () => {
    await page.getByRole("menuitem", { name: "Excel workbook" }).click();
    expect([await actions.taken(), practice.log.length - calls]).toEqual([2, 0]);
  });
  expect(file.subarray(0, 2).toString()).toBe("PK");
});

test("the counting itself: a click, a drag, a double click, a text and a key are one action each", async ({ page }) => {
  const actions = await countActions(page);
  await page.getByRole("button", { name: "Connect to your own account" }).click();
  expect(await actions.taken()).toBe(1);
  const name = page.getByRole("dialog").getByLabel("Name", { exact: true });
  await actions.restart();
  await name.click();
  await page.keyboard.type("Harbour");
  await page.keyboard.press("Backspace");
  expect(await actions.taken()).toBe(2);
  await page.getByRole("dialog").getByLabel("Base URL").click();
  await page.keyboard.type("http");
  expect(await actions.taken()).toBe(4);
  await page.keyboard.press("Tab");
  expect(await actions.taken()).toBe(5);
  await name.dblclick();
  expect(await actions.taken()).toBe(6);
  await page.keyboard.press("ControlOrMeta+A");
  expect(await actions.taken()).toBe(7);
  // What a script does is not an action of a user.
  await name.evaluate((input) => input.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true })));
  expect(await actions.taken()).toBe(7);
});
