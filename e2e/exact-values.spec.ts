import type { Locator, Page } from "@playwright/test";
import { startBodyServer } from "./support/body-server.ts";
import { openClipboard } from "./support/clipboard.ts";
import { connectTo, rowWith, treeItem, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const pendingBar = (page: Page) => page.getByRole("status", { name: "Pending changes" });

/** A cell by its row's number and its field. */
async function cellAt(page: Page, row: number, title: string): Promise<Locator> {
  const head = page.getByRole("columnheader", { name: title, exact: true });
  const column = await head.getAttribute("aria-colindex");
  return page.locator(`[role=row][aria-rowindex="${String(row + 1)}"] [aria-colindex="${column ?? ""}"]`);
}

/** A cell by the name in its row and its field. */
async function cellOf(page: Page, name: string, title: string): Promise<Locator> {
  const row = Number(await rowWith(page, name).getAttribute("aria-rowindex")) - 1;
  return cellAt(page, row, title);
}

/** A field of the draft of a record, as the main process has it. */
async function drafted(page: Page, designator: string, name: string): Promise<string | undefined> {
  const drafts = await page.evaluate(() => window.api.listDrafts({}));
  const fields = drafts.ok ? drafts.value.find(({ change }) => change.designator === designator)?.change.fields : [];
  return fields?.find(([each]) => each === name)?.[1];
}

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

/** Gives a record of the server a value that was never typed, by a commit around the interface. */
async function storeValue(page: Page, designator: string, name: string, value: string): Promise<void> {
  const outcome = await page.evaluate(
    async ([at, field, text]) => {
      const { api } = window;
      const connections = await api.listConnections({});
      const known = connections.ok ? connections.value.find((each) => each.name === "Test agent") : undefined;
      const connectionId = known?.connectionId ?? "";
      await api.unlockWrites({ connectionId });
      const read = await api.readRecord({ connectionId, designator: at });
      if (!read.ok || read.value.state !== "found") return "the record is not there";
      const base = read.value.fields;
      const isServers = /_(?:id|self|date|subscription|unsubscribed)$/u;
      const fields = base
        .filter(([each]) => !isServers.test(each))
        .map(([each, old]) => [each, each === field ? text : old] as const);
      const change = { kind: "update", designator: at, title: "", base, fields, bodyFormat: "json" } as const;
      const draftId = `${connectionId} ${at}`;
      await api.saveDraft({ draftId, connectionId, change, unread: null });
      const review = await api.reviewChanges({ connectionId, draftIds: [draftId] });
      if (!review.ok) return review.error.message;
      return await new Promise<string>((resolve) => {
        const end = api.on("runChanged", (run) => {
          if (run.state === "running") return;
          end();
          resolve(run.items[0]?.outcome.state ?? "nothing");
        });
        void api.commitReview({ reviewId: review.value.reviewId, choices: [], typedName: "" });
      });
    },
    [designator, name, value] as const,
  );
  expect(outcome).toBe("stored");
}

test("a letter typed into a form leaves the lines of a value as they were", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await storeValue(page, "contacts/123468", "contact_business_street", "c/o Front Desk\r\nleave with Sam");
  await treeItem(page, "contacts").click();
  await rowWith(page, "Siobhán O’Rourke").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const street = field(page, "contact_business_street");
  await expect(street).toHaveValue(/^c\/o Front Desk\nleave with Sam/u);
  await street.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("x");
  await expect
    .poll(() => drafted(page, "contacts/123468", "contact_business_street"))
    .toMatch(/^c\/o Front Desk\r\nleave with Samx$/u);
  // A new line gets the same line ending as the others.
  await page.keyboard.press("Enter");
  await page.keyboard.type("third");
  await expect
    .poll(() => drafted(page, "contacts/123468", "contact_business_street"))
    .toMatch(/^c\/o Front Desk\r\nleave with Samx\r\nthird$/u);
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(page.getByText("Stored as sent. Read back and compared: 1 of 1 field.")).toBeVisible();
  expect(writesOf(practice.log)).toEqual(["PUT /v1/contacts/123468", "PUT /v1/contacts/123468"]);
});

test("a letter typed into a cell leaves the lines of a value as they were", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await storeValue(page, "contacts/123459", "contact_company", "Brandt\r\nLindqvist AB");
  await treeItem(page, "contacts").click();
  const company = await cellOf(page, "Zoë Brandt-Lindqvist", "company");
  await company.dblclick();
  const editor = page.getByRole("textbox", { name: "contact_company of Zoë Brandt-Lindqvist" });
  await expect(editor).toHaveValue("Brandt\nLindqvist AB");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("x");
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.type("two");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("three");
  await page.keyboard.press("Enter");
  await expect(editor).toBeHidden();
  await expect(pendingBar(page)).toContainText("1 record, 1 field pending");
  await expect
    .poll(() => drafted(page, "contacts/123459", "contact_company"))
    .toBe("Brandt\r\nLindqvist ABx\r\ntwo\r\nthree");
});

const hostile = ["a\rb\r\nc\nd", "\ttab\u0000nul\u001besc", "\u0085\u2028\u2029\u200b\ufeff", "é😀\r\n\r\n", "  \r  "];

