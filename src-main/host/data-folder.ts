import { mkdirSync, mkdtempSync, rmdirSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { optionValue } from "./arguments.ts";

const applicationName = "Rezora Explorer";

/** The platform's folder for application settings; both hosts share it. */
function defaultDataFolder(): string {
  const { platform, env } = process;
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", applicationName);
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), applicationName);
  return join(env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), applicationName);
}

/**
 * The folder named by `--data`, else the platform's. If it does not exist, it is created for this user only. If that
 * fails, the application still starts and reports that nothing can be saved.
 */
export function openDataFolder(commandLine: readonly string[]): string {
  const folder = resolve(optionValue(commandLine, "data") ?? defaultDataFolder());
  // Synchronous, because Electron must know the folder before it is ready.
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // The application reports this once it has a window.
  }
  return folder;
}

/** An empty folder for large bodies. What an earlier run left there is removed. */
export async function openTemporaryFolder(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, "temporary");
  try {
    await rm(folder, { recursive: true, force: true });
    // Not `recursive`, because that would recreate a deleted data folder.
    await mkdir(folder, { mode: 0o700 });
    return folder;
  } catch {
    // The data folder is read-only. This folder has a random, unused name and mode 0700.
    return mkdtemp(join(tmpdir(), "rezora-explorer-"));
  }
}

/**
 * The folder of Chromium's own files: in the data folder or, if that is read-only, a private one for this run. Chromium
 * does not start without one.
 */
export function chooseProfileFolder(dataFolder: string): { readonly folder: string; readonly isOwn: boolean } {
  try {
    rmdirSync(mkdtempSync(join(dataFolder, "probe.")));
    return { folder: dataFolder, isOwn: false };
  } catch {
    return { folder: mkdtempSync(join(tmpdir(), "rezora-explorer-")), isOwn: true };
  }
}
