import type { Locator, Page } from "@playwright/test";
import { connectTo, rowWith, treeItem, unlock, view } from "./support/journey.ts";
import { unreachableControls } from "./support/reach.ts";
import { expect, test } from "./support/test.ts";

test.beforeEach(({ hostName }) => {
  test.skip(hostName === "electron", "the size of the page is the window's there");
});

/** Asserts that a text is not cut off and lies within another element. */
async function expectWholeIn(text: Locator, around: Locator): Promise<void> {
  expect(await text.evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
  const [inner, outer] = await Promise.all([text.boundingBox(), around.boundingBox()]);
  if (inner === null || outer === null) throw new Error("It is not on screen.");
  expect(inner.x).toBeGreaterThanOrEqual(outer.x);
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width + 0.5);
  expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height + 0.5);
}

async function openTable(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
}

for (const width of [1024, 1181, 1440]) {
  test(`the connection card shows level and lock completely, and unlocking moves nothing, ${width} wide`, async ({
    page,
    practice,
  }) => {
    await page.setViewportSize({ width, height: 640 });
    await connectTo(page, practice.baseUrl, "company");
    await treeItem(page, "groups").click();
    await expect(page.getByRole("grid", { name: "groups, 9 records" })).toBeVisible();
    const card = page.getByRole("region", { name: "Connection", exact: true });
    await expectWholeIn(card.getByRole("button", { name: "Read-only, unlock writes" }), card);
    await expectWholeIn(card.locator(".badge").first(), card);
    const before = await card.boundingBox();
    await unlock(page);
    const unlocked = card.getByRole("button", { name: "Unlocked, lock writes now" });
    await expect(page.locator(".writebanner")).toContainText(/1[45]:\d\d left/u);
    expect(await card.boundingBox()).toEqual(before);
    await expectWholeIn(unlocked, card);
    await expectWholeIn(card.locator(".badge").first(), card);
    practice.setFault("rejected");
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(card).toContainText("Refused");
    expect(await card.boundingBox()).toEqual(before);
  });

  test(`Find keeps room for a word, and the record covers no tool, ${width} wide`, async ({ page, practice }) => {
    await page.setViewportSize({ width, height: 640 });
    await openTable(page, practice.baseUrl);
    await rowWith(page, "Jane Smith").click();
    const record = page.getByRole("complementary", { name: "Record" });
    await expect(record).toBeVisible();
    const find = page.getByRole("textbox", { name: "Find in all records" });
    expect((await find.boundingBox())?.width).toBeGreaterThanOrEqual(40);
    for (const name of ["Table", "JSON", "XML", "CSV", "Raw"] as const) {
      await view(page, name).click();
      await expect(page.getByText("contact_id").or(page.getByRole("grid")).first()).toBeVisible();
      expect(await unreachableControls(page, name)).toEqual([]);
    }
    // The members of a list have one more tool.
    await treeItem(page, "lists").click();
    await page.getByRole("treeitem", { name: /^Open House/u }).click();
    await expect(page.getByRole("button", { name: "Edit members" })).toBeVisible();
    await expect(page.getByRole("grid")).toBeVisible();
    expect(await unreachableControls(page, "members")).toEqual([]);
  });
}

test("everything in the connection dialog is within it while writes are unlocked", async ({ page, practice }) => {
  await page.setViewportSize({ width: 1024, height: 640 });
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await page.keyboard.press("Control+K");
  await page.getByRole("combobox", { name: "Go to or run" }).fill("Edit this connection");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Edit connection" });
  await expectWholeIn(dialog.getByRole("button", { name: "Advanced" }), dialog);
  expect(await unreachableControls(page, "dialog")).toEqual([]);
});

test("the groups of the tree keep their positions under the pointer", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  const groups = page.getByRole("tree", { name: "Resources" }).getByRole("group");
  await expect(groups.first()).toHaveAccessibleName("Agent resources");
  await treeItem(page, "groups").click();
  await expect(page.getByRole("grid", { name: "groups, 9 records" })).toBeVisible();
  await expect(page.getByText("Not for a company account.")).toBeVisible();
  await expect(groups.first()).toHaveAccessibleName("Agent resources");
  await page.getByRole("grid", { name: "groups, 9 records" }).click();
  await expect(groups.first()).toHaveAccessibleName("Company resources");
});

test("the arrow of a sorted column stays visible under the pointer", async ({ page, practice }) => {
  await openTable(page, practice.baseUrl);
  const head = page.getByRole("columnheader", { name: "type", exact: true });
  await head.click();
  await head.hover();
  const [arrow, menu] = await Promise.all([
    head.locator(".sorted").boundingBox(),
    head.getByRole("button", { name: "Menu of type" }).boundingBox(),
  ]);
  if (arrow === null || menu === null) throw new Error("The head shows no arrow or no menu.");
  expect(arrow.x + arrow.width).toBeLessThanOrEqual(menu.x);
});

test("the access matrix of many connections is not cut off anywhere", async ({ page, practice }) => {
  await page.setViewportSize({ width: 1024, height: 640 });
  await connectTo(page, practice.baseUrl, "agent");
  await page.evaluate(async () => {
    const reply = await window.api.listConnections({});
    const own = reply.ok ? reply.value.find(({ name }) => name === "Test agent") : undefined;
    if (own === undefined) throw new Error("There is no connection to duplicate.");
    // oxlint-disable-next-line no-await-in-loop -- one copy after the other
    for (let copies = 0; copies < 7; copies += 1)
      await window.api.duplicateConnection({ connectionId: own.connectionId });
  });
  await page.reload();
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Doctor" }).click();
  await treeItem(page, "Access matrix").click();
  await expect(page.getByRole("table", { name: "Access matrix" })).toBeVisible();
  expect(await unreachableControls(page, "access matrix")).toEqual([]);
});
