import type { Page } from "@playwright/test";
import { startBodyServer } from "./support/body-server.ts";
import { openClipboard } from "./support/clipboard.ts";
import { hardTexts, openNotes } from "./support/hard-texts.ts";
import { connectTo, rowWith, treeItem, unlock } from "./support/journey.ts";
import { LongestBlock } from "./support/longest-block.ts";
import { QuickLocators } from "./support/quick-locators.ts";
import { test } from "./support/test.ts";

/** Dismisses the toast. It also disappears after some seconds, so its button may be gone already. */
async function dismissToast(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>(".toast button")?.click());
  await page.locator(".toast").waitFor({ state: "detached" });
}

// Only the bench judges times; here they are printed.
test("how long the page is blocked by millions of characters in one cell", { tag: "@alone" }, async ({ app }) => {
  const { page } = app;
  const quick = new QuickLocators(page);
  await openClipboard(app);
  const names = Object.keys(hardTexts);
  const records = names.map((contact_phone) => ({ contact_phone, contact_notes: hardTexts[contact_phone] }));
  const server = await startBodyServer("application/json", JSON.stringify(records));
  await openNotes(page, server.baseUrl);
  await quick.row(names.length).waitFor();
  const rows = page.locator(".inspector .longvalue .cl");
  const block = await LongestBlock.watch(page);
  for (const name of names) {
    await quick.click(quick.cell(name));
    await page.locator(".inspector .fr .v", { hasText: new RegExp(`^${name}$`, "u") }).waitFor();
    await quick.button("Show all of contact_notes").waitFor();
    await block.note(`${name}: inspect`);
    await quick.click(quick.button("Show all of contact_notes"));
    await rows.first().waitFor();
    await block.note(`${name}: show all`);
    await page.keyboard.press("Control+End");
    await rows.last().waitFor();
    await block.note(`${name}: end`);
    await quick.click(quick.button("Copy all of contact_notes"));
    await page.locator(".toast", { hasText: "Copied contact_notes" }).waitFor();
    await block.note(`${name}: copy`);
    await dismissToast(page);
  }
  console.log(String(block));
  await server.stop();
});

test(
  "how long the page is blocked by half a million characters in a form",
  { tag: "@alone" },
  async ({ page, practice }) => {
    const street = "contact_business_street";
    const quick = new QuickLocators(page);
    practice.change("contacts/123456", { [street]: "1 Long Road, ".repeat(40_000) });
    await connectTo(page, practice.baseUrl, "agent");
    await unlock(page);
    await treeItem(page, "contacts").click();
    await rowWith(page, "Jane Smith").click();
    const edit = page.locator(".inspector button", { hasText: /^Edit$/u });
    await edit.waitFor();
    const block = await LongestBlock.watch(page);
    await quick.click(edit);
    await page.locator(".editform .longvalue .cl").first().waitFor();
    await block.note("form");
    await quick.click(quick.button(`Edit ${street} here`));
    await page.locator(".longpart textarea").waitFor();
    await page.keyboard.type("Big ");
    await page.locator(".editform .msg", { hasText: "was" }).waitFor();
    await block.note("type in a part");
    await quick.click(quick.button(`End editing a part of ${street}`));
    await quick.click(quick.button(`Empty ${street}`));
    await page.locator(".editform .longvalue").waitFor({ state: "detached" });
    await block.note("empty");
    await quick.click(page.locator("button", { hasText: /^Review$/u }).first());
    await quick.click(quick.button(`Show all of ${street} now`));
    await page.locator(".put .longvalue .cl").first().waitFor();
    await block.note("review");
    console.log(String(block));
  },
);
