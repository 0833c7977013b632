import type { Page } from "@playwright/test";
import { compareWithBytes, connectTo, rowWith, statusBar, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

function code(page: Page) {
  return page.getByRole("region", { name: /^contacts as/u });
}

test("every view proves that it shows what the bytes say", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  const calls = practice.log.length;
  await compareWithBytes(page);
  const verdict = page.getByText("Nothing altered: 5,704 of 5,704 values agree with the bytes.");
  await expect(verdict).toBeVisible();
  for (const name of ["JSON", "XML", "CSV"] as const) {
    await view(page, name).click();
    await expect(verdict).toBeVisible();
  }
  await view(page, "Raw").click();
  await expect(page.getByText(/Nothing altered: (\d+) of \1 lines agree with the bytes\./u)).toBeVisible();
  // The tool is a toggle: off again everywhere.
  await compareWithBytes(page);
  await view(page, "Table").click();
  await expect(verdict).toBeHidden();
  expect(practice.log).toHaveLength(calls);
});

test("what differs from the bytes is named, with a link to them", async ({ page, practice }) => {
  practice.setFault("invalid-bytes");
  await openContacts(page, practice.baseUrl);
  await compareWithBytes(page);
  await expect(
    page.getByText(/5,703 of 5,704 values agree with the bytes\. First difference: record 3/u),
  ).toBeVisible();
  await page.getByRole("button", { name: "Show the bytes" }).last().click();
  await expect(view(page, "Hex")).toBeChecked();
  await expect(page.getByRole("region", { name: "Bytes" }).locator("mark").first()).toBeVisible();
});

