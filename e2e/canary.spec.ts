import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { createPracticeServer } from "#practice/server.ts";
import { connect, panel, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

declare global {
  interface Window {
    /** Passes the events that the page receives to the test. */
    readonly heard: (text: string) => Promise<void>;
  }
}

/** A word that cannot occur anywhere by chance. */
const canary = "Canary-7f3e9d1b-Password";

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Everything that lives in the renderer: a heap snapshot holds every string the page can still reach. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  return chunks.join("");
}

test("after a whole journey a password is only in the vault", async ({ app, dataFolder }) => {
  const server = createPracticeServer({
    accounts: [{ userName: "canary-agent", password: canary, level: "agent" }],
  });
  const { baseUrl } = await server.start();
  const { page } = app;
  const events: string[] = [];
  await page.exposeFunction("heard", (text: string) => void events.push(text));
  await page.evaluate(() => {
    for (const name of ["connectionsChanged", "exchangeProgress", "meterChanged", "notice"] as const) {
      window.api.on(name, (payload: unknown) => void window.heard(JSON.stringify(payload)));
    }
  });
  try {
    await connect(page, { name: "Canary", baseUrl, userName: "canary-agent", password: canary });
    await treeItem(page, "contacts").click();
    await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
    await view(page, "JSON").click();
    await panel(page, "Handshake").click();
    await panel(page, "Headers").click();
    await page.getByRole("button", { name: /^Switch connection/u }).click();
    await page.getByRole("menuitem", { name: /^Edit this connection/u }).click();
    await expect(page.getByRole("dialog").getByLabel("Password")).toHaveValue("");
    await page.keyboard.press("Escape");
    const exported = await page.evaluate(() => window.api.exportConnections({}));

    expect(events.length).toBeGreaterThan(0);
    expect(events.join("\n")).not.toContain(canary);
    expect(JSON.stringify(exported)).toContain("canary-agent");
    expect(JSON.stringify(exported)).not.toContain(canary);
    expect(await page.content()).not.toContain(canary);
    const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(stored).not.toContain(canary);
    const heap = await heapOf(page);
    expect(heap.includes("canary-agent"), "the snapshot holds what the page knows").toBe(true);
    expect(heap.includes(canary), "the renderer still knows the password").toBe(false);
  } finally {
    await server.stop();
  }
  await app.close();
  expect(app.output).not.toContain(canary);
  const files = await filesBelow(dataFolder);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect((await readFile(file)).includes(canary), file).toBe(false);
});
