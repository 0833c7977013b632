import type { Page } from "@playwright/test";
import { connectTo, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** Playwright's own mouse has three buttons. */
async function press(page: Page, button: "back" | "forward"): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const at = { x: 700, y: 400, button, clickCount: 1 } as const;
  await session.send("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
  await session.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
  await session.detach();
}

test("the mouse buttons for back and forward step through the history, which has no addresses", async ({
  page,
  practice,
}) => {
  const address = page.url();
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  const groups = page.getByRole("grid", { name: "groups, 9 records" });
  await expect(groups).toBeVisible();
  await treeItem(page, "agents").click();
  await expect(groups).toHaveCount(0);
  const { length } = practice.log;
  await press(page, "back");
  await expect(groups).toBeVisible();
  await press(page, "forward");
  await expect(page.getByRole("grid", { name: /^agents, / })).toBeVisible();
  expect(page.url()).toBe(address);
  expect(practice.log).toHaveLength(length);
});