test("whatever a value contains, the widgets change what was typed and nothing else", async ({ page, practice }) => {
  test.slow();
  const designator = "contacts/123456";
  const street = field(page, "contact_business_street");
  const draftIs = (name: string, value: string | undefined) =>
    expect.poll(() => drafted(page, designator, name)).toBe(value);
  await openContacts(page, practice.baseUrl);
  for (const value of hostile) {
    await storeValue(page, designator, "contact_business_street", value);
    await treeItem(page, "contacts").click();
    await rowWith(page, "Jane Smith").click();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await street.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("xy");
    await draftIs("contact_business_street", `${value}xy`);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("z");
    await draftIs("contact_business_street", `z${value}xy`);
    // Another field is edited in the text of the body.
    await page.getByRole("radiogroup", { name: "Draft as" }).getByText("XML").click();
    const body = page.getByRole("textbox", { name: "Body as XML" });
    await body.fill((await body.inputValue()).replace("Consultant", "Partner"));
    await draftIs("contact_title", "Partner");
    await draftIs("contact_business_street", `z${value}xy`);
    await page.getByRole("button", { name: "Discard", exact: true }).click();
    await draftIs("contact_title", undefined);
  }
});

test("a cell is pasted as it was copied: quotes, apostrophes and lines, into a cell and into an editor", async ({
  app,
  practice,
}) => {
  const { page } = app;
  const clipboard = await openClipboard(app);
  await connectTo(page, practice.baseUrl, "agent");
  await storeValue(page, "contacts/123459", "contact_company", "Brandt\r\nLindqvist AB");
  await treeItem(page, "contacts").click();
  for (const [index, value] of ["'=sum", '"say ""hi"""', '"quoted"', "=1+1"].entries()) {
    const from = await cellAt(page, 14, "company");
    await from.dblclick();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(value);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+C");
    await expect.poll(clipboard).toBe(value);
    await (await cellAt(page, 15 + index, "company")).click();
    await page.keyboard.press("Control+V");
    await page.getByRole("alertdialog").getByRole("button", { name: "Paste", exact: true }).click();
    const id = await (await cellAt(page, 15 + index, "id")).textContent();
    await expect.poll(() => drafted(page, `contacts/${id ?? ""}`, "contact_company")).toBe(value);
  }

  await (await cellOf(page, "Zoë Brandt-Lindqvist", "company")).click();
  await page.keyboard.press("Control+C");
  await expect.poll(clipboard).toMatch(/^Brandt\r?\nLindqvist AB$/u);
  await (await cellAt(page, 6, "company")).dblclick();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await page.keyboard.press("Enter");
  const id = await (await cellAt(page, 6, "id")).textContent();
  await expect.poll(() => drafted(page, `contacts/${id ?? ""}`, "contact_company")).toBe("Brandt\r\nLindqvist AB");
});

test("a long value is copied whole, and only rows with exactly this value stay", async ({ app }) => {
  const { page } = app;
  const clipboard = await openClipboard(app);
  const long = "line ".repeat(10_000);
  const records = [
    { contact_id: "1", contact_notes: `${long}a` },
    { contact_id: "2", contact_notes: `${long}b` },
    { contact_id: "3", contact_notes: "=1+1" },
    { contact_id: "4", contact_notes: "+46 31 123 45 67" },
  ];
  const server = await startBodyServer("application/json", JSON.stringify(records));
  await connectTo(page, server.baseUrl, "agent");
  await page.keyboard.press("Control+L");
  await page.keyboard.type("/v1/notes.json");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: /4 records/u })).toBeVisible();
  const notes = await cellAt(page, 1, "notes");
  await notes.click();
  await page.keyboard.press("Control+C");
  await expect(page.getByText("Copied the cell.")).toBeVisible();
  expect(await clipboard()).toBe(`${long}a`);
  await notes.click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Only rows with/u }).click();
  await expect(page.getByRole("grid", { name: /1 record/u })).toBeVisible();
  await expect(page.getByText("(50,001 characters)")).toBeVisible();
  await page.getByRole("button", { name: "Clear all" }).click();

  await (await cellAt(page, 3, "notes")).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+C");
  await expect(
    page.getByText("Copied 2 rows as TSV. An apostrophe was added to 1 cell that would run as a formula."),
  ).toBeVisible();
  expect(await clipboard()).toMatch(/'=1\+1\r?\n.*\+46 31 123 45 67\r?\n$/u);
  await server.stop();
});

test("a filter for a value of several lines can be extended by typing, and keeps the line endings", async ({ app }) => {
  const { page } = app;
  const records = ["one\r\ntwo", "one\r\ntwo!", "one\ntwo!", "onetwo!"].map((contact_notes, index) => ({
    contact_id: String(index),
    contact_notes,
  }));
  const server = await startBodyServer("application/json", JSON.stringify(records));
  await connectTo(page, server.baseUrl, "agent");
  await page.keyboard.press("Control+L");
  await page.keyboard.type("/v1/lines.json");
  await page.keyboard.press("Enter");
  await (await cellAt(page, 1, "notes")).click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Only rows with/u }).click();
  await expect(page.getByRole("grid", { name: /1 record/u })).toBeVisible();
  await page.getByRole("columnheader", { name: "notes", exact: true }).click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Filter/u }).click();
  await field(page, "Value").press("Control+End");
  await page.keyboard.type("!");
  await page.keyboard.press("Enter");
  await expect(page.getByText("two!")).not.toHaveCount(0);
  await expect(page.getByRole("grid", { name: /1 record/u })).toBeVisible();
  await expect(await cellAt(page, 1, "id")).toHaveText("1");
  await server.stop();
});
