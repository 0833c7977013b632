import { connectTo, rowWith, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

test("only nearby columns of a wide table are in the page, and every column is reached by keyboard and by scrolling", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(rowWith(page, "Jane Smith")).toBeVisible();
  await page.getByRole("button", { name: /^Columns,/u }).click();
  await page.getByRole("option", { name: "Show all" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Columns, 23 of 23 shown" })).toBeVisible();

  const grid = page.getByRole("grid");
  const lastHead = page.getByRole("columnheader", { name: "self", exact: true });
  // The first column that is not pinned.
  const firstHead = page.getByRole("columnheader", { name: "email", exact: true });
  const active = async () => page.locator(`[id="${(await grid.getAttribute("aria-activedescendant")) ?? ""}"]`);
  await expect(grid).toHaveAttribute("aria-colcount", "24");
  await expect(lastHead).toHaveCount(0);

  await rowWith(page, "Jane Smith").getByText("Jane Smith", { exact: true }).click();
  await page.keyboard.press("End");
  await expect(lastHead).toBeInViewport();
  await expect(lastHead).toHaveAttribute("aria-colindex", "24");
  await expect(await active()).toBeInViewport();
  await expect(await active()).toHaveText("0");
  await expect(firstHead).toHaveCount(0);

  await page.keyboard.press("Home");
  await expect(await active()).toHaveText("123456");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(firstHead).toBeInViewport();
  await expect(await active()).toHaveText("jane.smith@company.com");

  await grid.hover();
  await page.mouse.wheel(10_000, 0);
  await expect(lastHead).toBeInViewport();
  const [head, cell] = await Promise.all([
    lastHead.boundingBox(),
    rowWith(page, "0").first().locator('[data-column="22"]').boundingBox(),
  ]);
  expect(cell).toMatchObject({ x: head?.x, width: head?.width });
});
