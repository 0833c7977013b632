import type { Page } from "@playwright/test";
import { doctorCases, type DoctorCase } from "#host/doctor-cases.ts";
import { nextCopied } from "./support/clipboard.ts";
import { connect, connectTo, practiceLogin } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** A record is diagnosed from where it is open; the choice offers collections. */
const cases = doctorCases.filter(({ designator }) => !designator.includes("/"));

async function openDoctor(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Doctor" }).click();
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
}

/** Sets the login of a practice connection to what a case needs. */
async function arrange(page: Page, { account, fault, userName, password }: DoctorCase): Promise<void> {
  const connectionId = `practice-${account}`;
  await page.evaluate(
    async ([id, wantedFault, name, secret]) => {
      await window.api.setPracticeFault({ connectionId: id, fault: wantedFault });
      await window.api.updateConnection({ connectionId: id, change: { userName: name } });
      await window.api.setPassword({ connectionId: id, password: secret });
    },
    [connectionId, fault, userName ?? connectionId, password ?? "practice"] as const,
  );
}

test("every fault gets its own verdict", async ({ page }) => {
  test.slow();
  await openDoctor(page);
  await page.getByRole("button", { name: "Practice, agent" }).click();
  let right = 0;
  for (const each of cases) {
    await arrange(page, each);
    await choose(page, "Connection to test", `Practice, ${each.account}`);
    await choose(page, "Resource to test with", `GET ${each.designator}`);
    await page.getByRole("button", { name: /^(?:Find out|Run again)$/u }).click();
    await expect(page.locator(".vcode"), `${each.fault ?? "no fault"} on ${each.designator}`).toHaveText(each.verdict);
    right += 1;
  }
  console.log(`doctor: ${right} of ${cases.length} verdicts`);
  await expect(page.getByRole("treeitem").filter({ hasText: "Impossible user name" })).toHaveCount(1);
});

test("from a 401 to its reason with one click", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("groups/5");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+L");
  await page.keyboard.type("groups");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Why?" }).click();
  await expect(page.getByRole("heading", { name: "The login is right, but it is an agent account." })).toBeVisible();
  await expect(page.getByRole("region", { name: "What to tell the customer" })).toContainText(
    "company API credentials",
  );
  await expect(page.getByRole("region", { name: "Evidence, Server’s verdict" })).toContainText(
    "HTTP/1.1 401 Unauthorized",
  );
  await expect(page.getByRole("region", { name: "Connection", exact: true })).toContainText("Agent");
});

test("the arrow keys move between the steps, each with its evidence, and the verdict is found again", async ({
  page,
  practice,
}) => {
  const { userName } = practiceLogin("agent");
  await connect(page, { name: "Wrong", baseUrl: practice.baseUrl, userName, password: " nOT IT" });
  await page.keyboard.press("Control+Shift+D");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "The server rejects this user name or password." })).toBeVisible();
  await expect(page.getByRole("list", { name: "What looks odd" })).toContainText("The password begins with a space.");
  await page.getByRole("option", { name: /^Server’s verdict failed/u }).click();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("region", { name: "Evidence, Own answer checked" })).toContainText('response="••••••••"');
  await choose(page, "Resource to test with", "GET groups");
  await expect(page.getByRole("heading", { name: "Find out why this login fails" })).toBeVisible();
  await page.getByRole("treeitem", { name: /^Rejected/u }).click();
  await expect(page.getByRole("heading", { name: "The server rejects this user name or password." })).toBeVisible();
});

test("waiting for a silent server can be cancelled immediately", async ({ page }) => {
  await page.evaluate(() => window.api.setPracticeFault({ connectionId: "practice-agent", fault: "trickle" }));
  await openDoctor(page);
  await page.getByRole("button", { name: "Practice, agent" }).click();
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByRole("option", { name: /^HTTP running/u })).toBeVisible();
  await page.keyboard.press("Control+.");
  await expect(page.getByRole("heading", { name: "Cancelled before there was a verdict" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Run again" })).toBeVisible();
});

test("without a password the way to enter one is shown", async ({ page, practice }) => {
  await connect(page, { name: "Bare", baseUrl: practice.baseUrl, userName: "somebody", password: "" });
  await openDoctor(page);
  await page.getByRole("button", { name: "Enter password…" }).click();
  await expect(page.getByRole("dialog").getByLabel("Password")).toBeFocused();
});

test("a practice fault is chosen in the connection's settings, named beside it, and diagnosed", async ({ page }) => {
  await page.getByRole("button", { name: /^Open contacts/u }).click();
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await page.getByRole("button", { name: /^Switch connection/u }).click();
  await page.getByRole("menuitem", { name: "Edit this connection…" }).click();
  await choose(page, "Practice faults", /^basic-only: /u);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Connection", exact: true })).toContainText(
    "practice fault: basic-only",
  );
  // A dialog responds only to its own keys.
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("F5");
  await page.getByRole("button", { name: "Why?" }).click();
  await expect(page.getByRole("heading", { name: "The server does not offer a Digest login." })).toBeVisible();
});

test("http to a port that expects https is corrected with one click, and the password is asked for again [security: password-asked-again]", async ({
  page,
  practice,
}) => {
  const faulty = await practice.faultyAddress("https-expected");
  await connectTo(page, faulty, "agent");
  await openDoctor(page);
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByRole("heading", { name: "This port expects https." })).toBeVisible();
  await page.getByRole("button", { name: "Use https for this connection" }).click();
  const secure = faulty.replace("http:", "https:");
  const sentence = `The stored password was entered for ${faulty}. It is not used for ${secure}.`;
  await expect(page.getByText(sentence)).toBeVisible();
  await page.getByRole("button", { name: "Enter password…" }).click();
  await expect(page.getByRole("dialog").getByLabel("Password")).toBeFocused();
  await page.keyboard.type(practiceLogin("agent").password);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(sentence)).toBeHidden();
  await page.getByRole("button", { name: "Run again" }).click();
  // The practice server signs its certificate itself, so the next step is the one that fails.
  await expect(page.getByRole("heading", { name: "The server’s certificate is not trusted." })).toBeVisible();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("It is self-signed");
  await expect(page.getByRole("button", { name: "Use https for this connection" })).toHaveCount(0);
});

test("the ticket text goes to the clipboard, without a secret", async ({ page }) => {
  await page.getByRole("button", { name: "Practice, agent Agent" }).click();
  await openDoctor(page);
  await page.getByRole("button", { name: "Find out" }).click();
  await expect(page.getByRole("heading", { name: "The login works. It is an agent account." })).toBeVisible();
  const copied = nextCopied(page);
  await page.getByRole("button", { name: "Copy for ticket" }).click();
  const text = await copied;
  expect(text).toContain("Verdict: valid-agent");
  expect(text).toContain('response="••••••••"');
  expect(text).toContain("PHPSESSID=••••••••");
  await expect(page.getByText("The verdict is copied, without any secret.")).toBeVisible();
});
