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

/** The built application in a window, with a connection to a server that answers as it is told. */
export interface AppWindow {
  readonly page: Page;
  readonly server: BodyServer;
  /** Undefined on the browser host. */
  readonly electron: ElectronApplication | undefined;
  /** Goes with the window. */
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
  // The bundler names inner functions by a helper that the page does not have.
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

/** Finds where to click now, so that the click itself runs no script of Playwright's in the page. */
export async function clicker(target: Locator): Promise<() => Promise<void>> {
  const box = await target.boundingBox();
  if (box === null) throw new Error("What is to be clicked is not on screen.");
  return () => target.page().mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** The way to ask for the list: its place in the tree, later the Send button. */
export async function fetcher(page: Page): Promise<() => Promise<void>> {
  const send = page.getByRole("button", { name: "Send", exact: true });
  return await clicker((await send.isVisible()) ? send : treeItem(page, "contacts"));
}

/** Types a request that was never sent before. What comes back sends it by a key, so that the page starts from nothing. */
export async function newVisit(page: Page, number: number): Promise<() => Promise<void>> {
  await page.keyboard.press("Control+L");
  const field = page.getByRole("textbox", { name: "Designator" });
  await field.fill(`contacts?visit=${String(number)}`);
  return () => page.keyboard.press("Enter");
}

/** Until the table shows an answer whose last byte has come. */
export async function waitForTable(page: Page, records: number): Promise<void> {
  const name = `contacts, ${records.toLocaleString("en-US")} records`;
  await page.getByRole("grid", { name, exact: true }).getByRole("gridcell").first().waitFor({ timeout: 120_000 });
}

/** Fetches what the server has and waits for the table. */
export async function showTable(page: Page, records: number): Promise<void> {
  await (
    await fetcher(page)
  )();
  await waitForTable(page, records);
}

/** The design shows ten of the 23 columns. */
export async function showAllColumns(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Columns,/u }).click();
  await page.getByRole("option", { name: "Show all" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Columns, 23 of 23/u }).waitFor();
}
