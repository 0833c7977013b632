import type { Locator, Page } from "@playwright/test";
import { connectTo, rowWith, treeItem, unlock } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** What users see of an element: all that distinguishes it when the system replaces its colours. */
async function lookOf(element: Locator): Promise<string> {
  return await element.first().evaluate((node) => {
    const seen = ["backgroundColor", "backgroundImage", "color", "borderStyle", "borderWidth", "outlineStyle"] as const;
    const lookOfPart = (part: string | null): string => {
      const style = getComputedStyle(node, part);
      return [style.content, ...seen.map((property) => style[property])].join(" ");
    };
    return [null, "::before", "::after"].map(lookOfPart).join(" | ");
  });
}

async function expectDifferent(elements: Readonly<Record<string, Locator>>): Promise<void> {
  const looks = await Promise.all(Object.values(elements).map(lookOf));
  expect(new Set(looks).size, `${Object.keys(elements).join(", ")} look alike:\n${looks.join("\n")}`).toBe(
    looks.length,
  );
}

function cell(page: Page, name: string): Locator {
  return rowWith(page, name).getByRole("gridcell", { name });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`with forced colours, ${colorScheme}, states are distinguishable`, async ({ page, practice }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme, reducedMotion: "reduce" });
    await connectTo(page, practice.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await rowWith(page, "Jane Smith").getByRole("rowheader").click();
    await expect(rowWith(page, "Jane Smith")).toHaveAttribute("aria-selected", "true");
    await expectDifferent({ selected: cell(page, "Jane Smith"), other: cell(page, "Harper Lindgren") });
    await expectDifferent({
      hot: page.locator(".tdot.hot"),
      active: page.locator(".tdot.active"),
      inactive: page.locator(".tdot:not(.hot, .active)"),
    });
    await expectDifferent({ chosen: treeItem(page, "contacts"), other: treeItem(page, "lists") });
    const sections = page.getByRole("navigation", { name: "Sections" });
    await expectDifferent({
      here: sections.getByRole("button", { name: "Explore" }),
      elsewhere: sections.getByRole("button", { name: "Doctor" }),
    });
    await expectDifferent({
      shown: page.getByRole("radio", { name: "Table", exact: true }),
      other: page.getByRole("radio", { name: "JSON", exact: true }),
    });
    const locked = await lookOf(page.getByRole("button", { name: "Read-only, unlock writes" }));
    const before = await page.evaluate(() => getComputedStyle(document.body, "::after").content);
    await unlock(page);
    expect(await lookOf(page.getByRole("button", { name: "Unlocked, lock writes now" }))).not.toBe(locked);
    expect(await page.evaluate(() => getComputedStyle(document.body, "::after").content)).not.toBe(before);
    await cell(page, "Harper Lindgren").dblclick();
    await page.keyboard.insertText("Harper Lind");
    await page.keyboard.press("Enter");
    const pending = page.getByRole("gridcell", { name: /pending, was Harper Lindgren/u });
    await expectDifferent({ pending, other: cell(page, "Zoë Brandt-Lindqvist") });
    await expect(pending).toHaveCSS("border-style", "dashed");
    await page.getByRole("tab", { name: "Headers" }).click();
    await expectDifferent({
      shown: page.getByRole("tab", { name: "Headers" }),
      other: page.getByRole("tab", { name: "Docs" }),
    });
  });

  test(`with forced colours, ${colorScheme}, progress has an outline and a completed part`, async ({ page, held }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme, reducedMotion: "reduce" });
    await connectTo(page, held.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    const bar = page.getByRole("progressbar", { name: "Received" });
    await expect(bar).toBeVisible();
    await expectDifferent({ whole: bar, done: bar.locator("i") });
    await expect(bar).toHaveCSS("border-top-style", "solid");
    held.holding = false;
    held.release();
    await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  });
}
