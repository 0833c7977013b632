import { chromium, type Browser } from "@playwright/test";
import { findChromium } from "../../scripts/chromium.ts";

/** Starts Chromium, which refuses its sandbox to root. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
  });
}
