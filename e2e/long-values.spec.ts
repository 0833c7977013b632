import type { Locator, Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { startBodyServer } from "./support/body-server.ts";
import { openClipboard } from "./support/clipboard.ts";
import { hardTexts, openNotes } from "./support/hard-texts.ts";
import { connectTo, panel, rowWith, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** Characters of text on the whole page, however long the values are. */
const maxText = 20_000;

const inspector = (page: Page) => page.getByRole("complementary", { name: "Record" });
const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const showAll = (page: Page | Locator, name: string) => page.getByRole("button", { name: `Show all of ${name}` });
const windowed = (page: Page, name: string | RegExp) => page.getByRole("region", { name });

/** What is laid out or named on the page: all of its text, its longest attribute, and the longest text being typed. */
async function laidOut(page: Page): Promise<{ text: number; attribute: number; typed: number }> {
  return page.evaluate(() => {
    let attribute = 0;
    let typed = 0;
    for (const element of document.querySelectorAll("*")) {
      for (const { value } of element.attributes) attribute = Math.max(attribute, value.length);
      if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) {
        typed = Math.max(typed, element.value.length);
      }
    }
    return { text: document.body.textContent.length, attribute, typed };
  });
}

async function expectBounded(page: Page): Promise<void> {
  const { text, attribute, typed } = await laidOut(page);
  expect(text).toBeLessThan(maxText);
  expect(attribute).toBeLessThan(4_000);
  expect(typed).toBeLessThanOrEqual(10_000);
  expect((await page.title()).length).toBeLessThan(1_000);
}

test("ten million characters in one cell: the inspector lays out a window of them [security: long-value-inspector]", async ({
  app,
}) => {
  const { page } = app;
  const clipboard = await openClipboard(app);
  const value = `${hardTexts["solid"] ?? ""}the end`;
  const server = await startBodyServer(
    "application/json",
    JSON.stringify([{ contact_id: "1", contact_notes: value, contact_phone: "0123" }]),
  );
  await openNotes(page, server.baseUrl, "contacts.json");
  await rowWith(page, "0123").click();
  await expect(inspector(page)).toContainText(/x{400}… 9,999,607 more characters/u);
  await expectBounded(page);

  // By keyboard: opened, scrolled to its end, copied whole, and closed again.
  await showAll(page, "contact_notes").focus();
  await page.keyboard.press("Enter");
  const rows = windowed(page, "contact_notes, 10,000,007 characters");
  await expect(rows).toBeFocused();
  await expect(rows).toContainText("xxxx");
  await expectBounded(page);
  await page.keyboard.press("Control+End");
  await expect(rows).toContainText("the end");
  await expectBounded(page);
  expect(await seriousProblems(page, "a long value in the inspector")).toEqual([]);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  await expect(page.getByText("Copied contact_notes: 10,000,007 characters.")).toBeVisible();
  expect((await clipboard()) === value).toBe(true);
  await page.getByRole("button", { name: "Show less of contact_notes" }).click();
  await expect(showAll(page, "contact_notes")).toBeFocused();

  // The cell and the record are copied whole as well.
  await page.getByRole("gridcell", { name: /^x{20}/u }).click();
  await page.keyboard.press("Control+C");
  await expect(page.getByText("Copied the cell.")).toBeVisible();
  expect((await clipboard()) === value).toBe(true);
  await inspector(page).getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByText("Copied the record.")).toBeVisible();
  expect((await clipboard()).length).toBeGreaterThan(10_000_007);
  await expectBounded(page);
  await server.stop();
});

