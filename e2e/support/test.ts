import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { expect, test as base, type Browser } from "@playwright/test";
import { createPracticeServer, type PracticeServer } from "#practice/server.ts";
import { findElectron } from "../../scripts/electron-runtime.ts";
import { launchBrowserHost } from "./browser-host.ts";
import { launchChromium } from "./chromium.ts";
import { launchElectron } from "./electron-host.ts";
import { startHeldServer, type HeldServer } from "./held-server.ts";
import { App } from "./host.ts";
import { isWrite } from "./journey.ts";

export type HostName = "browser" | "electron";

/** A practice server of this test, separate from the one inside the application, with a log of its requests. */
export interface Practice extends PracticeServer {
  readonly baseUrl: string;
}

export interface TestFixtures {
  readonly hostName: HostName;
  readonly dataFolder: string;
  /** Bytes of memory that the host takes its computer to have; undefined for its actual memory. */
  readonly memory: number | undefined;
  readonly app: App;
  readonly practice: Practice;
  /** A proxy for `practice`: lets a test decide when the rest of a body is sent. */
  readonly held: HeldServer;
}

export interface WorkerFixtures {
  /** Starts Chromium when it is first needed: the Electron project does not need it. */
  readonly openBrowser: () => Promise<Browser>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  openBrowser: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
    async ({}, provide) => {
      let browser: Promise<Browser> | undefined;
      await provide(() => (browser ??= launchChromium()));
      await (await browser)?.close();
    },
    { scope: "worker" },
  ],

  // Playwright wants the pattern, empty or not.
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
  hostName: async ({}, provide, testInfo) => {
    const name = testInfo.project.name === "electron" ? "electron" : "browser";
    testInfo.skip(name === "electron" && findElectron() === undefined, "no Electron runtime is here");
    await provide(name);
  },

  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
  dataFolder: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), "rezora-e2e-"));
    await provide(folder);
    await rm(folder, { recursive: true, force: true });
  },

  memory: [undefined, { option: true }],

  app: async ({ hostName, dataFolder, memory, openBrowser }, provide) => {
    const app = await App.open(dataFolder, async (folder) =>
      hostName === "electron"
        ? await launchElectron(folder, memory)
        : await launchBrowserHost(folder, await openBrowser(), memory),
    );
    await provide(app);
    const lostFocus = await app.lostFocus();
    await app.close();
    // Checked after every journey: keyboard users never lose the focus.
    expect(lostFocus, "steps after which nothing had the focus").toEqual([]);
  },

  page: async ({ app }, provide) => {
    await provide(app.page);
  },

  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
  practice: async ({}, provide) => {
    const server = createPracticeServer();
    const { baseUrl } = await server.start();
    await provide(Object.assign(server, { baseUrl }));
    // Checked after every journey: no write is ever sent without a signature.
    expect(server.log.filter((request) => isWrite(request) && !request.authenticated)).toEqual([]);
    await server.stop();
  },

  held: async ({ practice }, provide) => {
    const server = await startHeldServer(practice.baseUrl);
    await provide(server);
    await server.stop();
  },
});

export { expect } from "@playwright/test";
