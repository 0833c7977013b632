import type { Page } from "@playwright/test";
import { connectTo, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** Has too many possibilities to try on any long line. */
const catastrophic = "(.*)*~~$";

async function openRaw(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await view(page, "Raw").click();
  await expect(code(page)).toContainText("contact_name");
}

function code(page: Page) {
  return page.getByRole("region", { name: /^contacts as/u });
}

function findBar(page: Page) {
  return page.getByRole("search").filter({ has: page.getByRole("button", { name: "Match case" }) });
}

async function findPattern(page: Page, pattern: string): Promise<void> {
  await page.keyboard.press("Control+F");
  const button = page.getByRole("button", { name: "Regular expression" });
  if ((await button.getAttribute("aria-pressed")) !== "true") await button.click();
  await page.getByRole("textbox", { name: "Find" }).fill(pattern);
}

test("a catastrophic pattern leaves every view usable, and Esc stops it [security: catastrophic-pattern-journey]", async ({
  page,
  practice,
}) => {
  await openRaw(page, practice.baseUrl);
  await findPattern(page, catastrophic);
  await expect(findBar(page)).toContainText("searching…");
  await expect(findBar(page)).toContainText("Esc stops the search");
  // While it runs, this document still responds: its last lines have not been on screen before.
  await code(page).focus();
  await page.keyboard.press("Control+End");
  await expect(code(page)).toContainText("123713");
  await expect(findBar(page)).toContainText("searching…");
  await page.getByRole("textbox", { name: "Find" }).focus();
  await page.keyboard.press("Escape");
  await expect(findBar(page)).toBeHidden();

  await findPattern(page, "siobhan@or.urke");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();

  // Typing more stops the search as well, and so does switching to another view.
  await page.getByRole("textbox", { name: "Find" }).fill(catastrophic);
  await expect(findBar(page)).toContainText("searching…");
  await page.getByRole("textbox", { name: "Find" }).fill("(");
  await expect(findBar(page)).toContainText("Invalid pattern: Unterminated group.");
  await page.getByRole("textbox", { name: "Find" }).fill(catastrophic);
  await expect(findBar(page)).toContainText("searching…");
  await view(page, "Table").click();
  await page.getByRole("gridcell", { name: "Harper Lindgren" }).click();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("rowheader", { name: "248", exact: true })).toBeVisible();
});

test("a pattern that takes too long is stopped, and the reason is shown", async ({ page, practice }) => {
  test.slow();
  await openRaw(page, practice.baseUrl);
  await findPattern(page, catastrophic);
  await expect(findBar(page)).toContainText("This pattern takes too long: stopped after 21 s.", {
    timeout: 90_000,
  });
  await page.getByRole("textbox", { name: "Find" }).fill("siobhan@or.urke");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
});

test("a match far inside a long line is scrolled into view, and so is the next one at its start", async ({
  page,
  practice,
}) => {
  await openRaw(page, practice.baseUrl);
  await page.keyboard.press("Control+F");
  const find = page.getByRole("textbox", { name: "Find" });
  const match = code(page).locator("mark.on");
  for (const text of [
    "contact_unsubscribe",
    '"contact_id',
    "contact_date",
    "lan.anh@pearlnails.example",
    "contact_self",
  ]) {
    await find.fill(text);
    await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
    await expect(match).toHaveText(text);
    await expect(match).toBeInViewport({ ratio: 1 });
  }
  await find.press("Escape");
  await page.keyboard.press("Alt+Z");
  await page.keyboard.press("Control+F");
  await find.fill("303-555-");
  await expect(page.getByText(/^1 of \d+$/u)).toBeVisible();
  await find.press("Shift+Enter");
  await expect(page.getByText(/^(\d+) of \1$/u)).toBeVisible();
  await expect(match).toBeInViewport({ ratio: 1 });
  await find.press("Enter");
  await expect(page.getByText(/^1 of \d+$/u)).toBeVisible();
  await expect(match).toBeInViewport({ ratio: 1 });
});

test("a text that is too long to be searched for is refused with the reason", async ({ page, practice }) => {
  await openRaw(page, practice.baseUrl);
  await findPattern(page, "a".repeat(1_000_000));
  await expect(findBar(page)).toContainText("A search takes up to 10,000 characters.");
  await page.getByRole("textbox", { name: "Find" }).fill("siobhan@or.urke");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
});
