import type { Page } from "@playwright/test";
import { connectTo, rowWith, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** Names of elements that extend beyond the window's edge or overflow their own box. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, .statusbar > *, .viewbar > *, .reqline > *, .topbar > *")]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > window.innerWidth + 0.5 || box.bottom > window.innerHeight + 0.5);
      })
      .filter((element) => element.closest("[role=grid]") === null)
      .map((element) => element.getAttribute("aria-label") ?? element.textContent ?? element.className),
  );
}

test("the theme follows the system until one is chosen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light", contrast: "more" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "contrast");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: /^Dark$/u }).click({ force: true });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

for (const [width, height] of [
  [1440, 900],
  [1024, 640],
] as const) {
  test(`nothing is cut off at ${String(width)} x ${String(height)}`, async ({ app, practice }) => {
    const { page } = app;
    if (app.electron === undefined) await page.setViewportSize({ width, height });
    else {
      await app.electron.evaluate(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
        { width, height },
      );
    }
    await connectTo(page, practice.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
    await rowWith(page, "Jane Smith").click();
    await expect(page.getByRole("complementary", { name: "Record" })).toBeVisible();
    expect(await cutOff(page)).toEqual([]);
    for (const name of ["Send", "Inspector"]) {
      await expect(page.getByRole("button", { name, exact: true })).toBeInViewport({ ratio: 1 });
    }
  });
}

test("every font face is loaded before a letter of it is shown", async ({ page }) => {
  const missing = () =>
    page.evaluate(() =>
      Array.from(document.fonts)
        .filter(({ status }) => status !== "loaded")
        .map(({ family, unicodeRange }) => `${family} ${unicodeRange}`),
    );
  await expect.poll(missing).toEqual([]);
  expect(await page.evaluate(() => document.fonts.size)).toBeGreaterThan(10);
});
