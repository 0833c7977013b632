import type { Page } from "@playwright/test";
import { compareWithBytes, connectTo, panel, rowWith, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const verdict = (page: Page) => page.getByText("Nothing altered: 5,704 of 5,704 values agree with the bytes.");

async function openContacts(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

test("the comparison with the bytes is offered as text in Formats and in the palette, and not in the toolbar", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  const calls = practice.log.length;
  await expect(page.getByRole("button", { name: "Compare with the bytes" })).toHaveCount(0);

  // By mouse, where formats are compared.
  await panel(page, "Formats").click();
  const card = page.getByRole("region", { name: "Compare with the bytes" });
  await expect(card).toContainText("Costs no call.");
  await card.getByRole("button", { name: "Compare with the bytes" }).click();
  await expect(card).toContainText("Nothing altered: 5,704 of 5,704 values agree with the bytes.");
  await view(page, "Table").click();
  await expect(verdict(page)).toBeVisible();
  await page.getByRole("button", { name: "Stop comparing with the bytes" }).click();
  await expect(verdict(page)).toBeHidden();

  // By keyboard, from the palette.
  await compareWithBytes(page);
  await expect(verdict(page)).toBeVisible();
  await compareWithBytes(page);
  await expect(verdict(page)).toBeHidden();
  expect(practice.log).toHaveLength(calls);
});

test("Filter is a text button in the toolbar: a column is chosen, a condition typed, and the button counts them", async ({
  page,
  practice,
}) => {
  await openContacts(page, practice.baseUrl);
  const filter = page.getByRole("button", { name: "Filter", exact: true });
  await expect(filter).toHaveText("Filter");
  await filter.click();
  await page.getByRole("menuitem", { name: "home_city" }).click();
  const form = page.getByRole("dialog", { name: "Filter home_city" });
  await form.getByRole("textbox").fill("Littleton");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toHaveCount(0);
  await expect(rowWith(page, "Siobhán O’Rourke").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Filter, 1 in force" })).toBeVisible();

  // From the palette: the same column again, with its condition.
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("filter a column");
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "home_city" }).click();
  await expect(form.getByRole("textbox")).toHaveValue("Littleton");
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();
});

test("a word says what an icon alone would not", async ({ page, practice }) => {
  await openContacts(page, practice.baseUrl);
  await view(page, "Raw").click();
  await expect(page.getByRole("button", { name: "Wrap long lines" })).toHaveText("Wrap");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "History" }).click();
  await expect(page.getByRole("button", { name: "Handshake of GET contacts" })).toHaveText("Handshake");
});
