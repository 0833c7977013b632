import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { App } from "./host.ts";

/** Where a test saves: a folder of its own, used on both hosts. */
export interface SaveFolder {
  readonly path: string;
  /** Names of everything in it. */
  files(): Promise<string[]>;
}

/** From now on the save dialog of Electron, which no test can click, chooses this folder and the suggested name. */
export async function saveInto({ dataFolder, electron }: App): Promise<SaveFolder> {
  const path = join(dataFolder, "saved");
  await mkdir(path, { recursive: true });
  await electron?.evaluate(({ dialog }, folder) => {
    dialog.showSaveDialog = (...parameters: unknown[]) => {
      const { defaultPath } = parameters.at(-1) as { readonly defaultPath: string };
      return Promise.resolve({ canceled: false, filePath: `${folder}/${defaultPath}` });
    };
  }, path);
  return { path, files: () => readdir(path) };
}

/** Opens the Export menu and chooses an entry: two clicks. Resolves when the file is complete, on either host. */
export async function exportAs(app: App, folder: SaveFolder, entry: string): Promise<Buffer> {
  await app.page.getByRole("button", { name: "Export", exact: true }).click();
  return await savedBy(app, folder, () => app.page.getByRole("menuitem", { name: entry }).click());
}

/** The file that an action creates. */
export async function savedBy({ page, electron }: App, folder: SaveFolder, act: () => Promise<void>): Promise<Buffer> {
  const downloaded = electron === undefined ? page.waitForEvent("download") : null;
  await act();
  const download = await downloaded;
  if (download !== null) await download.saveAs(join(folder.path, download.suggestedFilename()));
  const toast = page.getByText(/^Saved /u);
  await expect(toast).toBeVisible();
  const [, name = ""] = /^Saved ([^,:]+)/u.exec((await toast.textContent()) ?? "") ?? [];
  // It must be gone before the next one, so it is not taken for that of the next file.
  await page.getByRole("status").getByRole("button", { name: "Dismiss" }).click();
  return await readFile(join(folder.path, name));
}
