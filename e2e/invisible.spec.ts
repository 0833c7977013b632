import type { Locator, Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { connectTo, rowWith, treeItem, unlock, view, writesOf } from "./support/journey.ts";
import { startPlainServer } from "./support/plain-server.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const email = (page: Page) => page.getByRole("textbox", { name: /^contact_email/u });
/** The mark of a zero-width space, found by its accessible name. */
const mark = (within: Page | Locator) => within.getByRole("img", { name: "zero-width space, U+200B" });

test("a zero-width space is visible wherever the value is, and Review names a change that consists only of it", async ({
  page,
  practice,
}) => {
  practice.change("contacts/123456", { contact_email: "jane\u200b@smith.example" });
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "contacts").click();
  const row = rowWith(page, "Jane Smith");
  await expect(mark(row)).toBeVisible();
  await expect(row).toContainText("janeZWSP@smith.example");
  await row.click();
  const inspector = page.getByRole("complementary", { name: "Record" });
  await expect(mark(inspector).first()).toHaveText("ZWSP");
  expect(await seriousProblems(page, "table with a mark")).toEqual([]);

  await view(page, "JSON").click();
  const code = page.getByRole("region", { name: /as JSON$/u });
  await expect(mark(code)).toBeVisible();
  // What is chosen with the mouse is copied with the character itself.
  const copied = await code.evaluate((element) => {
    const line = [...element.querySelectorAll(".tx")].find((each) => each.textContent.includes("jane"));
    if (line === undefined) return "no such line";
    document.getSelection()?.selectAllChildren(line);
    const clipboardData = new DataTransfer();
    line.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
  });
  expect(copied).toContain("jane\u200b@smith.example");
  await expect(mark(code)).toHaveText("ZWSP");

  await view(page, "Table").click();
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const note = "This value contains 1 invisible character: zero-width space (U+200B) after “jane”.";
  await expect(email(page)).toHaveAccessibleDescription(note);
  await expect(page.getByText(note)).toBeVisible();
  await email(page).fill("jane@smith.example");
  await expect(page.getByText(note)).toBeHidden();
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(mark(sheet(page)).first()).toBeVisible();
  await expect(sheet(page)).toContainText(
    "Only characters that cannot be seen differ: zero-width space (U+200B) is removed.",
  );
  expect(await seriousProblems(page, "review of a mark")).toEqual([]);
  expect(writesOf(practice.log)).toEqual([]);
});

test("a body whose bytes contradict its charset is read again in one click, and back", async ({ page }) => {
  const body = new TextEncoder().encode(JSON.stringify([{ name: "Chloë Müller" }, { name: "Zoe" }]));
  const server = await startPlainServer("application/json; charset=ISO-8859-1", body);
  try {
    await connectTo(page, server.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await expect(rowWith(page, "ChloÃ« MÃ¼ller")).toBeVisible();
    await expect(page.getByText("Declared ISO-8859-1, but every byte is valid UTF-8.")).toBeVisible();
    await page.getByRole("button", { name: "Read as UTF-8" }).click();
    await expect(rowWith(page, "Chloë Müller")).toBeVisible();
    await view(page, "JSON").click();
    await expect(page.getByRole("region", { name: /as JSON$/u })).toContainText("Chloë Müller");
    // By keyboard, from the view that shows the new reading.
    await page.getByRole("button", { name: "Read as Windows-1252" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: /as JSON$/u })).toContainText("ChloÃ« MÃ¼ller");
    await view(page, "Table").click();
    await expect(rowWith(page, "ChloÃ« MÃ¼ller")).toBeVisible();
  } finally {
    await server.stop();
  }
});

for (const theme of ["dark", "contrast", "contrast-dark"] as const) {
  test(`marks are legible, ${theme}`, async ({ page, practice }) => {
    practice.change("contacts/123456", { contact_email: "jane\u202e@smith.example", contact_title: "\u00a0Partner" });
    await connectTo(page, practice.baseUrl, "agent");
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.evaluate((chosen) => window.api.updateSettings({ theme: chosen }), theme);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await treeItem(page, "contacts").click();
    await rowWith(page, "Jane Smith").click();
    await expect(page.getByRole("img", { name: "right-to-left override, U+202E" }).first()).toBeVisible();
    await expect(page.getByRole("img", { name: "no-break space, U+00A0" }).first()).toBeVisible();
    expect(await seriousProblems(page, theme, ["color-contrast"])).toEqual([]);
  });
}
