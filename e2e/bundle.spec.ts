import type { Locator, Page } from "@playwright/test";
import { createPracticeServer } from "#practice/server.ts";
import { nextCopied } from "./support/clipboard.ts";
import { connect, connectTo, panel, treeItem } from "./support/journey.ts";
import { savedBy, saveInto } from "./support/saving.ts";
import { expect, test } from "./support/test.ts";

const password = "Canary & Söhne 7f3e9d1b";

const customers = test.extend<{ readonly baseUrl: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
  baseUrl: async ({}, provide) => {
    const server = createPracticeServer({ accounts: [{ userName: "oak-agent", password, level: "agent" }] });
    const { baseUrl } = await server.start();
    await provide(baseUrl);
    await server.stop();
  },
});

function headerCheck(page: Page): Locator {
  return page.getByRole("region", { name: "Preview", exact: true }).getByRole("heading", { level: 2 });
}

/** From a fresh start through a verdict to its bundle. */
async function openBundle(page: Page, baseUrl: string): Promise<void> {
  await connect(page, { name: "Oak", baseUrl, userName: "oak-agent", password });
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await page.keyboard.press("Control+Shift+D");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Support bundle" }).click();
  await expect(headerCheck(page)).toHaveText(/^Searched for \d+ secrets in \d+ spellings: none found$/u);
}

customers("a verdict becomes a file that proves what it does not hold", async ({ app, baseUrl }) => {
  const { page } = app;
  await openBundle(page, baseUrl);
  const text = page.getByRole("region", { name: "Text of the bundle" });
  await expect(text).toContainText("Verdict: valid-agent");
  await expect(text).toContainText('response="••••••••"');
  await page.getByRole("checkbox", { name: "Versions" }).focus();
  await page.keyboard.press("Space");
  await expect(text).not.toContainText("Node.js");
  await page.getByRole("radio", { name: "Whole file" }).click();
  await expect(text).toContainText('"rezora-explorer-support-bundle"');

  const folder = await saveInto(app);
  const file = await savedBy(app, folder, () => page.getByRole("button", { name: "Save…" }).click());
  const saved = JSON.parse(file.toString()) as {
    readonly parts: Readonly<Record<string, unknown>>;
    readonly search: { readonly secrets: number; readonly kinds: readonly string[] };
  };
  expect(Object.keys(saved.parts)).toEqual(["verdict", "handshake", "timings", "connection"]);
  expect(saved.search.kinds.toSorted()).toEqual(["HA1", "password", "response", "session id"]);
  expect(file.includes(password)).toBe(false);
  expect(file.toString()).not.toMatch(/PHPSESSID=[^•]/u);
});

customers(
  "a secret in the settings blocks the file and is not shown; leaving out its part unblocks the file",
  async ({ app, baseUrl }) => {
    const { page } = app;
    await openBundle(page, baseUrl);
    // As if the user wrote the password beside the name to remember it.
    await page.evaluate(
      async (label) => {
        const reply = await window.api.listConnections({});
        const oak = reply.ok ? reply.value.find(({ name }) => name === "Oak") : undefined;
        await window.api.updateConnection({ connectionId: oak?.connectionId ?? "", change: { label } });
      },
      Buffer.from(`oak:${password}`).toString("base64"),
    );
    await expect(headerCheck(page)).toHaveText(/: found, so it cannot be saved$/u);
    await expect(page.getByText("“Settings of the connection” holds the password.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Save…" })).toHaveAttribute("aria-disabled", "true");
    const text = page.getByRole("region", { name: "Text of the bundle" });
    await expect(text).not.toContainText("Settings of the connection");
    await page.getByText("Settings of the connection", { exact: true }).click();
    await expect(headerCheck(page)).toHaveText(/: none found$/u);
    await expect(page.getByRole("button", { name: "Save…" })).not.toHaveAttribute("aria-disabled", "true");
  },
);

const sharedWord = test.extend<{ readonly baseUrl: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, empty or not
  baseUrl: async ({}, provide) => {
    const server = createPracticeServer({
      accounts: [{ userName: "oak-agent", password: "agent", level: "agent" }],
    });
    const { baseUrl } = await server.start();
    await provide(baseUrl);
    await server.stop();
  },
});

async function diagnose(page: Page, baseUrl: string): Promise<void> {
  await connect(page, { name: "Oak", baseUrl, userName: "oak-agent", password: "agent" });
  await page.keyboard.press("Control+Shift+D");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name: "Copy for ticket" })).toBeVisible();
}

