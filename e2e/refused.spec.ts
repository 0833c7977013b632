import type { Page } from "@playwright/test";
import { connect, connectTo, practiceLogin, statusBar, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const refusedNow = /^This login worked .+ ago and is refused now\.$/u;
const grid = (page: Page) => page.getByRole("grid", { name: "contacts, 248 records" });
const badge = (page: Page) => page.getByRole("region", { name: "Connection" });

test("a password that is changed in the middle of work: records stay, and banner, badge and diagnosis agree", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(grid(page)).toBeVisible();
  await expect(badge(page)).toContainText("Agent");
  await page.getByRole("gridcell", { name: "Siobhán O’Rourke", exact: true }).click();
  const record = page.getByRole("complementary", { name: "Record" });
  await expect(record.getByRole("heading", { name: "Siobhán O’Rourke" })).toBeVisible();

  practice.setFault("rejected");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByRole("alert").getByText(refusedNow)).toBeVisible();
  await expect(page.getByText(/may not use|login itself is fine/u)).toHaveCount(0);
  await expect(badge(page)).toContainText("Refused");
  await expect(badge(page)).not.toContainText("Agent");

  // The records stay, with their time and the inspected record; only editing is disabled.
  await expect(grid(page)).toBeVisible();
  await expect(page.getByText(/^These are the records of \d\d:\d\d,$/u)).toBeVisible();
  await expect(record.getByRole("heading", { name: "Siobhán O’Rourke" })).toBeVisible();
  await expect(record.getByRole("button", { name: "Edit" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Control+Shift+N");
  await expect(page.getByText("This login is refused now. Editing waits for one that works.").first()).toBeVisible();
  await page.getByRole("gridcell", { name: "Jane Smith", exact: true }).click({ button: "right" });
  await expect(page.getByRole("menuitem", { name: /^Delete.*This login is refused now/u })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("gridcell", { name: "Siobhán O’Rourke", exact: true }).click();
  await expect(statusBar(page)).toContainText("401 Unauthorized");
  await expect(statusBar(page)).toContainText(/It worked at \d\d:\d\d\./u);
  await expect(statusBar(page)).toContainText(/248 records of \d\d:\d\d/u);
  await expect(statusBar(page)).toContainText("Tried just now");
  // The tree keeps its groups.
  await expect(page.getByText("Not for an agent account.")).toBeVisible();

  // The response itself is one key away, and so is the way back.
  await page.getByRole("button", { name: "Show the response" }).press("Enter");
  await expect(grid(page)).toHaveCount(0);
  await page.getByRole("button", { name: /^Show the records of/u }).press("Enter");
  await expect(grid(page)).toBeVisible();

  await page.getByRole("button", { name: "Run diagnosis" }).click();
  await expect(page.getByRole("heading", { name: refusedNow })).toBeVisible();
  await expect(page.locator(".vcode")).toHaveText("refused-since");
  await expect(badge(page)).toContainText("Refused");
  const before = page.getByRole("table", { name: "The same login before and now" });
  await expect(before.getByRole("row")).toHaveText([
    /^When/u,
    /GET contacts200 OK, 248 records$/u,
    /GET contacts401 Unauthorized$/u,
    /GET contacts401 Unauthorized$/u,
    /GET agents401 Unauthorized$/u,
  ]);
  await expect(page.getByRole("list", { name: "Not ruled out" })).toContainText("Password changed");
  await expect(page.getByRole("list", { name: "Ruled out", exact: true })).toContainText("Typing error");
  await expect(page.getByRole("treeitem", { name: /^Refused now \d\d:\d\d Test agent, contacts$/u })).toBeVisible();

  // The new password is entered from here, and work can continue.
  await page.getByRole("button", { name: "Enter the new password…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await page.keyboard.insertText(practiceLogin("agent").password);
  practice.setFault(null);
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Explore" }).click();
  await expect(page.getByText("This response refused the login as it was before.")).toBeVisible();
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /refused/u })).toHaveCount(0);
  await expect(grid(page)).toBeVisible();
  await expect(badge(page)).toContainText("Agent");
  await page.getByRole("gridcell", { name: "Siobhán O’Rourke", exact: true }).click();
  await expect(record.getByRole("button", { name: "Edit" })).not.toHaveAttribute("aria-disabled", "true");
});

test("a resource that an agent account may not use is distinguished from a refused login", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "lists").click();
  await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
  practice.setFault("rejected");
  await page.keyboard.press("Control+L");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("groups");
  await page.keyboard.press("Enter");
  // As far as is known, the level is the reason.
  await expect(page.getByText("This account may not use company resources.")).toBeVisible();
  await expect(badge(page)).toContainText("Agent");
  // The diagnosis sends further requests, and the banner follows its result.
  await page.getByRole("button", { name: "Why?" }).click();
  await expect(page.locator(".vcode")).toHaveText("refused-since");
  await expect(badge(page)).toContainText("Refused");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Explore" }).click();
  await expect(page.getByText(refusedNow)).toBeVisible();
  await expect(page.getByText("This account may not use company resources.")).toHaveCount(0);
});

test("a space at the end of the password is named, and corrected from the verdict", async ({ page, practice }) => {
  const { userName, password } = practiceLogin("agent");
  await connect(page, { name: "Spaced", baseUrl: practice.baseUrl, userName, password: `${password} ` });
  await treeItem(page, "contacts").click();
  await page.getByRole("button", { name: "Why?" }).click();
  await expect(page.locator(".vcode")).toHaveText("rejected");
  await expect(page.getByRole("region", { name: "What to tell the customer" })).toContainText(
    "The password as we have it ends with a space.",
  );
  await page.getByRole("region", { name: "Verdict" }).getByRole("button", { name: "Edit connection…" }).click();
  await expect(page.getByRole("dialog").getByLabel("Password")).toBeFocused();
});
