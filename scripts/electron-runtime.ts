import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./tool.ts";

export interface ElectronRuntime {
  readonly executable: string;
  /** Where it came from, as text for the user. */
  readonly source: string;
}

const packageFolder = join(root, "node_modules", "electron");

/** As in the package's own index.js, which is not imported because it would start a download if there is no runtime. */
function executableName(): string {
  if (process.platform === "darwin") return join("Electron.app", "Contents", "MacOS", "Electron");
  return process.platform === "win32" ? "electron.exe" : "electron";
}

/** The runtime named by ELECTRON_OVERRIDE_DIST_PATH, else the downloaded one; undefined when there is neither. */
export function findElectron(): ElectronRuntime | undefined {
  const override = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  if (override !== undefined && override !== "") {
    const executable = join(override, executableName());
    return existsSync(executable) ? { executable, source: "ELECTRON_OVERRIDE_DIST_PATH" } : undefined;
  }
  const pathFile = join(packageFolder, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const executable = join(packageFolder, "dist", readFileSync(pathFile, "utf8").trim());
  return existsSync(executable) ? { executable, source: "node_modules/electron" } : undefined;
}

/** Fetches the runtime with Electron's own install step. Returns what prevented it, or undefined on success. */
export function fetchElectron(limitSeconds: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(limitSeconds * 1_000);
    const child = spawn(process.execPath, [join(packageFolder, "install.js")], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
      signal,
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.once("error", (error) => resolve(signal.aborted ? `no end within ${String(limitSeconds)} s` : error.message));
    child.once("close", (code) => {
      if (code === 0 && findElectron() !== undefined) resolve(undefined);
      else
        resolve(
          said
            .trim()
            .split("\n")[0]
            ?.replace(/^\w*Error: /u, "") || "the download failed",
        );
    });
  });
}

/** Flags that a start needs on this machine, with the reason for each. */
export function electronFlags(): { readonly flags: readonly string[]; readonly reason: string | undefined } {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return { flags: [], reason: undefined };
  return {
    flags: ["--no-sandbox"],
    reason:
      "Running as root: Chromium's sandbox refuses to start, so it is off (--no-sandbox). Prefer another account.",
  };
}

/** Whether a window can be shown here. */
export function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}
