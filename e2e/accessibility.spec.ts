import type { Page } from "@playwright/test";
import type { Theme } from "#shared/settings.ts";
import { outlineProblems, seriousProblems, undecidedContrast } from "./support/axe.ts";
import { connectTo, panel, rowWith, treeItem, unlock, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((chosen) => window.api.updateSettings({ theme: chosen }), theme);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
}

/** The form, its exact bytes, the Review, the report of a commit and the journal. */
async function lookAtEditing(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  const sheet = page.getByRole("complementary", { name: "Review changes" });
  await view(page, "Table").click();
  await unlock(page);
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: /^contact_title/u }).fill("Partner");
  await expect(page.getByText(/^Saved \d+ s ago$/u)).toBeVisible();
  await look("form");
  await page.getByRole("radiogroup", { name: "Draft as" }).getByText("XML").click();
  await look("draft as XML");
  await page.getByRole("button", { name: "Review", exact: true }).first().click();
  const commit = page.getByRole("button", { name: /^Commit 1 change/u });
  await expect(commit).toBeVisible();
  await look("review");
  await commit.click();
  await expect(sheet).toContainText("Stored as sent");
  await look("report of a commit");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "History" }).click();
  await page.getByRole("radio", { name: "Writes" }).click();
  await page.getByRole("button", { name: "Show what PUT contacts/123456 changed" }).click();
  await look("journal");
}

for (const theme of ["light", "dark", "contrast", "contrast-dark"] as const) {
  test(`axe finds nothing serious on any screen, ${theme}`, async ({ page, held }) => {
    // axe reads every style of every element, a dozen times over.
    test.slow();
    const problems: string[] = [];
    // Names, roles and structure are the same in every theme; only colours differ.
    const rules = theme === "light" ? [] : ["color-contrast"];
    const look = async (where: string): Promise<void> => {
      problems.push(...(await seriousProblems(page, where, rules)));
      if (theme === "light") problems.push(...(await outlineProblems(page, where)));
    };
    // A colour in transition cannot be measured.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await setTheme(page, theme);
    await look("welcome");
    await page.getByRole("button", { name: "Connect to your own account" }).click();
    await look("connection dialog");
    await page.keyboard.press("Escape");
    await connectTo(page, held.baseUrl, "agent");
    await look("nothing open");
    await treeItem(page, "contacts").click();
    await expect(page.getByRole("grid", { name: "contacts, arriving" })).toBeVisible();
    await expect(page.locator(".cancelbtn")).toBeVisible();
    await look("table that is arriving");
    held.holding = false;
    held.release();
    await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
    await rowWith(page, "Jane Smith").click();
    await expect(page.getByRole("complementary", { name: "Record" })).toBeVisible();
    await look("table and record");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await look("export menu");
    await page.keyboard.press("Escape");
    for (const name of ["JSON", "XML", "CSV", "Raw"] as const) {
      await view(page, name).click();
      await expect(page.getByText("contact_id").first()).toBeVisible();
      await look(name);
    }
    for (const name of ["Headers", "Handshake", "Docs"] as const) {
      await panel(page, name).click();
      await look(name);
    }
    await page.keyboard.press("Control+K");
    await expect(page.getByRole("dialog")).toBeVisible();
    await look("palette");
    await page.keyboard.press("Escape");
    await lookAtEditing(page, look);
    await page.keyboard.press("Control+Shift+D");
    await look("doctor, nothing examined");
    await page.getByRole("button", { name: "Resource to test with" }).click();
    await page.getByRole("option", { name: "GET groups" }).click();
    await page.getByRole("button", { name: "Find out" }).click();
    await expect(page.getByRole("heading", { name: /it is an agent account/u })).toBeVisible();
    await look("doctor, verdict");
    await page.getByRole("button", { name: "Support bundle" }).click();
    await expect(page.getByRole("heading", { name: /(?:none found|cannot be saved)$/u })).toBeVisible();
    await look("support bundle");
    await treeItem(page, "Login or cookie").click();
    await look("login or cookie, nothing tried");
    await page.getByRole("button", { name: "Find out" }).click();
    await expect(page.getByRole("heading", { name: "The cookie changes nothing: refused either way." })).toBeVisible();
    await look("login or cookie");
    await treeItem(page, "Login comparison").click();
    await page.getByRole("button", { name: "Find out" }).click();
    await expect(page.getByRole("heading", { name: /got 401\.$|is served/u })).toBeVisible();
    await look("login comparison");
    for (const name of ["History", "Settings"] as const) {
      await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name }).click();
      await look(name);
    }
    await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Doctor" }).click();
    await treeItem(page, "Check a pasted header").click();
    await look("header check, empty");
    await page.getByRole("button", { name: "Show an example" }).click();
    await expect(page.getByRole("heading", { name: /^Does not match/u })).toBeVisible();
    await look("header check");
    await treeItem(page, "Near misses").click();
    await page.getByRole("button", { name: "Look for near misses" }).click();
    await expect(page.getByRole("heading", { name: "The password on file made this response" })).toBeVisible();
    await look("near misses");
    await treeItem(page, "Access matrix").click();
    await page
      .getByRole("button", { name: /^GET contacts, /u })
      .first()
      .click();
    await expect(page.getByRole("region", { name: "Cell" })).toBeVisible();
    await look("access matrix");
    expect(problems).toEqual([]);
  });

  test(`axe finds nothing serious in the format comparison, ${theme}`, async ({ page, practice }) => {
    test.slow();
    const rules = theme === "light" ? [] : ["color-contrast"];
    await page.emulateMedia({ reducedMotion: "reduce" });
    await setTheme(page, theme);
    await connectTo(page, practice.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
    practice.setFault("formats-differ");
    await panel(page, "Formats").click();
    const problems = await seriousProblems(page, "offer", rules);
    await page.getByRole("button", { name: "Compare formats" }).click();
    await expect(page.getByRole("heading", { name: /^8 kinds of difference/u })).toBeVisible();
    expect([...problems, ...(await seriousProblems(page, "result", rules))]).toEqual([]);
  });
}

test("every contrast can be determined while writes are unlocked", async ({ page, practice }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await unlock(page);
  const problems = await undecidedContrast(page, "table");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Settings" }).click();
  expect([...problems, ...(await undecidedContrast(page, "settings"))]).toEqual([]);
});

test("sort, search, refresh and another view are announced once", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  const spoken = page.locator("[data-announcer]");
  await expect(spoken).toHaveText("contacts: 200 OK, 248 records.");
  await page.getByRole("columnheader", { name: "name", exact: true }).click();
  await expect(spoken).toHaveText("Sorted by name, ascending.");
  await page.getByRole("textbox", { name: "Find in all records" }).fill("jane");
  await expect(spoken).toHaveText(/^\d+ of 248 records\.$/u);
  await page.getByRole("textbox", { name: "Find in all records" }).fill("no such record");
  await expect(spoken).toHaveText("No record matches.");
  await page.getByRole("textbox", { name: "Find in all records" }).fill("");
  await expect(spoken).toHaveText("All 248 records.");
  await view(page, "JSON").click();
  await expect(spoken).toHaveText("JSON view.");
  await panel(page, "Handshake").click();
  await expect(spoken).toHaveText("Handshake.");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(spoken).toHaveText("contacts: 200 OK, 248 records.");
  await expect(page.locator("[aria-live]").filter({ hasText: "248 records" })).toHaveCount(1);
});
