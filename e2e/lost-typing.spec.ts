import type { Page } from "@playwright/test";
import { connectTo, rowWith, treeItem } from "./support/journey.ts";
import { createPracticeServer } from "#practice/server.ts";
import { expect, test } from "./support/test.ts";

const undoButton = (page: Page) => page.getByRole("button", { name: "Undo", exact: true });

test("a connection dialog that is closed without Save opens again with what was typed, and without the password", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("New connection");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New connection" });
  await dialog.getByLabel("Name", { exact: true }).fill("Half typed");
  await dialog.getByLabel("Password", { exact: true }).focus();
  await page.keyboard.insertText("a long secret");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("The new connection was not saved. Its password has to be typed again.")).toBeVisible();
  await undoButton(page).click();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("Half typed");
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveValue("");

  // Without typed text there is no toast.
  await dialog.getByLabel("Name", { exact: true }).fill("");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await page.keyboard.press("Control+K");
  await page.keyboard.type("Edit this connection");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Edit connection" }).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("was not changed")).toHaveCount(0);
});

test("a filter that is not applied or is cleared, and a cell that is left with Esc, can be restored", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  const head = page.getByRole("columnheader", { name: "name", exact: true });
  await head.click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Filter/u }).click();
  const value = page.getByRole("textbox", { name: "Value" });
  await value.fill("jane smith");
  await page.keyboard.press("Escape");
  await expect(value).toBeHidden();
  await expect(page.getByText("The filter was not applied.")).toBeVisible();
  await undoButton(page).click();
  await expect(value).toHaveValue("jane smith");
  await page.keyboard.press("Enter");
  const filtered = page.getByRole("grid", { name: "contacts, 1 record", exact: true });
  await expect(filtered).toBeVisible();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await undoButton(page).click();
  await expect(filtered).toBeVisible();

  const email = rowWith(page, "Jane Smith").getByRole("gridcell").nth(2);
  await email.dblclick();
  await expect(email).toHaveClass(/editing/u);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText("jane@typed.example");
  await page.keyboard.press("Escape");
  await expect(email).not.toHaveClass(/pending/u);
  await undoButton(page).click();
  await expect(email).toContainText("jane@typed.example");
  await expect(email).toHaveClass(/pending/u);
});

test("a request line that a jump elsewhere replaces, and a header that is removed, can be restored", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  // Typed, and never sent: the location is open and nothing was fetched.
  await page.keyboard.press("Control+L");
  const line = page.getByRole("textbox", { name: "Designator" });
  await line.fill("contacts/123456");
  await page.keyboard.press("Control+Shift+H");
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByRole("textbox", { name: "Name of header 3" }).fill("X-Trace");
  await page.getByRole("textbox", { name: "Value of header 3" }).fill("seventeen");
  await page.getByRole("button", { name: "Remove X-Trace" }).click();
  await expect(page.getByRole("textbox", { name: "Value of header 3" })).toHaveCount(0);
  await undoButton(page).click();
  await expect(page.getByRole("textbox", { name: "Value of header 3" })).toHaveValue("seventeen");
  expect(practice.log).toEqual([]);

  // Typed at a location that was fetched, whose earlier request is opened from the history.
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByRole("textbox", { name: "Name of header 3" }).fill("X-Trace");
  await page.getByRole("button", { name: "History" }).click();
  await page.locator(".historyrow").first().click();
  await expect(page.getByText("The request line of contacts was replaced.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name of header 3" })).toHaveCount(0);
  await undoButton(page).click();
  await expect(page.getByRole("textbox", { name: "Name of header 3" })).toHaveValue("X-Trace");
});

test("a request in the header check that an example replaces can be restored", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("Check a pasted header");
  await page.keyboard.press("Enter");
  const area = page.getByRole("textbox", { name: "The customer’s request" });
  await area.fill("GET /v1/contacts HTTP/1.1");
  await area.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+X");
  await area.fill("PUT /v1/lists HTTP/1.1");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await expect(area).toHaveValue("GET /v1/contacts HTTP/1.1");
  await expect(page.getByText("The request that was here was replaced.")).toBeVisible();
  await undoButton(page).click();
  await expect(area).toHaveValue("PUT /v1/lists HTTP/1.1");
  expect(practice.log).toEqual([]);
});

test("a thousand pending rows among 100,000 are shown alone, and folded in Review", async ({ page }) => {
  test.slow();
  const practice = createPracticeServer({ contacts: 100_000 });
  const { baseUrl } = await practice.start();
  try {
    await connectTo(page, baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await expect(page.getByRole("grid", { name: "contacts, 100,000 records" })).toBeVisible();
    const first = (title: string) =>
      page
        .getByRole("columnheader", { name: title, exact: true })
        .getAttribute("aria-colindex")
        .then((column) => page.locator(`[role=row][aria-rowindex="2"] [aria-colindex="${column ?? ""}"]`));
    await (await first("name")).click();
    // Cells of one column, not whole rows.
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowLeft");
    for (let pages = 0; pages < 50; pages++) await page.keyboard.press("Shift+PageDown");
    await page.keyboard.press("Control+C");
    await expect(page.getByText(/^Copied 1,\d+ rows as TSV\.$/u)).toBeVisible();
    await page.keyboard.press("Control+Home");
    await (await first("company")).click();
    await page.keyboard.press("Control+V");
    const question = page.getByRole("alertdialog");
    await expect(question).toContainText(/Paste into 1,\d+ cells\?/u);
    await question.getByRole("button", { name: "Paste", exact: true }).click();
    const bar = page.getByRole("status", { name: "Pending changes" });
    await expect(bar).toContainText(/1,\d+ records, 1,\d+ fields pending/u);
    await bar.getByRole("button", { name: "Pending only" }).click();
    await expect(page.getByRole("grid", { name: /^contacts, 1,\d+ records$/u })).toBeVisible();
    await bar.getByRole("button", { name: "Review", exact: true }).click();
    const rows = page.getByRole("complementary", { name: "Review changes" }).locator(".putrow");
    await expect.poll(() => rows.count()).toBeGreaterThan(998);
    await expect(rows.first()).toBeInViewport();
  } finally {
    await practice.stop();
  }
});
