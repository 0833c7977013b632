import { copyFile, mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connectTo, rowWith, treeItem, unlock } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const samples = join(import.meta.dirname, "..", "src-main", "core", "storage", "samples");

/** Names of the table in the docs, as patterns: `NAME` and `DATE` match any text, N a number. */
async function readDocumentedNames(): Promise<RegExp[]> {
  const page = await readFile(join(import.meta.dirname, "..", "docs", "connections.md"), "utf8");
  const names = [...page.matchAll(/^\| `([^`]+)`/gmu)].map(([, name]) => name ?? "");
  return names.map((name) => {
    const first = name.split("/")[0] ?? "";
    const pattern = first
      .replaceAll(".", "\\.")
      .replace(/NAME|DATE/gu, "[\\w.-]+")
      .replace(/vN/u, "v\\d+");
    return new RegExp(`^${pattern}$`, "u");
  });
}

test("the docs list every file of the data folder, and only the user may read them", async ({ app, practice }) => {
  const { page } = app;
  await connectTo(page, practice.baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: /^contact_title/u }).fill("Partner");
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(page.getByRole("complementary", { name: "Review changes" })).toContainText("Stored as sent.");
  await app.restart();
  await expect(treeItem(app.page, "contacts")).toBeVisible();

  const documented = await readDocumentedNames();
  expect(documented.length).toBeGreaterThan(8);
  const found = await readdir(app.dataFolder);
  expect(found).toContain("edits.log");
  expect(found.filter((name) => !documented.some((pattern) => pattern.test(name)))).toEqual([]);
  // Windows has no file modes.
  if (process.platform === "win32") return;
  const own = found.filter((name) => /^(connections|settings|meter|secrets)\.json$|^edits\.log$/u.test(name));
  for (const name of own) expect((await stat(join(app.dataFolder, name))).mode & 0o077, name).toBe(0);
});

test.describe("a data folder of the first version", () => {
  test.use({
    // Filled before the application starts.
    dataFolder: async ({ dataFolder }, provide) => {
      await mkdir(dataFolder, { recursive: true });
      for (const kind of ["connections", "settings", "meter"]) {
        await copyFile(join(samples, `${kind}.v1.json`), join(dataFolder, `${kind}.v1.backup.json`));
      }
      await copyFile(join(samples, "edits.v1.log"), join(dataFolder, "edits.log"));
      await copyFile(join(samples, "settings.v1.json"), join(dataFolder, "settings.json"));
      await writeFile(join(dataFolder, "connections.json"), "damaged");
      await provide(dataFolder);
    },
  });

  test("opens from its backup with connections, theme, draft and journal", async ({ app }) => {
    const { page } = app;
    await expect(page.getByText("The connections were damaged.")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.type("Harbour & Oak, live");
    await expect(page.getByRole("option", { name: /Harbour & Oak, live/u }).first()).toBeVisible();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "History" }).click();
    await page.getByRole("radio", { name: "Writes" }).click();
    await expect(page.getByRole("button", { name: "Undo PUT contacts/123456" })).toBeVisible();
  });
});
