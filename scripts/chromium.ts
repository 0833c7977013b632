import { existsSync } from "node:fs";
import { chromium } from "playwright";

const places: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
  win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"],
};

/** Playwright's own Chromium if it is installed, otherwise the system's; undefined when there is neither. */
export function findChromium(): string | undefined {
  const candidates = [chromium.executablePath(), ...(places[process.platform] ?? [])];
  return candidates.find((path) => existsSync(path));
}
