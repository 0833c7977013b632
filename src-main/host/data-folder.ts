import { mkdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
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

/** The folder named by `--data`, else the platform's. Made for this user alone when it is not there. */
export function openDataFolder(commandLine: readonly string[]): string {
  const folder = resolve(optionValue(commandLine, "data") ?? defaultDataFolder());
  // Not asynchronous: Electron must know the folder before it is ready.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** An empty folder for large bodies. What an earlier run left there belongs to nobody. */
export async function openTemporaryFolder(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, "temporary");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
