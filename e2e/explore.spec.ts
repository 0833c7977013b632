import { connectTo, panel, rowWith, statusBar, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

test("all contacts as a table: one click and one exchange", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  expect(practice.log).toHaveLength(0);
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  expect(practice.log.map(({ method, target, status }) => [method, target, status])).toEqual([
    ["GET", "/v1/contacts", 401],
    ["GET", "/v1/contacts", 200],
  ]);
});

test("a contact by name and its whole record: typing and one click, without a request", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  const calls = practice.log.length;
  await page.getByRole("textbox", { name: "Find in all records" }).fill("orourke");
  await expect(rowWith(page, "Jane Smith")).toHaveCount(0);
  await rowWith(page, "Siobhán O’Rourke").click();
  const record = page.getByRole("complementary", { name: "Record" });
  await expect(record.getByRole("heading", { name: "Siobhán O’Rourke" })).toBeVisible();
  await expect(record).toContainText("2208 South Gaylord Street");
  expect(practice.log).toHaveLength(calls);
});

test("the same response as XML: one click without a request, or one request as served", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid")).toBeVisible();
  const calls = practice.log.length;
  await view(page, "XML").click();
  await expect(page.getByText("Converted from CSV.")).toBeVisible();
  await expect(page.getByText("5,704 of 5,704 values agree with the bytes.")).toBeVisible();
  await expect(page.getByText("<contact_id>").first()).toBeVisible();
  expect(practice.log).toHaveLength(calls);

  await page.getByRole("button", { name: "Fetch as XML" }).click();
  await expect(page.getByText("Converted from CSV.")).toBeHidden();
  await expect(page.getByText("<contact_id>").first()).toBeVisible();
  expect(practice.log.slice(calls).map(({ target }) => target)).toEqual(["/v1/contacts.xml"]);

  // Both are kept: going back to the table and to the served XML sends nothing.
  await view(page, "Table").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await view(page, "XML").click();
  await expect(page.getByText("<contact_id>").first()).toBeVisible();
  expect(practice.log).toHaveLength(calls + 1);
});

test("a click on a fetched resource shows what was fetched; Refresh fetches", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await treeItem(page, "lists").click();
  await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
  const calls = practice.log.length;
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await expect(statusBar(page)).toContainText("Fetched");
  expect(practice.log).toHaveLength(calls);
  await statusBar(page).getByRole("button", { name: "Refresh" }).click();
  await expect.poll(() => practice.log.length).toBe(calls + 1);
});

test("from a list to its contacts to one contact, and back", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "lists").click();
  await treeItem(page, "Primary Sphere").click();
  await expect(page.getByRole("grid", { name: /131 records/u })).toBeVisible();
  await page
    .getByRole("gridcell")
    .getByRole("button", { name: /^\d+$/u })
    .or(page.getByRole("gridcell").getByRole("link"))
    .first()
    .click();
  await expect(page.getByRole("grid", { name: /^contacts\/\d+, 1 record/u })).toBeVisible();
  expect(practice.log.at(-1)?.target).toMatch(/^\/v1\/contacts\/\d+$/u);
  const calls = practice.log.length;
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("grid", { name: /131 records/u })).toBeVisible();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(page.getByRole("grid", { name: /^contacts\/\d+/u })).toBeVisible();
  expect(practice.log).toHaveLength(calls);
});

test("a record by its id", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await treeItem(page, "by contact_id…").click();
  await page
    .getByRole("combobox")
    .or(page.getByRole("textbox", { name: /contact_id/u }))
    .first()
    .fill("123468");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: /^contacts\/123468/u })).toBeVisible();
  await expect(rowWith(page, "Siobhán O’Rourke")).toBeVisible();
});

test("20 reads take 21 wire requests", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "lists").click();
  await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
  for (let read = 2; read <= 20; read++) {
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(statusBar(page)).toContainText(`0 now · ${String(read + 1)} this hour`);
  }
  expect(practice.log).toHaveLength(21);
  expect(practice.log.filter(({ authenticated }) => !authenticated)).toHaveLength(1);
  await expect(statusBar(page)).toContainText("21 today");
});

test("the handshake shows both legs and keeps the secrets", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid")).toBeVisible();
  await panel(page, "Handshake").click();
  const answer = page.getByRole("region", { name: "Answer", exact: true });
  await expect(answer).toContainText("Ask without a login");
  await expect(answer).toContainText("Answer the challenge");
  await expect(answer).toContainText("Computed twice by independent code: equal.");
  const sent = practice.log.at(-1)?.headers.find(([name]) => name === "Authorization")?.[1] ?? "";
  const [, response] = /response="([0-9a-f]{32})"/u.exec(sent) ?? [];
  expect(response).toBeDefined();
  expect(await page.content()).not.toContain(response);
  await panel(page, "Headers").click();
  await expect(answer).toContainText("X-Powered-By");
  expect(await page.content()).not.toContain(response);
  await panel(page, "Docs").click();
  await expect(answer).toContainText("All contacts of the agent account");
});

test("the four formats of one response agree, converted and served", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid")).toBeVisible();
  await view(page, "JSON").click();
  await expect(page.getByText("5,704 of 5,704 values agree with the bytes.")).toBeVisible();
  await page.getByRole("button", { name: "Fetch as JSON" }).click();
  await expect(page.getByText("Converted from CSV.")).toBeHidden();
  await view(page, "CSV").click();
  await expect(page.getByText('"contact_id"').first()).toBeVisible();
  await view(page, "Raw").click();
  await expect(page.getByText('"contact_id"').first()).toBeVisible();
});
