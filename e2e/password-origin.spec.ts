import type { Page } from "@playwright/test";
import { createPracticeServer, type PracticeServer } from "#practice/server.ts";
import { connectTo, practiceLogin, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

let other: PracticeServer;
let otherUrl: string;

test.beforeEach(async () => {
  other = createPracticeServer();
  ({ baseUrl: otherUrl } = await other.start());
});
test.afterEach(() => other.stop());

async function editConnection(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Switch connection/u }).click();
  await page.getByRole("menuitem", { name: /^Edit this connection/u }).click();
}

test("a password is not used for another server when the base URL changes: it is asked for again [security: password-asked-again]", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();

  await editConnection(page);
  const dialog = page.getByRole("dialog");
  const sentence = `The stored password was entered for ${practice.baseUrl}. It is not used for ${otherUrl}.`;
  await dialog.getByLabel("Base URL").fill(otherUrl);
  await expect(dialog.getByText(sentence)).toBeVisible();
  await dialog.getByLabel("Base URL").fill(practice.baseUrl);
  await expect(dialog.getByText(sentence)).toBeHidden();
  await dialog.getByLabel("Base URL").fill(otherUrl);
  await dialog.getByRole("button", { name: "Save" }).click();

  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText(sentence)).toBeVisible();
  await expect(page.getByText("There is no password for this connection.")).toBeHidden();
  expect(other.log).toEqual([]);

  await page.getByRole("button", { name: "Enter password…" }).click();
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await expect(dialog.getByText(sentence)).toBeVisible();
  await page.keyboard.type(practiceLogin("agent").password);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(sentence)).toBeHidden();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => other.log.filter(({ accepted }) => accepted).length).toBe(1);
});

test("the password is used for another server only after a dialog of the main process, where there is one [security: password-move-asks]", async ({
  app,
  practice,
}) => {
  const { page, electron } = app;
  await connectTo(page, practice.baseUrl, "agent");
  await editConnection(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Base URL").fill(otherUrl);
  await dialog.getByRole("button", { name: "Save" }).click();
  await editConnection(page);
  await expect(dialog.getByText("It is not used for", { exact: false })).toBeVisible();
  const use = dialog.getByRole("button", { name: "Use stored password…" });
  if (electron === undefined) {
    await expect(use).toBeHidden();
    const moved = await page.evaluate(async () => {
      const listed = await window.api.listConnections({});
      const own = listed.ok ? listed.value.find(({ practice: level }) => level === null) : undefined;
      return window.api.movePassword({ connectionId: own?.connectionId ?? "" });
    });
    expect(moved).toMatchObject({ ok: false, error: { code: "not-on-this-host" } });
    expect(other.log).toEqual([]);
    return;
  }
  const answerWith = (response: number): Promise<void> =>
    electron.evaluate(({ dialog: system }, answer) => {
      system.showMessageBox = () => Promise.resolve({ response: answer, checkboxChecked: false });
    }, response);
  await answerWith(0);
  await use.click();
  await expect(use).toBeVisible();
  await answerWith(1);
  await use.focus();
  await page.keyboard.press("Enter");
  await expect(use).toBeHidden();
  await expect(dialog.getByText("It is not used for", { exact: false })).toBeHidden();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(other.log).toEqual([]);
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
});

test("a metadata address is asked about before anything is sent [security: metadata-address-asks]", async ({
  page,
}) => {
  // Without a zone no computer has a route to it, so even "Send anyway" puts nothing on a network.
  await connectTo(page, "http://[fe80::1]:9", "agent");
  await treeItem(page, "contacts").click();
  const question = page.getByText("fe80::1 is a link-local or cloud metadata address. Nothing was sent there.");
  await expect(question).toBeVisible();
  await expect(page.getByText("It is not encrypted either. This is asked once.")).toBeVisible();
  await page.getByRole("button", { name: "Send anyway" }).click();
  await expect(question).toBeHidden();
  const listed = await page.evaluate(() => window.api.listConnections({}));
  expect(listed.ok && listed.value.map(({ linkLocalAcknowledged }) => linkLocalAcknowledged ?? false)).toContain(true);
});
