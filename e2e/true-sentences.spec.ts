import type { Page } from "@playwright/test";
import {
  chooseMethod,
  connectTo,
  practiceLogin,
  rowWith,
  statusBar,
  treeItem,
  unlock,
  writesOf,
} from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`, "u") });
const pendingBar = (page: Page) => page.getByRole("status", { name: "Pending changes" });

test("a new record is not shown as read, and is then shown as created", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await unlock(page);
  await treeItem(page, "groups").click();
  await expect(page.getByRole("grid", { name: /^groups/u })).toBeVisible();
  await chooseMethod(page, "POST");
  await field(page, "group_name").fill("Never read before");
  const calls = practice.log.length;
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(sheet(page)).toContainText("Not read: a new record");
  await expect(sheet(page)).not.toContainText("Read again");
  expect(practice.log).toHaveLength(calls);

  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(sheet(page)).toContainText("1 record created.");
  await expect(sheet(page).getByRole("listitem")).toContainText("Created");
  await expect(statusBar(page)).not.toContainText("Not sent");
});

test("a deletion is shown as deleted and not as stored", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "contacts").click();
  await rowWith(page, "Siobhán O’Rourke").click();
  await chooseMethod(page, "GET");
  await page.evaluate(async () => {
    const connections = await window.api.listConnections({});
    const connectionId = connections.ok ? (connections.value.at(-1)?.connectionId ?? "") : "";
    const designator = "contacts/123468";
    const change = { kind: "delete", designator, title: "", base: null, fields: [], bodyFormat: "json" } as const;
    await window.api.saveDraft({ draftId: `${connectionId} ${designator}`, connectionId, change, unread: null });
  });
  await page.reload();
  await treeItem(page, "contacts").click();
  await pendingBar(page).getByRole("button", { name: "Review" }).click();
  await expect(sheet(page)).toContainText("Read again");
  await page.getByRole("button", { name: /^(Commit 1 change|Delete)/u }).click();
  await expect(sheet(page)).toContainText("1 record deleted.");
  const item = sheet(page).getByRole("listitem");
  await expect(item).toContainText("Deleted");
  await expect(item).not.toContainText("Stored");
});

test("while a commit runs, and when its outcome is unknown, the bar does not say that nothing was sent", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await field(page, "contact_title").fill("Partner");
  await expect(page.getByText(/^Saved \d+ s ago$/u)).toBeVisible();
  await treeItem(page, "contacts").click();
  await expect(pendingBar(page)).toContainText("Nothing has been sent.");
  await pendingBar(page).getByRole("button", { name: "Review" }).click();
  practice.setWriteFault("silent");
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect.poll(() => writesOf(practice.log)).toHaveLength(1);
  await expect(pendingBar(page)).toContainText("A commit is running: 1 is on its way.");
  await expect(pendingBar(page)).not.toContainText("Nothing has been sent.");

  await sheet(page).getByRole("button", { name: "Stop" }).click();
  await sheet(page).getByRole("button", { name: "Stop now" }).click();
  await expect(pendingBar(page)).toContainText("1 was sent. Its outcome is not known.");
  await expect(sheet(page)).toContainText("It is not known what became of the change.");

  // Only reads from here on.
  practice.setWriteFault(null);
  await sheet(page).getByRole("button", { name: "Look again" }).click();
  await expect(sheet(page)).toContainText("1 change stored.");
  await expect(pendingBar(page)).toBeHidden();
});

test("a request that was cancelled before its response is not shown as kept", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("silent");
  await treeItem(page, "lists").click();
  await page.getByRole("button", { name: "Cancel" }).first().click();
  const alert = page.getByRole("alert").filter({ hasText: "Cancelled." });
  await expect(alert).toContainText("No response had arrived.");
  await expect(alert).not.toContainText("is kept");
  await expect(statusBar(page)).toContainText(/Cancelled just now/u);
  await expect(statusBar(page)).not.toContainText("Fetched");
});

test("a password of an earlier session is shown as missing, not as never entered", async ({ app, practice }) => {
  await connectTo(app.page, practice.baseUrl, "agent");
  await app.restart();
  await treeItem(app.page, "contacts").click();
  const alert = app.page.getByRole("alert").filter({ hasText: "There is no password for this connection." });
  await expect(alert).toContainText("Nothing was sent.");
  await expect(alert).toContainText("A password lasts one session here");
  await expect(app.page.getByText(/no password yet/u)).toBeHidden();
  await app.page.getByRole("button", { name: "Enter password…" }).click();
  await expect(app.page.getByRole("dialog").getByLabel("Password")).toBeFocused();
  await app.page.keyboard.type(practiceLogin("agent").password);
  await app.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(alert).toBeHidden();
});
