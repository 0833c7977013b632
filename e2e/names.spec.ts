import type { Page } from "@playwright/test";
import { connectTo, treeItem, unlock } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const crumbs = (page: Page) => page.getByRole("navigation", { name: "Breadcrumb" });

test("members have names beside their ids wherever these were fetched, without a request", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  await page.getByRole("treeitem", { name: /^East Branch Office/u }).click();
  const grid = page.getByRole("grid", { name: /^groups\/3\/agents/u });
  await expect(grid).toBeVisible();

  // The group was fetched, the agents were not: the table says so, and how many requests it takes to fetch them.
  await expect(grid.getByRole("gridcell", { name: /East Branch Office/u }).first()).toBeVisible();
  await expect(grid.getByRole("gridcell", { name: /name not fetched/u }).first()).toBeVisible();
  await expect(page.getByText("The names are not known. The agents were not fetched.")).toBeVisible();
  const before = practice.log.length;
  await page.getByRole("button", { name: "Fetch agents 1 call, or 2 with the login" }).click();
  await expect(grid.getByRole("gridcell", { name: /name not fetched/u })).toHaveCount(0);
  await expect(page.getByText("The names are not known.")).toHaveCount(0);
  // Where there is room, neither names nor column headings are cut off.
  const cut = () =>
    grid.evaluate((table) =>
      [...table.querySelectorAll(".idname, .nm, [role=columnheader] :not(.sr)")]
        .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible")
        .map((part) => part.textContent),
    );
  await expect.poll(cut).toEqual([]);
  const sent = practice.log.slice(before);
  expect(sent.length).toBeGreaterThanOrEqual(1);
  expect(sent.length).toBeLessThanOrEqual(2);
  await expect(grid).toBeVisible();

  // One of them: in the cell, in the inspector, in the breadcrumb and in the request line.
  const cell = grid.getByRole("gridcell", { name: /^\d+ \S+ \S+/u }).first();
  const [, ...words] = ((await cell.textContent()) ?? "").trim().split(/\s+/u);
  const name = words.join(" ");
  await cell.click({ position: { x: 2, y: 2 } });
  const inspector = page.getByRole("complementary", { name: "Record" });
  await expect(inspector.getByRole("heading", { level: 2 })).toHaveText(name);
  await expect(inspector.getByRole("group", { name: "Fields" })).toContainText("East Branch Office");
  const calls = practice.log.length;
  await expect(crumbs(page)).toContainText("East Branch Office");
  await expect(page.locator(".reqline .idf")).toContainText("East Branch Office");
  expect(practice.log).toHaveLength(calls);

  // A removal of that member: named in Review, with its group.
  await unlock(page);
  await page.getByRole("button", { name: "More about this record" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const sheet = page.getByRole("complementary", { name: "Review changes" });
  await expect(
    sheet.getByRole("heading", { name: `${name} is removed from the group East Branch Office.` }),
  ).toBeVisible();
});

test("for one name that was not fetched, only its record is fetched", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await treeItem(page, "lists").click();
  await page.getByRole("treeitem", { name: /^Open House/u }).click();
  const grid = page.getByRole("grid", { name: /^lists\/\d+\/contacts/u });
  await expect(grid.getByRole("gridcell", { name: /^\d+ \S/u }).first()).toBeVisible();
  await expect(grid.getByRole("gridcell", { name: /name not fetched/u })).toHaveCount(0);
  await expect(grid.getByRole("columnheader", { name: "contact_id, with name" })).toBeVisible();
});
