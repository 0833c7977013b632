import type { Page } from "@playwright/test";
import { panel, practiceLogin, treeItem, connectTo } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function openPractice(page: Page, fault: string): Promise<void> {
  await page.evaluate((name) => window.api.setPracticeFault({ connectionId: "practice-agent", fault: name }), fault);
  await page.getByRole("button", { name: "Open contacts" }).click();
}

test("a damaged challenge is read, and shown in the response, in Handshake and by the doctor", async ({ page }) => {
  await openPractice(page, "damaged-challenge");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await expect(page.getByText("The challenge is damaged and was read all the same.")).toBeVisible();
  await panel(page, "Handshake").click();
  const handshake = page.getByRole("region", { name: "Handshake" });
  const damage = handshake.getByRole("note", { name: "Damage of the challenge" });
  await expect(damage).toHaveCount(1);
  await expect(damage).toContainText("No closing quote after the value of realm (byte 24).");
  await expect(damage).toContainText("No comma before qop, nonce and opaque");

  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Doctor" }).click();
  await page.getByRole("button", { name: /^(?:Find out|Run again)$/u }).click();
  await expect(page.locator(".vcode")).toHaveText("valid-agent");
  await expect(
    page.getByText(/breaks the rules of HTTP: some programs cope with it, and others do not\. No closing quote/u),
  ).toBeVisible();
});

test("a sound challenge is not reported as damaged", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await panel(page, "Handshake").click();
  await expect(page.getByRole("region", { name: "Leg 2: Answer the challenge" })).toBeVisible();
  await expect(page.getByRole("note", { name: "Damage of the challenge" })).toHaveCount(0);
});

test("the charset of the login is chosen in the dialog, by keyboard, and kept", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  const edit = async (): Promise<void> => {
    await page.getByRole("button", { name: /^Switch connection/u }).click();
    await page.getByRole("menuitem", { name: /^Edit this connection/u }).click();
  };
  await edit();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Advanced" }).press("Enter");
  const choice = dialog.getByRole("checkbox", { name: /^Latin-1 instead of UTF-8/u });
  await expect(choice).not.toBeChecked();
  await choice.focus();
  await page.keyboard.press("Space");
  await expect(choice).toBeChecked();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await edit();
  await dialog.getByRole("button", { name: "Advanced" }).press("Enter");
  await expect(choice).toBeChecked();
  await dialog.getByRole("button", { name: "Save" }).click();
  // An ASCII login is the same in both charsets.
  expect(practiceLogin("agent").password).toMatch(/^[a-z]+$/u);
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
});
