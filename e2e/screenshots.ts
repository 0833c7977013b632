/**
 * `npm run screenshots` takes docs/screenshots from the running application in every theme and size;
 * `npm run screenshots -- tour sessionCookieTest` takes only those parts.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, type Page } from "@playwright/test";
import { createPracticeServer } from "#practice/server.ts";
import { ensureBuilt } from "../scripts/build.ts";
import { findChromium } from "../scripts/chromium.ts";
import { root } from "../scripts/tool.ts";
import { launchBrowserHost } from "./support/browser-host.ts";
import { startHeldServer } from "./support/held-server.ts";
import { compareWithBytes, connect, connectTo, panel, rowWith, treeItem, unlock, view } from "./support/journey.ts";

const folder = join(root, "docs", "screenshots");
const normal = { width: 1440, height: 900 };
const smallest = { width: 1024, height: 640 };

/** Preferences of the system, which the application follows automatically. */
const light = { colorScheme: "light", contrast: "no-preference" } as const;
const dark = { colorScheme: "dark", contrast: "no-preference" } as const;
const contrast = { colorScheme: "light", contrast: "more" } as const;
const variants = [
  { suffix: "light", media: light, size: normal },
  { suffix: "light-1024x640", media: light, size: smallest },
  { suffix: "dark", media: dark, size: normal },
  { suffix: "dark-1024x640", media: dark, size: smallest },
  { suffix: "contrast", media: contrast, size: normal },
];

/** Takes screenshots of the current screen in each variant, and restores it. */
async function take(page: Page, screen: string): Promise<void> {
  for (const { suffix, media, size } of variants) {
    await page.emulateMedia(media);
    await page.setViewportSize(size);
    await page.screenshot({ path: join(folder, `${screen}-${suffix}.png`), animations: "disabled" });
  }
  await page.emulateMedia(light);
  await page.setViewportSize(normal);
}

async function linesAreThere(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "contacts as" })).toContainText("contact_id");
}

async function tour(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: /^Open contacts/u })).toBeVisible();
  await take(page, "first-run");

  await page.getByRole("button", { name: /^Open contacts/u }).click();
  await treeItem(page, "lists").click();
  await expect(page.getByRole("grid", { name: /^lists/u })).toBeVisible();
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await rowWith(page, "Siobhán O’Rourke").click();
  await expect(page.getByRole("complementary", { name: "Record" })).toBeVisible();
  await take(page, "explore-table");

  await page.getByRole("button", { name: "Export", exact: true }).click();
  await take(page, "export-menu");
  await page.keyboard.press("Escape");

  await view(page, "JSON").click();
  await expect(page.getByText("Converted from CSV.")).toBeVisible();
  await linesAreThere(page);
  await take(page, "explore-json");
  for (const format of ["XML", "CSV", "Raw"] as const) {
    await view(page, format).click();
    await expect(view(page, format)).toBeChecked();
    await linesAreThere(page);
    await take(page, `explore-${format.toLowerCase()}`);
  }
  await view(page, "JSON").click();
  await page.getByRole("button", { name: "Fold record 2", exact: true }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Fold records 1 to 10" }).click();
  await page.getByRole("button", { name: "Fold record 11", exact: true }).click();
  await expect(page.getByRole("button", { name: "Unfold record 11", exact: true })).toBeVisible();
  await take(page, "explore-folded");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("view as bytes");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Bytes" })).toBeVisible();
  await take(page, "explore-hex");
  await view(page, "Table").click();
  await compareWithBytes(page);
  await expect(page.getByText(/Nothing altered/u)).toBeVisible();
  await take(page, "explore-compared");
  await compareWithBytes(page);
  for (const name of ["Handshake", "Headers", "Docs"] as const) {
    await panel(page, name).click();
    await take(page, name.toLowerCase());
  }

  await panel(page, "Formats").click();
  await take(page, "formats-offer");

  await view(page, "Table").click();
  await page.keyboard.press("Control+K");
  await expect(page.getByRole("dialog")).toBeVisible();
  await take(page, "palette");
  await page.keyboard.press("Escape");

  const sections = page.getByRole("navigation", { name: "Sections" });
  await sections.getByRole("button", { name: "Doctor" }).click();
  await page.getByRole("button", { name: "Resource to test with" }).click();
  await page.getByRole("option", { name: "GET groups" }).click();
  await take(page, "doctor-not-run");
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByText("wrong-level").first()).toBeVisible();
  await take(page, "doctor");
  await page.getByRole("button", { name: "Support bundle" }).click();
  await expect(page.getByRole("heading", { name: /none found$/u })).toBeVisible();
  await take(page, "support-bundle");

  for (const name of ["History", "Settings"] as const) {
    await sections.getByRole("button", { name }).click();
    await take(page, name.toLowerCase());
  }
}