test("a record of hard texts is laid out in bounded text, and each is read by windows [security: long-value-record]", async ({
  page,
}) => {
  const names = Object.keys(hardTexts).filter((name) => name !== "solid");
  const record = Object.fromEntries(names.map((name) => [name, hardTexts[name]]));
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${String(index)}`, "y".repeat(1_900)]));
  const server = await startBodyServer("application/json", JSON.stringify([record, many]));
  await openNotes(page, server.baseUrl);
  await page.getByRole("row").nth(1).getByRole("gridcell").nth(1).click();
  for (const name of names) {
    await showAll(inspector(page), name).click();
    const rows = windowed(page, new RegExp(`^${name}, [\\d,]+ characters$`, "u"));
    await expect(rows.locator(".tx").first()).toHaveText(/./su);
    await rows.focus();
    await page.keyboard.press("Control+End");
    await expect(rows.locator(".tx").last()).toHaveText(/./su);
    await expectBounded(page);
    await page.getByRole("button", { name: `Show less of ${name}` }).click();
  }
  await page.getByRole("row").nth(2).getByRole("gridcell").nth(1).click();
  await expect(showAll(inspector(page), "f199")).toBeAttached();
  expect((await inspector(page).textContent())?.length).toBeLessThan(maxText);
  await server.stop();
});

test("what is selected in a window of a value is copied as it is in the value [security: long-value-copy]", async ({
  page,
}) => {
  const value = "0123456789".repeat(2_000);
  const server = await startBodyServer("application/json", JSON.stringify([{ contact_id: "1", contact_notes: value }]));
  await openNotes(page, server.baseUrl);
  await page.getByRole("row").nth(1).getByRole("gridcell").nth(1).click();
  await showAll(inspector(page), "contact_notes").click();
  const rows = windowed(page, "contact_notes, 20,000 characters");
  await expect(rows.locator(".tx").nth(3)).toHaveText(/0123456789/u);
  const copied = await rows.evaluate((element) => {
    const [first, , third] = element.querySelectorAll(".tx");
    const [from, to] = [first?.firstChild, third?.firstChild];
    if (!from || !to || !third) return "no rows";
    document.getSelection()?.setBaseAndExtent(from, 3, to, 2);
    const clipboardData = new DataTransfer();
    third.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
  });
  expect(copied.length).toBeGreaterThan(20);
  expect(value.slice(3)).toMatch(new RegExp(`^${copied}`, "u"));
  await server.stop();
});

test("a header of 200 KB is shown by its beginning, and opened in a window [security: long-value-headers]", async ({
  page,
}) => {
  const headers = { "X-Long": "h".repeat(200_000) };
  const server = await startBodyServer("application/json", '[{"contact_id":"1"}]', headers);
  await openNotes(page, server.baseUrl);
  await expect(page.getByRole("grid")).toBeVisible();
  await panel(page, "Headers").click();
  await expectBounded(page);
  await showAll(page, "X-Long").click();
  await expect(windowed(page, "X-Long, 200,000 characters")).toContainText("hhhh");
  await expectBounded(page);
  await panel(page, "Handshake").click();
  await expect(page.getByRole("region", { name: "Handshake" })).toBeVisible();
  await expectBounded(page);
  await server.stop();
});

test.describe("a field of 300,000 characters", () => {
  const street = "contact_business_street";
  const before = `${"1 Long Road, ".repeat(12_000)}\r\nBack gate\r\n${"and further on ".repeat(9_600)}end`;
  /** A part in the middle of it. */
  const middle = before.indexOf("Back gate");

  test("is edited in parts, keeps every other character, and is compared where it differs [security: long-value-form]", async ({
    page,
    practice,
  }) => {
    practice.change("contacts/123456", { [street]: before });
    await connectTo(page, practice.baseUrl, "agent");
    await unlock(page);
    await treeItem(page, "contacts").click();
    await rowWith(page, "Jane Smith").click();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const group = page.getByRole("group", { name: street, exact: true });
    const rows = windowed(page, new RegExp(`^${street}, `, "u"));
    await expect(rows).toContainText("1 Long Road");
    await expectBounded(page);

    // Only another field is changed: this one is sent as it was read.
    await page.getByRole("textbox", { name: /^contact_title/u }).fill("Partner");
    // From the last part back to the one in the middle, and one letter there.
    await group.getByRole("button", { name: `Edit ${street} here` }).click();
    const part = page.getByRole("textbox", { name: `Part of ${street}` });
    await expect(part).toBeFocused();
    while (!(await part.inputValue()).includes("Back gate")) {
      const text = await part.inputValue();
      await group.getByRole("button", { name: `Next part of ${street}` }).click();
      await expect(part).not.toHaveValue(text);
    }
    await part.evaluate((area) => {
      if (!(area instanceof HTMLTextAreaElement)) return;
      const place = area.value.indexOf("Back gate");
      area.focus();
      area.setSelectionRange(place, place);
    });
    await page.keyboard.type("Big ");
    await expectBounded(page);
    await group.getByRole("button", { name: `End editing a part of ${street}` }).click();
    const after = `${before.slice(0, middle)}Big ${before.slice(middle)}`;
    await expect(rows).toHaveAccessibleName(`${street}, ${after.length.toLocaleString("en-US")} characters`);

    for (const format of ["XML", "JSON", "Text"]) {
      await page.getByRole("radiogroup", { name: "Draft as" }).getByText(format).click();
      await expect(page.getByText("This body is too long to be edited as text.")).toBeVisible();
      await expectBounded(page);
    }
    await page.getByRole("radiogroup", { name: "Draft as" }).getByText("Form").click();

    await page.getByRole("button", { name: "Review", exact: true }).click();
    await expect(sheet(page)).toContainText("Big Back gate");
    await expectBounded(page);
    await showAll(sheet(page), `${street} after`).click();
    await expect(windowed(page, new RegExp(`^${street} after, `, "u"))).toContainText("Big Back gate");
    await sheet(page).getByRole("button", { name: "Show the exact bytes" }).click();
    await expectBounded(page);
    await page.getByRole("button", { name: /^Commit 1 change/u }).click();
    await expect(sheet(page)).toContainText("Stored as sent.");
    await expectBounded(page);
    const put = practice.log.find(({ method }) => method === "PUT");
    expect(JSON.stringify(put).length).toBeGreaterThan(0);
    expect(writesOf(practice.log)).toEqual(["PUT /v1/contacts/123456"]);

    await page.getByRole("button", { name: "History" }).click();
    await page.getByRole("radio", { name: "Writes" }).click();
    await page.getByRole("button", { name: "Show what PUT contacts/123456 changed" }).click();
    await expect(page.getByRole("table")).toContainText("Big Back gate");
    await expectBounded(page);
    await page.getByRole("button", { name: "Undo PUT contacts/123456" }).click();
    await page.getByRole("button", { name: /^Undo 1 change/u }).click();
    await expect(sheet(page)).toContainText("1 change undone");
    await expectBounded(page);

    // The server has the value from before again, character by character.
    const stored = await page.evaluate(async () => {
      const connections = await window.api.listConnections({});
      const connectionId = connections.ok ? (connections.value.at(-1)?.connectionId ?? "") : "";
      const read = await window.api.readRecord({ connectionId, designator: "contacts/123456" });
      return read.ok && read.value.state === "found" ? read.value.fields : [];
    });
    expect(stored.find(([name]) => name === street)?.[1] === before).toBe(true);
  });

  test("may be pasted into a form and into a cell, and is pending as it was pasted [security: long-value-paste]", async ({
    app,
    practice,
  }) => {
    const { page } = app;
    await openClipboard(app);
    await connectTo(page, practice.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await rowWith(page, "Jane Smith").click();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const field = page.getByRole("textbox", { name: new RegExp(`^${street}(?: |$)`, "u") });
    await field.fill("ab");
    await field.press("ArrowLeft");
    await field.evaluate((area, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, before);
    const rows = windowed(page, new RegExp(`^${street}, `, "u"));
    await expect(rows).toHaveAccessibleName(`${street}, ${(before.length + 2).toLocaleString("en-US")} characters`);
    await expectBounded(page);
    const drafted = () =>
      page.evaluate(
        async ([name, value]) => {
          const drafts = await window.api.listDrafts({});
          const fields = drafts.ok ? (drafts.value[0]?.change.fields ?? []) : [];
          return fields.some(([each, text]) => each === name && text === value);
        },
        [street, `a${before}b`] as const,
      );
    await expect.poll(drafted).toBe(true);
    await page.getByRole("button", { name: `Empty ${street}` }).click();
    await expect(field).toHaveValue("");
  });
});
