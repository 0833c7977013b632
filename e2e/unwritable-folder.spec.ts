import { spawnSync } from "node:child_process";
import { mkdir, readFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { connectTo, rowWith, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** Makes a folder read-only for everybody, including root. False where the computer does not permit it. */
function makeReadOnly(folder: string): boolean {
  if (spawnSync("mount", ["--bind", folder, folder]).status !== 0) return false;
  return spawnSync("mount", ["-o", "remount,bind,ro", folder]).status === 0;
}

async function typeDraft(page: Page, value: string): Promise<void> {
  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: /^contact_title/u }).fill(value);
}

test.describe("a data folder that is read-only", () => {
  let isPermitted = false;
  test.use({
    dataFolder: async ({ dataFolder }, provide) => {
      isPermitted = makeReadOnly(dataFolder);
      await provide(dataFolder);
      // Lazily: what Chromium started may still have it open.
      if (isPermitted) spawnSync("umount", ["-l", dataFolder]);
    },
  });

  test("the application starts, says so, keeps changes, and saves them when it can [security: folder-read-only]", async ({
    app,
    practice,
    dataFolder,
    hostName,
  }) => {
    test.skip(!isPermitted, "needs to be allowed to mount");
    const { page } = app;
    const notice = page.getByText("Nothing can be saved in the data folder.");
    await expect(notice).toBeVisible();
    await connectTo(page, practice.baseUrl, "agent");
    await page.evaluate(() => window.api.updateSettings({ theme: "dark" }));
    await typeDraft(page, "Partner");
    await expect(page.getByText("Not saved", { exact: true })).toBeVisible();
    await page.screenshot({ path: test.info().outputPath("read-only.png") });
    expect(await readdir(dataFolder)).toEqual([]);

    // A runtime of Electron that is started in a sandbox of its own does not see a mount that changes after its start.
    if (hostName === "electron") return;
    expect(spawnSync("mount", ["-o", "remount,bind,rw", dataFolder]).status).toBe(0);
    await page.getByRole("textbox", { name: /^contact_title/u }).fill("Partners");
    await expect(page.getByText(/^Saved \d+ s ago/u)).toBeVisible({ timeout: 120_000 });
    await expect(notice).toBeHidden();
    await expect.poll(() => readFile(join(dataFolder, "settings.json"), "utf8").catch(() => "")).toContain("dark");
    expect(await readFile(join(dataFolder, "edits.log"), "utf8")).toContain("Partners");
  });
});

test("a data folder that is deleted while it runs: the next save reports it, and nothing is shown as saved [security: folder-deleted]", async ({
  app,
  practice,
  dataFolder,
}) => {
  const { page } = app;
  await connectTo(page, practice.baseUrl, "agent");
  await typeDraft(page, "Partner");
  await expect(page.getByText(/^Saved \d+ s ago/u)).toBeVisible();
  await rename(dataFolder, `${dataFolder}-away`);
  await page.getByRole("textbox", { name: /^contact_title/u }).fill("Partners");
  await expect(page.getByText("The drafts and the journal of writes could not be saved.")).toBeVisible();
  await expect(page.getByText("Not saved", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Saved/u)).toBeHidden();
  await page.screenshot({ path: test.info().outputPath("deleted.png") });

  // Another folder takes its place: everything is written there.
  await mkdir(dataFolder, { mode: 0o700 });
  await page.getByRole("textbox", { name: /^contact_title/u }).fill("Partner");
  await expect(page.getByText(/^Saved \d+ s ago/u)).toBeVisible();
  await expect
    .poll(() => readdir(dataFolder))
    .toEqual(expect.arrayContaining(["connections.json", "edits.log", "lock"]));
  await rm(`${dataFolder}-away`, { recursive: true });
});

test("a removed connection is in no file of the data folder right after, also after a kill [security: removed-at-once]", async ({
  app,
  practice,
  dataFolder,
}) => {
  const { page } = app;
  await connectTo(page, practice.baseUrl, "agent");
  await typeDraft(page, "Canary-4711");
  await expect(page.getByText(/^Saved \d+ s ago/u)).toBeVisible();
  const filesWith = async (text: string): Promise<string[]> => {
    const names = await readdir(dataFolder, { recursive: true });
    const texts = names.map((name) => readFile(join(dataFolder, name), "latin1").catch(() => ""));
    return (await Promise.all(texts)).flatMap((content, index) => (content.includes(text) ? [names[index] ?? ""] : []));
  };
  expect(await filesWith("Canary-4711")).toEqual(["edits.log"]);
  const removed = await page.evaluate(async () => {
    const connections = await window.api.listConnections({});
    const connectionId = connections.ok ? (connections.value.at(-1)?.connectionId ?? "") : "";
    return window.api.removeConnection({ connectionId });
  });
  expect(removed).toMatchObject({ ok: true });
  expect(await filesWith("Canary-4711")).toEqual([]);
  expect(await filesWith("Test agent")).toEqual([]);
  await app.crash();
  expect(await filesWith("Canary-4711")).toEqual([]);
  expect(await filesWith("Test agent")).toEqual([]);
});