/** A response of which half has arrived. */
async function arriving(page: Page): Promise<void> {
  const practice = createPracticeServer();
  const held = await startHeldServer((await practice.start()).baseUrl);
  try {
    await connectTo(page, held.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await rowWith(page, "Siobhán O’Rourke").click();
    await expect(page.getByText(/of 64\.3 KB/u)).toBeVisible();
    await take(page, "explore-arriving");
  } finally {
    await held.stop();
    await practice.stop();
  }
}

/** What the Doctor finds out without a request. */
async function offlineDoctor(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Open contacts/u }).click();
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await page.keyboard.press("Control+Shift+D");
  await treeItem(page, "Check a pasted header").click();
  await take(page, "header-check-empty");
  await page.getByRole("button", { name: "Show an example" }).click();
  await expect(page.getByRole("heading", { name: /^Does not match/u })).toBeVisible();
  await take(page, "header-check");

  // The same request, signed with a space after the password.
  const area = page.getByRole("textbox", { name: "The customer’s request" });
  await area.fill(
    (await area.inputValue()).replace(/response="[0-9a-f]+"/u, 'response="2ae3b9bf466c1ed16c7921ddbc997b3c"'),
  );
  await treeItem(page, "Near misses").click();
  await page.getByRole("button", { name: "Look for near misses" }).click();
  await expect(page.getByRole("heading", { name: "It matches with a space at the end" })).toBeVisible();
  await take(page, "near-misses");
}

