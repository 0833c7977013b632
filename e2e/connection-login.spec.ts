import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { connectTo, isWrite, practiceLogin, statusBar, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function newConnection(page: Page, baseUrl: string): Promise<Locator> {
  await page.getByRole("button", { name: "Connect to your own account" }).click();
  const dialog = page.getByRole("dialog", { name: "New connection" });
  await dialog.getByLabel("Base URL").fill(baseUrl);
  await dialog.getByLabel("User name").fill(practiceLogin("agent").userName);
  return dialog;
}

async function typePassword(page: Page, dialog: Locator, password: string): Promise<void> {
  await dialog.getByLabel("Password").focus();
  await page.keyboard.insertText(password);
}

test("a login is tested as it is typed: a space at the end is shown, removed and no longer refused", async ({
  page,
  practice,
}) => {
  const dialog = await newConnection(page, practice.baseUrl);
  await dialog.getByLabel("User name").fill(` ${practiceLogin("agent").userName}`);
  await expect(dialog.getByText("The user name begins with a space.")).toBeVisible();
  await dialog.getByRole("button", { name: "Remove the space" }).press("Enter");
  await expect(dialog.getByLabel("User name")).toHaveValue(practiceLogin("agent").userName);
  await typePassword(page, dialog, `${practiceLogin("agent").password} `);
  await expect(dialog.getByText("The password ends with a space.")).toBeVisible();
  await dialog.getByRole("button", { name: "Test the login" }).click();
  await expect(dialog.getByText("The server refuses this login.")).toBeVisible();
  await expect(dialog.getByText("It was tested as typed. Remove the space and test again")).toBeVisible();

  await dialog.getByRole("button", { name: "Remove the space" }).click();
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await expect(dialog.getByText("The password ends with a space.")).toBeHidden();
  // The result was that of another password.
  await expect(dialog.getByText("The server refuses this login.")).toBeHidden();
  await dialog.getByRole("button", { name: "Test the login" }).press("Enter");
  await expect(dialog.getByText("The login works.")).toBeVisible();
  await expect(dialog.getByText("Agent", { exact: true })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Test again" })).toBeFocused();

  expect(practice.log.some(isWrite)).toBe(false);
  const saved = await page.evaluate(() => window.api.listConnections({}));
  expect(saved.ok && saved.value.map(({ name }) => name)).toEqual(["Practice, agent", "Practice, company"]);
});

test("a password is shown while it is typed, and a stored one never", async ({ page, practice }) => {
  const dialog = await newConnection(page, practice.baseUrl);
  const show = dialog.getByRole("button", { name: "Show the password" });
  await expect(show).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Test the login" }).click();
  await expect(dialog.getByText("There is no password for this connection.")).toBeVisible();
  await expect(dialog.getByText("It was not tested.")).toBeVisible();
  expect(practice.log).toEqual([]);
  await typePassword(page, dialog, "practice");
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveAttribute("type", "password");
  await show.press("Enter");
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveValue("practice");
  await dialog.getByRole("button", { name: "Hide the password" }).press("Enter");
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveAttribute("type", "password");

  await dialog.getByLabel("Name", { exact: true }).fill("Oak");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: /^Switch connection/u }).click();
  await page.getByRole("menuitem", { name: /^Edit this connection/u }).click();
  const edit = page.getByRole("dialog", { name: "Edit connection" });
  await expect(edit.getByRole("button", { name: "Show the password" })).toHaveAttribute("aria-disabled", "true");
  await edit.getByRole("button", { name: "Test the login" }).click();
  await expect(edit.getByText("The login works.")).toBeVisible();

  // The note about a text is removed with the text.
  await typePassword(page, edit, "practice ");
  await expect(edit.getByText("The password ends with a space.")).toBeVisible();
  await edit.getByRole("button", { name: "Forget" }).click();
  await expect(edit.getByLabel("Password", { exact: true })).toHaveValue("");
  await expect(edit.getByText("The password ends with a space.")).toBeHidden();
  await expect(edit.getByText("The login works.")).toBeHidden();
});

