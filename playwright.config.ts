import { defineConfig } from "@playwright/test";

/** One set of journeys, run on both hosts. What is only true of one host has its name in front. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/support/build-once.ts",
  outputDir: "test-results",
  // Each test starts an application of its own with a data folder of its own.
  fullyParallel: true,
  workers: 2,
  // Far beyond what a quiet machine needs: a time-out tells that something hangs, never that the machine is busy.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // A window without a real display now and then gets no animation frame for long. What passed only then is said.
  retries: 1,
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [
    ["list"],
    ...(process.env["JOURNEYS_REPORT"] === undefined
      ? []
      : [["json", { outputFile: process.env["JOURNEYS_REPORT"] }] as const]),
  ],
  use: { trace: "on-first-retry", screenshot: "only-on-failure" },
  projects: [
    { name: "browser", testIgnore: "electron-*.spec.ts" },
    { name: "electron", testIgnore: "web-*.spec.ts" },
  ],
});
