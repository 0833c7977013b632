import type { Page } from "@playwright/test";
import { connectTo, rowWith, treeItem } from "./support/journey.ts";
import { scrolledSideways, unreachableControls } from "./support/reach.ts";
import { expect, test } from "./support/test.ts";

/** 720 x 450 is a window of 1440 x 900 at a zoom of 200 %. */
const sizes = [
  { width: 1024, height: 640 },
  { width: 720, height: 450 },
  { width: 640, height: 900 },
] as const;

async function setSize(page: Page, size: { readonly width: number; readonly height: number }): Promise<void> {
  await page.setViewportSize(size);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(size.width);
}

/** Opens the sidebar where a small window opens it from the name of the connection. */
async function openSidebar(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: /^Connection and resources, now/u });
  if (await button.isVisible()) await button.click();
}

async function choosePanel(page: Page, name: string): Promise<void> {
  const tab = page.getByRole("tab", { name, exact: true });
  if (await tab.isVisible()) return await tab.click();
  await page.getByRole("button", { name: /^Panels/u }).click();
  await page.getByRole("menuitemradio", { name: new RegExp(`^${name}`, "u") }).click();
  await expect(page.locator(".underlay")).toHaveCount(0);
}

for (const size of sizes) {
  test(`everything can be reached at ${size.width} x ${size.height}`, async ({ page, practice, hostName }) => {
    test.skip(hostName === "electron", "the size of the page is the window's there");
    test.slow();
    const problems: string[] = [];
    const look = async (where: string, within?: string): Promise<void> => {
      problems.push(...(await unreachableControls(page, where, within)), ...(await scrolledSideways(page, where)));
    };
    await page.emulateMedia({ reducedMotion: "reduce" });
    await setSize(page, size);
    await look("welcome");
    await page.getByRole("button", { name: "Connect to your own account" }).click();
    await page
      .getByRole("button", { name: "Advanced" })
      .or(page.getByLabel("Name", { exact: true }))
      .first()
      .waitFor();
    await look("connection dialog");
    await page.keyboard.press("Escape");
    await connectTo(page, practice.baseUrl, "agent");
    await look("nothing open");
    await openSidebar(page);
    await look("sidebar");
    await treeItem(page, "contacts").click();
    await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
    await look("table");
    await page.getByRole("textbox", { name: "Find in all records" }).fill("jane");
    await look("filtered");
    await rowWith(page, "Jane Smith").click();
    await expect(page.getByRole("complementary", { name: "Record" })).toBeVisible();
    await look("record");
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("textbox", { name: /^contact_title/u }).fill("Partner");
    await look("form");
    await page.getByRole("button", { name: /Read-only, unlock writes/u }).click();
    await page
      .getByRole("button", { name: /^Unlock for/u })
      .last()
      .click();
    await expect(page.getByRole("button", { name: "Unlocked, lock writes now" })).toBeVisible();
    await look("form unlocked");
    await page.getByRole("button", { name: "Review", exact: true }).first().click();
    await expect(page.getByRole("button", { name: /^Commit 1 change/u })).toBeVisible();
    await look("review", "aside.sheet");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+ArrowLeft");
    await expect(page.getByRole("grid")).toBeVisible();
    for (const name of ["Headers", "Handshake", "Docs", "Formats"] as const) {
      await choosePanel(page, name);
      await look(name);
    }
    await page.getByRole("radio", { name: "JSON", exact: true }).click();
    await expect(page.getByRole("region", { name: "contacts as JSON" })).toContainText("contact_id");
    await look("JSON");
    await page.keyboard.press("Control+K");
    await expect(page.getByRole("dialog")).toBeVisible();
    await look("palette");
    await page.keyboard.press("Escape");
    const rail = page.getByRole("navigation", { name: "Sections" });
    for (const name of ["History", "Settings", "Doctor"] as const) {
      await rail.getByRole("button", { name }).click();
      await look(name);
    }
    for (const name of [
      "Login or cookie",
      "Login comparison",
      "Check a pasted header",
      "Near misses",
      "Access matrix",
      "Support bundle",
    ]) {
      await openSidebar(page);
      await treeItem(page, name).click();
      await look(name);
    }
    expect(problems).toEqual([]);
  });
}

test("in a small window a choice in the sidebar or Esc closes it", async ({ page, practice, hostName }) => {
  test.skip(hostName === "electron", "the size of the page is the window's there");
  await setSize(page, { width: 720, height: 450 });
  await connectTo(page, practice.baseUrl, "agent");
  const opener = page.getByRole("button", { name: "Connection and resources, now Test agent" });
  const sidebar = page.getByRole("dialog", { name: "Connection and resources" });
  await opener.press("Enter");
  await expect(sidebar).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sidebar).toBeHidden();
  await expect(opener).toBeFocused();
  await page.keyboard.press("Control+B");
  await expect(sidebar).toBeVisible();
  await treeItem(page, "contacts").press("Enter");
  await expect(sidebar).toBeHidden();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeFocused();
});
