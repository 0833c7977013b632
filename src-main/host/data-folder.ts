import { mkdirSync, mkdtempSync, rmdirSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { optionValue } from "./arguments.ts";

const applicationName = "Rezora Explorer";

/** Where this platform keeps the settings of an application; both hosts share it. */
function defaultDataFolder(): string {
  const { platform, env } = process;
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", applicationName);
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), applicationName);
  return join(env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), applicationName);
}

/**
 * The folder named by `--data`, else the platform's. If it does not exist, it is made for this user alone. If it cannot
 * be made, the application starts all the same, and says that nothing can be saved.
 */
export function openDataFolder(commandLine: readonly string[]): string {
  const folder = resolve(optionValue(commandLine, "data") ?? defaultDataFolder());
  // Not asynchronous: Electron must know the folder before it is ready.
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // The application reports this once it has a window.
  }
  return folder;
}

/** An empty folder for large bodies. What an earlier run left there belongs to nobody. */
export async function openTemporaryFolder(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, "temporary");
  try {
    await rm(folder, { recursive: true, force: true });
    // Not `recursive`, because that would create a deleted data folder again.
    await mkdir(folder, { mode: 0o700 });
    return folder;
  } catch {
    // In a folder that cannot be written to. The name is random, so that nobody has it already, and the mode 0700.
    return mkdtemp(join(tmpdir(), "rezora-explorer-"));
  }
}

/**
 * Where Chromium keeps its own files: in the data folder, or in a private one of this run where that cannot be written
 * to. Chromium does not start without one.
 */
export function chooseProfileFolder(dataFolder: string): { readonly folder: string; readonly isOwn: boolean } {
  try {
    rmdirSync(mkdtempSync(join(dataFolder, "probe.")));
    return { folder: dataFolder, isOwn: false };
  } catch {
    return { folder: mkdtempSync(join(tmpdir(), "rezora-explorer-")), isOwn: true };
  }
}
