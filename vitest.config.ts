import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Unit and property tests stand beside their source; nothing here starts a browser. */
export default defineConfig({
  test: {
    include: ["src-*/**/*.test.ts", "src-*/**/*.test.tsx", "scripts/**/*.test.ts", "e2e/**/*.test.ts"],
    // A plain Node process: importing Electron there would start its downloader, so it is a throwing stub.
    alias: { electron: fileURLToPath(new URL("e2e/support/no-electron.ts", import.meta.url)) },
    // Far beyond what a quiet machine needs: a time-out tells that something hangs, never that the machine is busy.
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
