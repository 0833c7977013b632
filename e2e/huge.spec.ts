import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { App } from "./support/host.ts";
import { startHugeServer } from "./support/huge-server.ts";
import { connectTo, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const megabyte = 1_048_576;

/** Current and peak memory of a process in bytes; zero where the system does not report it. */
async function memoryOf(pid: number): Promise<{ readonly now: number; readonly most: number }> {
  const status = await readFile(`/proc/${String(pid)}/status`, "utf8").catch(() => "");
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, "mu").exec(status)?.[1] ?? 0);
  return { now: kilobytes("VmRSS") * 1_024, most: kilobytes("VmHWM") * 1_024 };
}

/** Saves as served, in the way of this host, and returns the size of the file in bytes. */
async function savedBytes(app: App): Promise<number> {
  const { page, electron } = app;
  const target = join(app.dataFolder, "saved");
  await electron?.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  const downloading = electron === undefined ? page.waitForEvent("download", { timeout: 240_000 }) : undefined;
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: /as served/iu }).click();
  const download = await downloading;
  if (download === undefined) {
    await expect(page.getByText(/^Saved/u)).toBeVisible({ timeout: 240_000 });
    const { size } = await stat(target);
    await rm(target);
    return size;
  }
  const { size } = await stat(await download.path());
  await download.delete();
  return size;
}

test("600 MB: summary, windows, views and save, in bounded memory; the file is removed at the end", async ({
  app,
  page,
  dataFolder,
}) => {
  test.slow();
  const temporary = join(dataFolder, "temporary");
  const server = await startHugeServer(600_000_000);
  try {
    const { byteLength, records } = server.body;
    await connectTo(page, server.baseUrl, "agent");
    const before = await memoryOf(app.pid);
    await treeItem(page, "contacts").click();
    const name = `contacts, ${records.toLocaleString("en")} records`;
    await expect(page.getByRole("grid", { name })).toBeVisible({ timeout: 240_000 });
    const files = await readdir(temporary);
    expect(files).toHaveLength(1);
    expect((await stat(join(temporary, files[0] ?? ""))).size).toBe(byteLength);

    await page.getByRole("gridcell", { name: "10000000", exact: true }).click();
    await page.keyboard.press("Control+End");
    // Of this many columns only those near the active one are in the page.
    await page.keyboard.press("Home");
    const last = String(10_000_000 + records - 1);
    await expect(page.getByRole("gridcell", { name: last, exact: true })).toBeVisible();
    await view(page, "JSON").click();
    await expect(page.getByText('"10000000"').first()).toBeVisible();
    await view(page, "Raw").click();
    await expect(page.getByText(/"contact_id":"10000000"/u).first()).toBeVisible();
    await view(page, "Table").click();
    expect(await savedBytes(app)).toBe(byteLength);
    expect((await memoryOf(app.pid)).most - before.now).toBeLessThan(400 * megabyte);
  } finally {
    await server.stop();
  }
  await app.close();
  // The folder is removed at the end as well.
  expect(await readdir(temporary).catch(() => [])).toEqual([]);
});
