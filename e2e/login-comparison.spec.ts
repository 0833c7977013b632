import type { Page } from "@playwright/test";
import { createPracticeServer } from "#practice/server.ts";
import { nextCopied } from "./support/clipboard.ts";
import { connect, practiceLogin, treeItem } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** Opens a tool of the Doctor with a connection in use. */
async function openTool(page: Page, title: string): Promise<void> {
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Doctor" }).click();
  await page.getByRole("button", { name: "Practice, agent" }).click();
  await treeItem(page, title).click();
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toHaveText(`Doctor${title}`);
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
  await expect(page.getByRole("option", { name: option })).toBeHidden();
}

async function setFault(page: Page, fault: string | null): Promise<void> {
  await page.evaluate(async (name) => {
    await window.api.setPracticeFault({ connectionId: "practice-agent", fault: name });
  }, fault);
}

/** A second login of the agent's account. */
async function secondAgent(page: Page, fault: string | null = null): Promise<void> {
  await page.evaluate(async (name) => {
    const reply = await window.api.duplicateConnection({ connectionId: "practice-agent" });
    if (!reply.ok) throw new Error(reply.error.message);
    const { connectionId } = reply.value;
    await window.api.updateConnection({ connectionId, change: { name: "Second" } });
    await window.api.setPassword({ connectionId, password: "practice" });
    await window.api.setPracticeFault({ connectionId, fault: name });
  }, fault);
}

test("what was accepted: the login, the cookie, or neither", async ({ page }) => {
  await openTool(page, "Login or cookie");
  const cases = [
    [null, "The login was accepted.", "login-opens"],
    ["session-ghost", "Only the session cookie was accepted.", "cookie-opens"],
    ["session-blocks", "The session blocks the login.", "session-blocks"],
    ["session-alone", "The session cookie alone is accepted.", "session-alone"],
    ["rejected", "The cookie changes nothing: refused either way.", "cookie-changes-nothing"],
  ] as const;
  for (const [fault, title, code] of cases) {
    await setFault(page, fault);
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.locator(".codebadge")).toHaveText(code);
  }
});

test("the arrow keys move between the trials, and the ticket has their bytes without a secret", async ({ page }) => {
  await openTool(page, "Login or cookie");
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByRole("region", { name: "What to tell the customer" })).toContainText("Your login works");
  await page.getByRole("option", { name: /^Login and cookie/u }).click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const evidence = page.getByRole("region", { name: "Evidence, Cookie, no login" });
  await expect(evidence).toContainText("PHPSESSID=••••••••");
  await expect(evidence).not.toContainText("Authorization");
  const copied = nextCopied(page);
  await page.getByRole("button", { name: "Copy for ticket" }).click();
  const text = await copied;
  expect(text).toContain("Verdict: login-opens");
  expect(text).not.toMatch(/response="[0-9a-f]|PHPSESSID=[0-9a-f]/u);
});

test("a trial without a response is cancelled", async ({ page }) => {
  await openTool(page, "Login or cookie");
  await setFault(page, "timed-out");
  await page.getByRole("button", { name: "Find out" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled before there was a verdict" })).toBeVisible();
});

test("the same GET as agent and as company, swapped, and with two logins of one account", async ({ page }) => {
  await secondAgent(page);
  await openTool(page, "Login comparison");
  await choose(page, "Right connection", "Practice, company");
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(
    page.getByRole("heading", { name: "Practice, agent is served, Practice, company is not." }),
  ).toBeVisible();
  const answers = page.getByRole("table", { name: "Answers side by side" });
  await expect(answers.getByRole("row", { name: /^Status/u })).toHaveText("Status200 OK401 Unauthorized");
  await expect(answers.getByRole("row", { name: /^Kind of account/u })).toHaveText("Kind of accountAgentCompany");

  await page.getByRole("button", { name: "Swap the sides" }).click();
  await expect(answers.getByRole("row", { name: /^Status/u })).toHaveText("Status401 Unauthorized200 OK");
  await expect(page.getByRole("region", { name: "Connection", exact: true })).toContainText("Company");

  await page.getByRole("button", { name: "Swap the sides" }).click();
  await choose(page, "Right connection", /^Second/u);
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByRole("heading", { name: "Both are served the same records." })).toBeVisible();
  await expect(answers.getByRole("row", { name: /^Records/u })).toHaveText("Records248248");
});

test("records that differ are named with field and values", async ({ page }) => {
  await secondAgent(page, "ragged-rows");
  await openTool(page, "Login comparison");
  await choose(page, "Right connection", /^Second/u);
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByRole("heading", { name: "Both are served, and the records differ." })).toBeVisible();
  const values = page.getByRole("table", { name: "Values that differ" });
  await expect(values).toContainText("no such field");
  // Its rows are rendered over a few frames.
  await expect(values.getByRole("row")).toHaveCount(Number(await values.getAttribute("aria-rowcount")));
  // Scrolled by keyboard: the pane takes the focus and scrolls.
  await page.getByRole("region", { name: "What differs" }).focus();
  await page.keyboard.press("End");
  await expect(values.getByRole("row").last()).toBeInViewport();
});

test("a comparison is cancelled, and shows what had arrived", async ({ page }) => {
  await secondAgent(page, "timed-out");
  await openTool(page, "Login comparison");
  await choose(page, "Right connection", /^Second/u);
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByText("The second of two")).toBeVisible();
  await page.keyboard.press("Control+.");
  await expect(page.getByRole("heading", { name: /^Cancelled/u })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Status/u })).toContainText("200 OK");
});

test("all differences of long lists are counted, and the page says how many of them it shows", async ({ page }) => {
  const servers = [createPracticeServer({ contacts: 6_000 }), createPracticeServer({ contacts: 6_000, seed: 7 })];
  const [left, right] = await Promise.all(servers.map((server) => server.start()));
  try {
    await connect(page, { name: "Long list 1", baseUrl: left?.baseUrl ?? "", ...practiceLogin("agent") });
    await page.evaluate(
      async ([baseUrl, login]) => {
        const connections = await window.api.listConnections({});
        const first = connections.ok ? connections.value.find(({ name }) => name === "Long list 1") : undefined;
        const copy = await window.api.duplicateConnection({ connectionId: first?.connectionId ?? "" });
        if (!copy.ok) throw new Error(copy.error.message);
        const { connectionId } = copy.value;
        await window.api.updateConnection({ connectionId, change: { name: "Long list 2", baseUrl } });
        await window.api.setPassword({ connectionId, password: login.password });
      },
      [right?.baseUrl ?? "", practiceLogin("agent")] as const,
    );
    await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Doctor" }).click();
    await treeItem(page, "Login comparison").click();
    await choose(page, "Right connection", /^Long list 2/u);
    await page.getByRole("button", { name: "Find out" }).click();
    await expect(page.getByRole("heading", { name: "Both are served, and the records differ." })).toBeVisible();
    await expect(page.getByText(/^2,000 of \d+,\d{3} differences are shown\.$/u)).toBeVisible();
    await expect(page.getByText(/Counting stopped|Only the first/u)).toBeHidden();
    const values = page.getByRole("table", { name: "Values that differ" });
    await expect(values).toHaveAttribute("aria-rowcount", "2001");
    await expect(values.getByRole("row")).toHaveCount(2_001);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
});
