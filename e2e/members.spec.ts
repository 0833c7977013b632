import type { Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { connectTo, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const editor = (page: Page) => page.getByRole("dialog", { name: /^Members of/u });

/** The members editor of a group, open, with agents that one request fetched. */
async function editMembers(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "company");
  await treeItem(page, "groups").click();
  await page.getByRole("treeitem", { name: /^East Branch Office/u }).click();
  await page.getByRole("button", { name: "Edit members" }).click();
  await expect(editor(page).getByRole("option").first()).toBeVisible();
}

/** Checks this many agents who are not members; returns their ids. */
async function pick(page: Page, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let picked = 0; picked < count; picked++) {
    const next = editor(page).getByRole("option", { selected: false }).first();
    // The list appears before its first window of rows has arrived.
    await expect(next.locator(".cid")).not.toBeEmpty();
    ids.push((await next.locator(".cid").textContent()) ?? "");
    await next.click();
  }
  return ids;
}

test("four agents are added to a group and one is removed, each once, and this is undone", async ({
  page,
  practice,
}) => {
  await editMembers(page, practice.baseUrl);
  expect(practice.log.filter(({ target }) => target === "/v1/agents")).toHaveLength(1);
  const added = await pick(page, 4);
  await expect(editor(page).getByRole("group", { name: "Changes" })).toContainText("Will be added 4");
  await editor(page).getByRole("button", { name: "Review 4 changes" }).click();
  await expect(sheet(page)).toContainText("4 POSTs, one at a time");
  expect(writesOf(practice.log)).toEqual([]);

  await unlock(page);
  await page.getByRole("button", { name: /^Commit 4 changes/u }).click();
  await expect(sheet(page)).toContainText("4 members added");
  expect(writesOf(practice.log)).toEqual(Array<string>(4).fill("POST /v1/groups/3/agents"));
  await expect(page.getByText("Since this was fetched, 4 records were added.")).toBeVisible();

  // Agents that were just added are members, although the list was fetched before.
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByRole("button", { name: "Edit members" }).click();
  const first = editor(page)
    .getByRole("option")
    .filter({ hasText: added[0] ?? "" });
  await expect(first).toHaveAttribute("aria-selected", "true");
  await first.click();
  await expect(editor(page).getByRole("group", { name: "Changes" })).toContainText("Will be removed 1");
  await editor(page).getByRole("button", { name: "Review 1 change" }).click();
  await page.getByRole("button", { name: "Delete 1 membership" }).click();
  await expect(sheet(page)).toContainText("1 member removed");
  const deleted = `DELETE /v1/groups/3/agents/${added[0] ?? ""}`;
  expect(writesOf(practice.log).slice(4)).toEqual([deleted]);

  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByRole("button", { name: "History" }).click();
  await page.getByRole("radio", { name: "Writes" }).click();
  await page.getByRole("button", { name: /^Show the records of the commit/u }).click();
  await page.getByRole("button", { name: `Undo POST groups/3/agents/${added[1] ?? ""}` }).click();
  await page.getByRole("button", { name: /^Undo 1 change/u }).click();
  await expect(sheet(page)).toContainText("1 change undone");
  expect(writesOf(practice.log).slice(5)).toEqual([`DELETE /v1/groups/3/agents/${added[1] ?? ""}`]);
});

test("by keyboard: search, check, revert; the changes stay pending until they are discarded", async ({
  page,
  practice,
}) => {
  await editMembers(page, practice.baseUrl);
  expect(await seriousProblems(page, "member editor")).toEqual([]);
  const review = editor(page).getByRole("button", { name: /^Review/u });
  await expect(review).toHaveAttribute("aria-disabled", "true");
  await editor(page).getByRole("textbox", { name: "Find in agents" }).fill("underhill");
  await expect(
    editor(page)
      .getByRole("option", { name: /Underhill/u })
      .first(),
  ).toBeVisible();
  await expect(editor(page).getByRole("option", { name: /Washington/u })).toHaveCount(0);
  await editor(page).getByRole("listbox", { name: "agents" }).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Space");
  await expect(review).toHaveText("Review 1 change");
  await page.keyboard.press("Space");
  await expect(review).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Home");
  await page.keyboard.press("Space");
  await review.click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("status", { name: "Pending changes" })).toContainText("1 member to remove");

  await page.getByRole("button", { name: "Edit members" }).click();
  await editor(page)
    .getByRole("button", { name: /^Put back/u })
    .click();
  await review.click();
  await expect(page.getByRole("status", { name: "Pending changes" })).toBeHidden();
  expect(writesOf(practice.log)).toEqual([]);
});
