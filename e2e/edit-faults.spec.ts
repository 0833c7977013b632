import type { Page } from "@playwright/test";
import { chooseMethod, connectTo, practiceLogin, rowWith, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test, type Practice } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const field = (page: Page, name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`, "u") });
const review = (page: Page) => page.getByRole("button", { name: "Review", exact: true }).first();

async function openRecord(page: Page, name: string): Promise<void> {
  await treeItem(page, "contacts").click();
  await rowWith(page, name).click();
  await expect(page.getByRole("complementary", { name: "Record" })).toBeVisible();
}

async function journal(page: Page): Promise<void> {
  await page.getByRole("button", { name: "History" }).click();
  await page.getByRole("radio", { name: "Writes" }).click();
}

/** Drafts of three contacts, as three cells that were edited leave them. */
async function saveThreeDrafts(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const connections = await window.api.listConnections({});
    const connectionId = connections.ok ? (connections.value.at(-1)?.connectionId ?? "") : "";
    for (const id of ["123456", "123457", "123458"]) {
      const designator = `contacts/${id}`;
      const read = await window.api.readRecord({ connectionId, designator });
      if (!read.ok || read.value.state !== "found") throw new Error(`${designator} cannot be read`);
      const base = read.value.fields;
      const kept = new Set(["contact_id", "contact_date", "contact_self", "contact_unsubscribe"]);
      const fields = base
        .filter(([name]) => !kept.has(name))
        .map(([name, value]): [string, string] => [name, name === "contact_title" ? "Committed" : value]);
      const change = { kind: "update", designator, title: "", base, fields, bodyFormat: "json" } as const;
      const draftId = `${connectionId} ${designator}`;
      const saved = await window.api.saveDraft({ draftId, connectionId, change, unread: null });
      if (!saved.ok) throw new Error(saved.error.message);
    }
  });
  await page.reload();
}

test("a commit that is killed midway waits, continues, and sends each write once", async ({ app, practice }) => {
  await connectTo(app.page, practice.baseUrl, "agent");
  await unlock(app.page);
  await saveThreeDrafts(app.page);
  await treeItem(app.page, "contacts").click();
  await expect(app.page.getByRole("status", { name: "Pending changes" })).toContainText("3 records");
  await review(app.page).click();
  // Carried out, but unknown to the application: it is killed with the write in transit.
  practice.setWriteFault("silent");
  await app.page.getByRole("button", { name: /^Commit 3 changes/u }).click();
  await expect.poll(() => writesOf(practice.log)).toHaveLength(1);
  await app.crash();
  practice.setWriteFault(null);

  const { page } = app;
  await expect(page.getByText("A commit on Test agent waits: 3 changes left.")).toBeVisible();
  // Without a keychain the password is forgotten when the session ends.
  await page.evaluate(async (password) => {
    const connections = await window.api.listConnections({});
    const connection = connections.ok ? connections.value.at(-1) : undefined;
    if (connection?.hasPassword === false) {
      await window.api.setPassword({ connectionId: connection.connectionId, password });
    }
  }, practiceLogin("agent").password);
  const goOn = page.getByRole("button", { name: "Go on" });
  await expect(goOn).toHaveAttribute("aria-disabled", "true");
  expect(writesOf(practice.log)).toHaveLength(1);
  await unlock(page);
  await goOn.click();
  await expect(sheet(page)).toContainText("3 changes stored");
  expect(writesOf(practice.log)).toEqual([
    "PUT /v1/contacts/123456",
    "PUT /v1/contacts/123457",
    "PUT /v1/contacts/123458",
  ]);
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await expect(page.getByRole("status", { name: "Pending changes" })).toBeHidden();
});

/** A commit of three changes whose first write is carried out but gets no response. */
async function commitInVain({ page }: { page: Page }, practice: Practice): Promise<void> {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await saveThreeDrafts(page);
  await treeItem(page, "contacts").click();
  await review(page).click();
  practice.setWriteFault("silent");
  await page.getByRole("button", { name: /^Commit 3 changes/u }).click();
  await expect.poll(() => writesOf(practice.log)).toHaveLength(1);
}

test("a commit whose write hangs is stopped with the keyboard, and the next one can begin [security: commit-always-stops]", async ({
  app,
  practice,
}) => {
  const { page } = app;
  await commitInVain(app, practice);
  await sheet(page).getByRole("button", { name: "Stop" }).focus();
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("Stopping. The write on its way has 10 s to end.");
  await expect(sheet(page).getByRole("button", { name: "Pause" })).toBeHidden();
  // The same button, which keeps the focus.
  await expect(sheet(page).getByRole("button", { name: "Stop now" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("Commit stopped");
  const items = sheet(page).getByRole("list", { name: "Writes" }).getByRole("listitem");
  await expect(items.nth(0)).toHaveAttribute("data-state", "unknown");
  await expect(items.nth(0)).toContainText("it may have been carried out. It was not read back.");
  await expect(items.nth(1)).toHaveAttribute("data-state", "waiting");
  await expect(items.nth(2)).toHaveAttribute("data-state", "waiting");
  expect(writesOf(practice.log)).toHaveLength(1);

  // Its outcome is looked up without sending a write, and the rest is committed.
  practice.setWriteFault(null);
  await sheet(page).getByRole("button", { name: "Look again" }).click();
  await expect(items.nth(0)).toHaveAttribute("data-state", "stored");
  await sheet(page).getByRole("button", { name: "Review 2 changes again" }).click();
  await page.getByRole("button", { name: /^Commit 2 changes/u }).click();
  await expect(sheet(page)).toContainText("2 changes stored");
  expect(writesOf(practice.log)).toHaveLength(3);
});

test("a commit that hangs is stopped with the mouse after the window was opened again", async ({ app, practice }) => {
  const { page } = app;
  await commitInVain(app, practice);
  await page.reload();
  const strip = page.getByRole("status").filter({ hasText: "A commit on Test agent is running: 3 changes left." });
  await expect(strip).toBeVisible();
  await strip.getByRole("button", { name: "Stop" }).click();
  await strip.getByRole("button", { name: "Stop now" }).click();
  await expect(strip).toBeHidden();
  await journal(page);
  await expect(page.getByText("Unknown", { exact: true })).toBeVisible();
  expect(writesOf(practice.log)).toHaveLength(1);
});

test("the connection drops after a write: its outcome is read back and reported", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await openRecord(page, "Jane Smith");
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await field(page, "contact_title").fill("Partner");
  await review(page).click();
  practice.setWriteFault("drop-after");
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(sheet(page)).toContainText("Stored as sent. Read back and compared");
  await expect(sheet(page)).toContainText("was lost after the PUT was sent");
  expect(writesOf(practice.log)).toEqual(["PUT /v1/contacts/123456"]);
});

test("an unknown outcome is not guessed: looking again finds it, locked or not, and sends no write", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  await expect(page.getByRole("grid", { name: "groups, 9 records" })).toBeVisible();
  await unlock(page);
  await chooseMethod(page, "POST");
  await field(page, "group_name").fill("Newcomers");
  await review(page).click();
  await expect(page.getByRole("button", { name: /^Commit 1 change/u })).toBeVisible();
  practice.setWriteFault("drop-before");
  practice.setFault("server-error");
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(sheet(page)).toContainText("it is not known whether it was carried out");
  practice.setWriteFault(null);
  practice.setFault(null);
  await sheet(page).getByRole("button", { name: "Close", exact: true }).last().click();

  await journal(page);
  await expect(page.getByRole("button", { name: "Undo POST groups" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Look again at POST groups" }).click();
  await expect(sheet(page)).toContainText("groups has no such record");
  await expect(sheet(page).getByRole("button", { name: "Review 1 change again" })).toBeVisible();
  expect(writesOf(practice.log)).toEqual(["POST /v1/groups"]);
});

test("a new contact is made with the form, and another one like it", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await chooseMethod(page, "POST");
  await field(page, "contact_name").fill("Zoë Ärlig");
  await field(page, "contact_email").fill("zoe@arlig.example");
  await review(page).click();
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(sheet(page)).toContainText("Stored as sent. Read back and compared: 2 of 2 fields.");
  expect(writesOf(practice.log)).toEqual(["POST /v1/contacts"]);
  await sheet(page).getByRole("button", { name: "Close", exact: true }).last().click();

  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "More about this record" }).click();
  await page.getByRole("menuitem", { name: "Duplicate…" }).click();
  await expect(field(page, "contact_name")).toHaveValue("Jane Smith");
  await field(page, "contact_name").fill("Jane Smith Junior");
  await review(page).click();
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(sheet(page)).toContainText("Stored as sent");
  expect(writesOf(practice.log)).toEqual(["POST /v1/contacts", "POST /v1/contacts"]);
});

test("a deleted contact is restored under a new id, which is announced before", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await openRecord(page, "Jane Smith");
  await page.getByRole("button", { name: "More about this record" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await expect(sheet(page)).toContainText("The server gives it a new id and a new date, and it is on no list.");
  expect(writesOf(practice.log)).toEqual([]);
  await page.getByRole("button", { name: "Delete 1 contact" }).click();
  await expect(sheet(page)).toContainText("Deleted. Read back: it is gone.");
  await sheet(page).getByRole("button", { name: "Close", exact: true }).last().click();

  await journal(page);
  await page.getByRole("button", { name: "Undo DELETE contacts/123456" }).click();
  await page.getByRole("button", { name: /^Undo 1 change/u }).click();
  await expect(sheet(page)).toContainText("1 change undone");
  await expect(sheet(page)).toContainText(/contacts\/\d+/u);
  await expect(page.getByRole("button", { name: "Undo DELETE contacts/123456" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  expect(writesOf(practice.log)).toEqual(["DELETE /v1/contacts/123456", "POST /v1/contacts"]);
});