/** Pending edits in the table, then beside their Review. */
async function editing(page: Page): Promise<void> {
  const practice = createPracticeServer();
  try {
    await connectTo(page, (await practice.start()).baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await unlock(page);
    for (const [name, column, value] of [
      ["Zoë Brandt-Lindqvist", 2, "zoe@lindqvist.example"],
      ["Dorothea van den Heuvel", 5, "Boulder"],
      ["Priya Ramanathan", 2, "priya@frhs.example"],
    ] as const) {
      await rowWith(page, name).getByRole("gridcell").nth(column).click();
      await page.keyboard.type(value);
      await page.keyboard.press("Enter");
    }
    await rowWith(page, "Siobhán O’Rourke").getByRole("gridcell").nth(2).click();
    await page.keyboard.type("siobhan@orourke");
    await take(page, "edit-cell");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Review", exact: true }).click();
    await expect(page.getByRole("button", { name: /^Commit 3 changes/u })).toBeVisible();
    await take(page, "edit-review");
  } finally {
    await practice.stop();
  }
}

/** Members of a group, with some to be added and one to be removed. */
async function members(page: Page): Promise<void> {
  const practice = createPracticeServer();
  try {
    await connectTo(page, (await practice.start()).baseUrl, "company");
    await treeItem(page, "agents").click();
    await treeItem(page, "groups").click();
    await page.getByRole("treeitem", { name: /^East Branch Office/u }).click();
    await page.getByRole("button", { name: "Edit members" }).click();
    // The list appears before its first window of rows has arrived.
    await expect(page.getByRole("option").first().locator(".cid")).not.toBeEmpty();
    await page.getByRole("option", { selected: true }).first().click();
    for (let added = 0; added < 4; added++) await page.getByRole("option", { selected: false }).nth(3).click();
    await take(page, "members");
  } finally {
    await practice.stop();
  }
}

/** The form, a conflict in Review, and the journal. */
async function forms(page: Page): Promise<void> {
  const practice = createPracticeServer();
  try {
    await connectTo(page, (await practice.start()).baseUrl, "agent");
    await unlock(page);
    await treeItem(page, "contacts").click();
    await rowWith(page, "Siobhán O’Rourke").click();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const field = (name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`, "u") });
    await field("contact_title").fill("Partner");
    await field("contact_email").fill("siobhan@orourke-homes.example");
    await expect(page.getByText(/^Saved \d+ s ago$/u)).toBeVisible();
    await take(page, "edit-form");
    practice.change("contacts/123468", { contact_title: "Managing partner" });
    await page.getByRole("button", { name: "Review", exact: true }).first().click();
    await expect(page.getByText("Somebody changed this record after you read it.")).toBeVisible();
    await take(page, "edit-conflict");
    await page.getByRole("radio", { name: "Partner", exact: true }).check({ force: true });
    await page.getByRole("button", { name: /^Commit 1 change/u }).click();
    await expect(page.getByText(/Stored as sent/u).first()).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "History" }).click();
    await page.getByRole("radio", { name: "Writes" }).click();
    await page.getByRole("button", { name: /^Show what PUT/u }).click();
    await take(page, "edit-journal");
  } finally {
    await practice.stop();
  }
}

/** The access matrix, before and after a sweep. */
async function accessMatrix(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Open contacts/u }).click();
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await page.evaluate(
    async (connectionIds) => {
      for (const connectionId of connectionIds)
        await window.api.updateConnection({ connectionId, change: { gapMs: 0 } });
    },
    ["practice-agent", "practice-company"],
  );
  await page.keyboard.press("Control+Shift+D");
  await treeItem(page, "Access matrix").click();
  await take(page, "access-matrix-not-swept");
  await page.getByRole("button", { name: "Sweep", exact: true }).click();
  await expect(page.getByText("12 allowed, 12 refused")).toBeVisible();
  await page.getByRole("button", { name: /^GET groups\/ID, .*agent: Refused/u }).click();
  await take(page, "access-matrix");
}

/** The session-cookie test, and the login comparison. */
async function ways(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Open contacts/u }).click();
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await page.evaluate(() => window.api.setPracticeFault({ connectionId: "practice-agent", fault: "session-ghost" }));
  await page.keyboard.press("Control+Shift+D");
  await treeItem(page, "Login or cookie").click();
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByRole("heading", { name: "Only the session cookie was accepted." })).toBeVisible();
  await take(page, "login-or-cookie");
  await page.evaluate(() => window.api.setPracticeFault({ connectionId: "practice-agent", fault: null }));
  await treeItem(page, "Login comparison").click();
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(
    page.getByRole("heading", { name: "Practice, agent is served, Practice, company is not." }),
  ).toBeVisible();
  await take(page, "login-comparison");
}

/** Connections with a warning: not encrypted, not reachable. */
async function troubles(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Connect to your own account" }).click();
  const dialog = page.getByRole("dialog", { name: /connection$/u });
  await dialog.getByLabel("Name", { exact: true }).fill("Harbour & Oak agent");
  await dialog.getByLabel("Base URL").fill("http://api.rezora.com");
  await dialog.getByLabel("User name").fill("hoak-agent-0412");
  await dialog.getByLabel("Password").fill("not a real one");
  await take(page, "connection-dialog");
  await page.keyboard.press("Escape");

  // Nothing listens on the discard port.
  const nobody = { name: "Nobody there", baseUrl: "http://127.0.0.1:9", userName: "agent", password: "practice" };
  await connect(page, nobody);
  await treeItem(page, "contacts").click();
  await expect(page.getByText(/No connection to 127\.0\.0\.1:9/u).first()).toBeVisible();
  await take(page, "no-connection");
}

/** A server whose formats do not contain the same data. */
async function differingFormats(page: Page): Promise<void> {
  const practice = createPracticeServer();
  practice.setFault("formats-differ");
  const { baseUrl } = await practice.start();
  try {
    await connectTo(page, baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
    await panel(page, "Formats").click();
    await page.getByRole("button", { name: "Compare formats" }).click();
    await expect(page.getByRole("heading", { name: /kinds of difference/u })).toBeVisible();
    await take(page, "formats");
  } finally {
    await practice.stop();
  }
}

await ensureBuilt();
mkdirSync(folder, { recursive: true });
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  chromiumSandbox: process.getuid?.() !== 0,
});
const parts = [troubles, arriving, editing, members, forms, tour, differingFormats, offlineDoctor, accessMatrix, ways];
const wanted = process.argv.slice(2);
for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const dataFolder = mkdtempSync(join(tmpdir(), "rezora-screens-"));
  const host = await launchBrowserHost(dataFolder, browser);
  try {
    await part(host.page);
  } finally {
    await host.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
await browser.close();