test("records fold one by one, ten together and all, by mouse and by keyboard", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await view(page, "JSON").click();
  await page.getByRole("button", { name: "Fold record 1", exact: true }).click();
  await expect(code(page).getByText("22 more fields")).toHaveCount(1);
  await page.getByRole("button", { name: "Fold record 2", exact: true }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Fold records 1 to 10" }).click();
  await expect(code(page).getByText("records 1 to 10 folded")).toBeVisible();
  await expect(page.getByRole("button", { name: "Fold record 11", exact: true })).toBeVisible();

  // Line 1, the folded ten, then record 11.
  await code(page).focus();
  for (let line = 0; line < 3; line++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("button", { name: "Unfold record 11", exact: true })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Fold record 11", exact: true })).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await expect(code(page).getByText("records 1 to 10 folded")).toBeHidden();
  await page.getByRole("button", { name: "Fold all" }).click();
  await expect(page.getByRole("button", { name: "Unfold record 20", exact: true })).toBeVisible();

  // A match unfolds the lines that hide it.
  await page.keyboard.press("Control+F");
  await page.getByRole("textbox", { name: "Find" }).fill("siobhan@orourke");
  await expect(code(page).locator("mark.on")).toHaveText("siobhan@orourke");
  await expect(page.getByRole("button", { name: "Fold record 13", exact: true })).toBeVisible();
});

test("a document that is not a list of records folds at any node", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("deep-nesting", { resource: "contacts" });
  await treeItem(page, "contacts").click();
  await view(page, "JSON").click();
  await expect(page.getByRole("button", { name: "Fold line 3", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Fold line 3", exact: true }).click();
  await expect(code(page).getByText(/^99,99\d lines$/u)).toBeVisible();
  await expect(page.getByRole("button", { name: "Fold line 1", exact: true })).toBeVisible();
});

test("go to a line, and the find keys", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await view(page, "XML").click();
  await expect(code(page)).toContainText("Harper Lindgren");
  await page.keyboard.press("Control+G");
  await page.getByRole("textbox", { name: "Go to line" }).fill("5,000");
  await page.keyboard.press("Enter");
  await expect(code(page).getByText("5000", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+F");
  await page.getByRole("textbox", { name: "Find" }).fill("303-555");
  await expect(page.getByText(/^1 of \d+$/u)).toBeVisible();
  await page.keyboard.press("F3");
  await expect(page.getByText(/^2 of \d+$/u)).toBeVisible();
  await page.keyboard.press("Shift+F3");
  await expect(page.getByText(/^1 of \d+$/u)).toBeVisible();
});

test("bytes: find as text and as hex digits, go to a byte", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await page.keyboard.press("Control+K");
  await page.keyboard.type("view as bytes");
  await page.keyboard.press("Enter");
  const bytes = page.getByRole("region", { name: "Bytes" });
  await expect(bytes).toContainText("00000000");
  await page.keyboard.press("Control+F");
  await page.getByRole("textbox", { name: "Find" }).fill("siobhan@orourke");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
  await expect(bytes.locator("mark.on").first()).toBeVisible();
  await page.getByRole("button", { name: "Hex digits" }).click();
  await page.getByRole("textbox", { name: "Find" }).fill("0d 0a");
  await expect(page.getByText(/^1 of 2\d\d$/u)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+G");
  await page.getByRole("textbox", { name: "Go to byte" }).fill("0x400");
  await page.keyboard.press("Enter");
  await expect(bytes.getByText("00000400")).toBeVisible();
});

test("typing in the table goes to the row that starts with what is typed", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await page.getByRole("gridcell", { name: "Harper Lindgren" }).click();
  await page.keyboard.type("siob");
  await expect(page.getByRole("complementary", { name: "Record" })).toContainText("Siobhán O’Rourke");
  await page.keyboard.press("Control+ArrowDown");
  await page.keyboard.type("jane sm");
  await expect(page.getByRole("complementary", { name: "Record" })).toContainText("jane.smith@company.com");
});

test.describe("a body that is not what it should be", () => {
  const visible = [
    ["half-body", /^The CSV breaks at byte [\d,]+\.$/u],
    ["invalid-bytes", /^3 invalid bytes at 1,0\d\d and after\.$/u],
    ["wrong-charset", /^\d+ invalid bytes at \d+ and after\.$/u],
    ["nul", /^1 NUL byte at 1,0\d\d\.$/u],
    ["ragged-rows", /^\d+ records have more or fewer fields than the header\.$/u],
    ["gzip-plain", /announced gzip/u],
  ] as const;
  for (const [fault, title] of visible) {
    test(`${fault}: the rest is usable, and the fault is reported`, async ({ page, practice }) => {
      practice.setFault(fault);
      await connectTo(page, practice.baseUrl, "agent");
      await treeItem(page, "contacts").click();
      await expect(page.getByText(title)).toBeVisible();
      await expect(rowWith(page, "jane.smith@company.com")).toBeVisible();
      if (fault === "gzip-plain") return;
      await page
        .getByRole("button", { name: /^Show the (place|bytes)$/u })
        .first()
        .click();
      await expect(page.locator(".codeview mark").first()).toBeVisible();
    });
  }

  test("nothing at all: empty, 204 with a body, a list without records", async ({ page, practice }) => {
    await connectTo(page, practice.baseUrl, "agent");
    practice.setFault("empty-body");
    await treeItem(page, "contacts").click();
    await expect(page.getByText("No data for this resource", { exact: true })).toBeVisible();
    practice.setFault("no-content-body");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(statusBar(page)).toContainText("204");
    practice.setFault("no-records");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(page.getByText("The response is an empty list.")).toBeVisible();
    practice.setFault("bom");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(rowWith(page, "Jane Smith")).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "id", exact: true })).toBeVisible();
  });
});

test("long lines are wrapped, and the last line can be reached", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await view(page, "Raw").click();
  await expect(code(page)).toContainText("contact_unsubscribe");
  // By the end of its text, however many elements it consists of.
  const firstLineFits = () =>
    code(page)
      .locator(".tx")
      .first()
      .evaluate((line) => {
        const text = document.createRange();
        text.selectNodeContents(line);
        return text.getBoundingClientRect().right <= window.innerWidth;
      });
  await expect.poll(firstLineFits).toBe(false);
  await page.getByRole("button", { name: "Wrap long lines" }).click();
  await expect.poll(firstLineFits).toBe(true);
  const heights = await code(page)
    .locator(".cl")
    .evaluateAll((lines) =>
      lines.slice(0, 5).map((line) => [line.clientHeight, line.querySelector(".tx")?.scrollHeight]),
    );
  for (const [taken, needed] of heights) expect(needed).toBeLessThanOrEqual(taken ?? 0);
  await code(page).focus();
  await page.keyboard.press("Control+End");
  const numbers = code(page).locator(".ln");
  await expect.poll(async () => Number((await numbers.last().textContent()) ?? 0)).toBeGreaterThan(247);
  await expect(numbers.last()).toBeInViewport();
  await page.keyboard.press("Control+F");
  await page.getByRole("textbox", { name: "Find" }).fill("siobhan@orourke");
  await expect(code(page).locator("mark.on")).toBeInViewport();
});