test("nothing is tested over http to another computer before the user agrees, and a failure is reported", async ({
  page,
}) => {
  const dialog = await newConnection(page, "http://rezora.invalid");
  await typePassword(page, dialog, "practice");
  await dialog.getByRole("button", { name: "Test the login" }).click();
  await expect(dialog.getByText("This base URL is not encrypted:")).toBeVisible();
  await expect(dialog.getByText("It was not tested.")).toBeVisible();
  await dialog.getByRole("button", { name: "Test anyway" }).click();
  await expect(dialog.getByText("No response came.")).toBeVisible();
  await dialog.getByLabel("Base URL").fill("nonsense");
  await dialog.getByRole("button", { name: "Test the login" }).click();
  await expect(dialog.getByLabel("Base URL")).toHaveAttribute("aria-invalid", "true");
});

test("the dialog has no words of HTTP: settings that few users need are folded into one line that shows their values", async ({
  page,
  practice,
}) => {
  const dialog = await newConnection(page, practice.baseUrl);
  const advanced = dialog.getByRole("button", { name: "Advanced" });
  await expect(advanced).toHaveAttribute("aria-expanded", "false");
  await expect(dialog.getByText("API version v1, 500 ms between bulk requests, 30 s time-out")).toBeVisible();
  await expect(dialog.getByText(/qop|RFC|digest/iu)).toHaveCount(0);
  await advanced.press("Enter");
  await dialog.getByLabel("API version").fill("no version!");
  await advanced.press("Enter");
  await dialog.getByLabel("Name", { exact: true }).fill("Oak");
  await dialog.getByRole("button", { name: "Save" }).click();
  // The field that prevents saving is shown.
  await expect(dialog.getByLabel("API version")).toHaveAttribute("aria-invalid", "true");
});

test("the connection in use is marked, and the practice connections have different names", async ({ page }) => {
  await page.getByRole("button", { name: "Open contacts" }).click();
  await page.getByRole("button", { name: "Switch connection, now Practice, agent" }).click();
  await expect(page.getByRole("menuitem", { name: /Practice, agent.*the current one/u })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /the current one/u })).toHaveCount(1);
  await page.getByRole("menuitem", { name: /Practice, company/u }).click();
  await page.getByRole("button", { name: "Switch connection, now Practice, company" }).click();
  await expect(page.getByRole("menuitem", { name: /Practice, company.*the current one/u })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menuitem")).toHaveCount(0);

  // Beside the welcome page as well; its status bar claims nothing about calls or servers.
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("welcome");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Practice, company.*the current one$/u })).toBeVisible();
  await expect(page.getByRole("button", { name: /the current one/u })).toHaveCount(1);
  await expect(statusBar(page)).toHaveText("No connection open");
});

test("an import shows what it would add, and existing connections are not chosen", async ({
  page,
  practice,
  dataFolder,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  const file = join(dataFolder, "from-a-colleague.json");
  const userName = practiceLogin("agent").userName;
  const connections = [
    { name: "The same login", baseUrl: practice.baseUrl, userName },
    { name: "Elm", baseUrl: "https://api.elm.example", userName: "elm" },
    { name: "Damaged", baseUrl: "ftp://api.elm.example" },
  ];
  await writeFile(file, JSON.stringify({ format: "rezora-explorer-connections", version: 1, connections }));

  await page.getByRole("button", { name: /^Switch connection/u }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: "Import…" }).click();
  await (await chooser).setFiles(file);
  const dialog = page.getByRole("dialog", { name: "Import connections" });
  await expect(dialog.getByText("1 new, 1 already here or twice in the file, 1 that cannot be added.")).toBeVisible();
  await expect(dialog.getByText("Already here as “Test agent”")).toBeVisible();
  await expect(dialog.getByRole("checkbox", { name: /^The same login/u })).not.toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: /^Elm/u })).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: /^Damaged/u })).toBeDisabled();

  await dialog.getByRole("checkbox", { name: /^Elm/u }).press("Space");
  await expect(dialog.getByRole("button", { name: "Add connections" })).toHaveAttribute("aria-disabled", "true");
  await expect(dialog.getByText("Choose at least one connection.")).toBeVisible();
  await dialog.getByRole("checkbox", { name: /^Elm/u }).press("Space");
  await dialog.getByRole("button", { name: "Add 1 connection" }).click();
  await expect(page.getByText("1 connection added from from-a-colleague.json.")).toBeVisible();
  await expect(treeItem(page, "contacts")).toBeVisible();
  const saved = await page.evaluate(() => window.api.listConnections({}));
  expect(saved.ok && saved.value.map(({ name }) => name)).toEqual([
    "Practice, agent",
    "Practice, company",
    "Test agent",
    "Elm",
  ]);
});
