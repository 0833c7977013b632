import { connectTo, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

test("the Doctor is a section of its own, reached by mouse, keyboard and palette", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid")).toBeVisible();
  const crumbs = page.getByRole("navigation", { name: "Breadcrumb" });

  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Doctor" }).click();
  await expect(crumbs).toHaveText("DoctorWhy a login fails");
  await expect(page.getByRole("tree", { name: "Doctor" }).getByRole("treeitem").first()).toHaveAttribute(
    "aria-selected",
    "true",
  );

  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await page.keyboard.press("Control+Shift+D");
  await expect(crumbs).toHaveText("DoctorWhy a login fails");

  await page.keyboard.press("Alt+ArrowLeft");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("why a login");
  await page.keyboard.press("Enter");
  await expect(crumbs).toHaveText("DoctorWhy a login fails");
});

test("another connection is examined without leaving the Doctor", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await page.keyboard.press("Control+Shift+D");
  await page.getByRole("button", { name: /^Switch connection/u }).click();
  await page.getByRole("menuitem", { name: /Company$/u }).click();
  await expect(page.getByRole("button", { name: /^Switch connection, now Practice/u })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toHaveText("DoctorWhy a login fails");
});
