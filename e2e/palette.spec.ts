import type { Locator, Page } from "@playwright/test";
import { distantServer } from "./support/distant-server.ts";
import { connectTo, treeItem } from "./support/journey.ts";
import { LongestBlock } from "./support/longest-block.ts";
import { expect, test } from "./support/test.ts";

const options = (page: Page): Locator => page.getByRole("listbox", { name: "Results" }).getByRole("option");

async function search(page: Page, typed: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await expect(page.getByRole("dialog", { name: "Go to or run" })).toBeVisible();
  await page.keyboard.insertText(typed);
}

test("a resource whose name is typed comes first, and unavailable entries come last with the reason", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await search(page, "contacts");
  await expect(options(page).first()).toHaveText(/^contacts/u);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();

  await search(page, "groups");
  await expect(options(page).last()).toHaveText(/^groups.*Not for an agent account\.$/u);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Go to or run" })).toBeVisible();
  await page.keyboard.press("Escape");
});

test("fetched records are found by name, id and e-mail address, and shown without a request", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  const record = page.getByRole("complementary", { name: "Record" });
  for (const typed of ["siobhán", "123468", "siobhan@orourke"]) {
    await treeItem(page, "lists").click();
    await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
    const before = practice.log.length;
    await search(page, typed);
    await expect(options(page).first()).toHaveText(/^Siobhán O’Rourke.*contacts\/123468.*no call/u);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
    await expect(record.getByRole("heading", { level: 2 })).toHaveText("Siobhán O’Rourke");
    await expect(page.getByRole("gridcell", { name: "Siobhán O’Rourke" })).toBeVisible();
    expect(practice.log).toHaveLength(before);
  }
});

test("each entry sends as many requests as it says", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  /** Chooses the first entry, which must have this cost, and counts the requests until its data is on screen. */
  const costs = async (typed: string, words: string, shown: Locator): Promise<number> => {
    const before = practice.log.length;
    await search(page, typed);
    await expect(options(page).first()).toContainText(words);
    await page.keyboard.press("Enter");
    await expect(shown).toBeVisible();
    return practice.log.length - before;
  };
  const login = "1 call, or 2 with the login";
  const contacts = page.getByRole("grid", { name: "contacts, 248 records" });
  const lists = page.getByRole("grid", { name: "lists, 6 records" });
  const form = page.getByRole("group", { name: "Form" });
  // The first one needs the login, the next ones do not, and fetched responses send no request.
  expect(await costs("contacts", login, contacts)).toBe(2);
  expect(await costs("lists", login, lists)).toBe(1);
  expect(await costs("contacts", "no call", contacts)).toBe(0);
  expect(await costs("#contacts/123468", "no call", page.getByRole("heading", { name: "Siobhán O’Rourke" }))).toBe(0);
  expect(await costs(">edit this record", login, form)).toBe(1);
  expect(await costs(">new list", "no call", page.getByRole("textbox", { name: /^list_name/u }))).toBe(0);
  expect(await costs("contacts", "no call", contacts)).toBe(0);
  expect(await costs(">view as xml", "no call", page.getByText("Converted from", { exact: false }))).toBe(0);
  const before = practice.log.length;
  await search(page, ">refresh");
  await expect(options(page).first()).toContainText(login);
  await page.keyboard.press("Enter");
  await expect.poll(() => practice.log.length - before).toBe(1);
});

test(
  "with 100,000 records what is typed is found, and how long the page is blocked",
  { tag: "@alone" },
  async ({ page }) => {
    test.setTimeout(300_000);
    const server = await distantServer(100_000);
    try {
      await connectTo(page, server.baseUrl, "agent");
      await treeItem(page, "contacts").click();
      await expect(page.getByRole("grid", { name: "contacts, 100,000 records" })).toBeVisible({ timeout: 120_000 });
      const block = await LongestBlock.watch(page);
      await page.keyboard.press("Control+K");
      await expect(page.getByRole("dialog", { name: "Go to or run" })).toBeVisible();
      await block.note("open");
      // While names are still being read, and after that.
      for (const letter of "jane smith") {
        await page.keyboard.press(letter === " " ? "Space" : letter);
        await block.note(letter);
      }
      await expect(options(page).filter({ hasText: "no call" }).first()).toContainText("Jane Smith");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("198765");
      await expect(options(page).first()).toContainText("contacts/198765");
      await block.note("id");
      test.info().annotations.push({ type: "block", description: block.toString() });
      // Durations are judged in the bench only; here they are reported.
      console.log(block.toString());
    } finally {
      await server.stop();
    }
  },
);
