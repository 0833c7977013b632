import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findChromium } from "./chromium.ts";
import { findElectron, hasDisplay } from "./electron-runtime.ts";
import { run } from "./tool.ts";

function isOnPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Whether Electron windows need a virtual display. */
export function needsVirtualDisplay(): boolean {
  return findElectron() !== undefined && !hasDisplay();
}

/** Whether there is a display, or a virtual one can be started. */
export function canShowWindows(): boolean {
  return !needsVirtualDisplay() || isOnPath("Xvfb");
}

function missingPackages(): string[] {
  const missing: string[] = [];
  if (findChromium() === undefined) missing.push("chromium");
  if (needsVirtualDisplay() && !isOnPath("Xvfb")) missing.push("xvfb");
  return missing;
}

/** Installs what the journeys need where this needs no question. false: the command to run was printed instead. */
export async function installPrerequisites(): Promise<boolean> {
  const missing = missingPackages();
  if (missing.length === 0) return true;
  if (process.platform !== "linux" || !isOnPath("apt-get")) {
    console.error("The journeys need a Chromium. Install one with: npx playwright install chromium");
    return false;
  }
  const install = ["install", "-y", "--no-install-recommends", ...missing];
  if (process.getuid?.() !== 0) {
    console.error(`The tests need ${missing.join(", ")}. Install it with:`);
    console.error(`  sudo apt-get update && sudo apt-get ${install.join(" ")}`);
    return false;
  }
  console.log(`Installing ${missing.join(", ")}…`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: ["ignore", 2, 2] as const };
  await run("apt-get", ["update", "-qq"], { ...options, stdio: [...options.stdio] });
  await run("apt-get", [...install, "-qq"], { ...options, stdio: [...options.stdio] });
  return missingPackages().length === 0;
}