sharedWord(
  "a password that is part of the user name: the parts that hold it are named and left out, and the file is saved",
  async ({ app, baseUrl }) => {
    const { page } = app;
    await diagnose(page, baseUrl);
    await page.getByRole("button", { name: "Support bundle" }).click();
    await expect(headerCheck(page)).toHaveText(/: found, so it cannot be saved$/u);
    const held = page.getByRole("list", { name: "Parts that hold a secret" });
    await expect(held).toContainText("“Verdict and steps” holds the password.");
    await expect(held).toContainText("“Settings of the connection” holds the password.");
    const save = page.getByRole("button", { name: "Save…" });
    await expect(save).toHaveAttribute("aria-disabled", "true");

    // One by one, by mouse: the rest is searched again and still blocks.
    await held.getByRole("button", { name: "Leave out Settings of the connection" }).click();
    await expect(held).not.toContainText("Settings of the connection");
    await expect(page.getByRole("checkbox", { name: "Settings of the connection" })).not.toBeChecked();
    await expect(save).toHaveAttribute("aria-disabled", "true");

    // The last ones by keyboard.
    await held.getByRole("button", { name: "Leave out Verdict and steps" }).focus();
    await page.keyboard.press("Enter");
    await expect(headerCheck(page)).toHaveText(/: none found$/u);
    const folder = await saveInto(app);
    const file = await savedBy(app, folder, () => save.click());
    expect(file.includes("agent")).toBe(false);
    expect(Object.keys((JSON.parse(file.toString()) as { readonly parts: object }).parts)).toEqual([
      "timings",
      "versions",
    ]);
  },
);

sharedWord("a ticket obeys the same search, and the rest of it can be copied", async ({ app, baseUrl }) => {
  const { page } = app;
  await diagnose(page, baseUrl);
  await page.getByRole("button", { name: "Copy for ticket" }).click();
  await expect(page.getByText(/^Not copied: \d+ of \d+ paragraphs hold the password\.$/u)).toBeVisible();
  const copied = nextCopied(page);
  await page.getByRole("button", { name: "Copy without them" }).click();
  const text = await copied;
  expect(text.trim()).not.toBe("");
  expect(text).not.toContain("agent");
});

test("HA1 and response are revealed only by the main process, and only where it has a window", async ({
  app,
  practice,
}) => {
  const { page, electron } = app;
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await panel(page, "Handshake").click();
  const derivation = page.getByRole("region", { name: "How the response is made" });
  const reveal = derivation.getByRole("button", { name: "Reveal…" });
  if (electron === undefined) {
    await expect(reveal).toHaveAttribute("aria-disabled", "true");
    await expect(derivation).toContainText("in the desktop application only");
    const refused = await page.evaluate(() => window.api.revealSignature({ exchangeId: "any" }));
    expect(refused).toMatchObject({ ok: false, error: { code: "not-on-this-host" } });
    return;
  }
  const answerWith = (response: number): Promise<void> =>
    electron.evaluate(({ dialog }, answer) => {
      dialog.showMessageBox = () => Promise.resolve({ response: answer, checkboxChecked: false });
    }, response);
  const shown = derivation.locator(".f3").filter({ hasText: /^=\s*[0-9a-f]{32}$/u });
  await answerWith(0);
  await reveal.click();
  await expect(reveal).toBeVisible();
  await expect(shown).toHaveCount(1);
  await answerWith(1);
  await reveal.click();
  await expect(shown).toHaveCount(3);
  await expect(derivation).toContainText("Hidden again after 30 seconds.");
  await expect(derivation).not.toContainText(": practice");
  await derivation.getByRole("button", { name: "Hide" }).click();
  await expect(shown).toHaveCount(1);
  await reveal.click();
  await expect(shown).toHaveCount(3);
  // Leaving the view hides the secrets.
  await panel(page, "Headers").click();
  await panel(page, "Handshake").click();
  await expect(shown).toHaveCount(1);
});

test("the history leads to the handshake of each exchange", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await treeItem(page, "lists").click();
  await expect(page.getByRole("grid", { name: /^lists/u })).toBeVisible();
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "History" }).click();
  await page.getByRole("button", { name: "Handshake of GET contacts" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Leg 1: Ask without a login" })).toContainText("GET /v1/contacts");
});
