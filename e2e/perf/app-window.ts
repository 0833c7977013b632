import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Locator, Page } from "@playwright/test";
import { launchBrowserHost } from "../support/browser-host.ts";
import { launchChromium } from "../support/chromium.ts";
import { launchElectron } from "../support/electron-host.ts";
import { connectTo, treeItem } from "../support/journey.ts";
import { startBodyServer, type BodyServer } from "./body-server.ts";
import type { Host } from "./row.ts";

/** The built application in a window, with a connection to a server whose responses can be set. */
export interface AppWindow {
  readonly page: Page;
  readonly server: BodyServer;
  /** Undefined on the browser host. */
  readonly electron: ElectronApplication | undefined;
  /** Removed when the window is closed. */
  readonly folder: string;
  close(): Promise<void>;
}

async function launch(host: Host, folder: string) {
  if (host === "electron") return await launchElectron(folder);
  const browser = await launchChromium();
  const running = await launchBrowserHost(folder, browser);
  return {
    ...running,
    async close() {
      await running.close();
      await browser.close();
    },
  };
}

export async function openAppWindow(host: Host): Promise<AppWindow> {
  const folder = await mkdtemp(join(tmpdir(), "rezora-bench-"));
  const server = await startBodyServer();
  const running = await launch(host, folder);
  const { page } = running;
  // The bundler names inner functions with a helper that does not exist in the page.
  await page.evaluate("globalThis.__name = (it) => it");
  await connectTo(page, server.baseUrl, "agent");
  return {
    page,
    server,
    electron: running.electron,
    folder,
    async close() {
      await running.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Finds where to click in advance, so the click itself does not run a script of Playwright's in the page. */
export async function clicker(target: Locator): Promise<() => Promise<void>> {
  const box = await target.boundingBox();
  if (box === null) throw new Error("What is to be clicked is not on screen.");
  return () => target.page().mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** What fetches the list: its item in the tree, later the Send button. */
export async function fetcher(page: Page): Promise<() => Promise<void>> {
  const send = page.getByRole("button", { name: "Send", exact: true });
  return await clicker((await send.isVisible()) ? send : treeItem(page, "contacts"));
}

/** Types a request that was never sent before. The returned function sends it by a key, so the page starts empty. */
export async function newVisit(page: Page, number: number): Promise<() => Promise<void>> {
  await page.keyboard.press("Control+L");
  const field = page.getByRole("textbox", { name: "Designator" });
  await field.fill(`contacts?visit=${String(number)}`);
  return () => page.keyboard.press("Enter");
}

/** Waits until the table shows a response whose last byte has arrived. */
export async function waitForTable(page: Page, records: number): Promise<void> {
  const name = `contacts, ${records.toLocaleString("en-US")} records`;
  await page.getByRole("grid", { name, exact: true }).getByRole("gridcell").first().waitFor({ timeout: 120_000 });
}

/** Fetches the list and waits for the table. */
export async function showTable(page: Page, records: number): Promise<void> {
  await (
    await fetcher(page)
  )();
  await waitForTable(page, records);
}

/** Ten of the 23 columns are shown unless the user changes that. */
export async function showAllColumns(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Columns,/u }).click();
  await page.getByRole("option", { name: "Show all" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Columns, 23 of 23/u }).waitFor();
}
