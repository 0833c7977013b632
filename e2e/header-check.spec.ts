import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { clientHeader, clientResponse, pastedLegs, rightValues } from "#core/doctor/header-check/client-doubles.ts";
import { mutationNonceUse, mutations, pastedMutation } from "#core/doctor/header-check/mutations.ts";
import { openClipboard } from "./support/clipboard.ts";
import { connect, connectTo, practiceLogin } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const run = promisify(execFile);
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

function pasteArea(page: Page): Locator {
  return page.getByRole("textbox", { name: "The customer’s request" });
}

function verdict(page: Page): Locator {
  return page
    .getByRole("region", { name: "Result of the check", exact: true })
    .first()
    .getByRole("heading", { level: 2 });
}

/** Rows of the table that differ, by their input. */
async function differing(page: Page): Promise<string[]> {
  return page.getByRole("table", { name: "Inputs of the digest" }).locator("tr.bad th").allInnerTexts();
}

async function openTool(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toHaveText(`Doctor${title}`);
}

/** As the clipboard does it: the cut text is pasted back. */
async function paste(page: Page, text: string): Promise<void> {
  const area = pasteArea(page);
  await area.fill(text);
  await area.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+X");
  await expect(area).toHaveValue("");
  await page.keyboard.press("Control+V");
  // A text field has its own line endings.
  await expect(area).toHaveValue(text.replaceAll("\r\n", "\n"));
}

/** A connection with the login that `rightValues` were signed with. */
async function connectAsCustomer(page: Page, baseUrl: string): Promise<void> {
  const { username: userName, password } = rightValues;
  await connect(page, { name: "Harbour & Oak agent", baseUrl, userName, password });
}

test("a pasted header is checked immediately, every wrong input is named, and no request is sent", async ({
  page,
  practice,
}) => {
  await connectAsCustomer(page, practice.baseUrl);
  await openTool(page, "Check a pasted header");
  const hashed = { uri: "/v1/contacts.json", nc: "00000010" };
  await paste(page, pastedLegs(clientHeader(hashed), null).trim());

  await expect(verdict(page)).toHaveText("Does not match: 1 input differs");
  await expect(page.getByText("The password is right. The URI lost its query.")).toBeVisible();
  // Only the count of the requests shows that ten is not sixteen.
  await page.getByLabel("Which request on this nonce").fill("10");
  await expect(verdict(page)).toHaveText("Does not match: 2 inputs differ");
  expect(await differing(page)).toEqual(["uri", "nc"]);
  await expect(page.locator(".pastearea mark")).toHaveText(["/v1/contacts.json", "00000010"]);
  await expect(page.getByRole("region", { name: "Client fingerprint" }).first()).toContainText("works nine times");
  await expect(page.getByRole("table", { name: "How the response is made" })).toContainText("Equal to theirs");
  await expect(page.getByText("0 wire requests")).toBeVisible();

  // Another paste is another request: values that were entered for the first one do not apply to it.
  await paste(page, pastedLegs(clientHeader()).trim());
  await expect(verdict(page)).toHaveText("Matches: this header is right");
  await expect(page.getByLabel("Which request on this nonce")).toHaveValue("");
  await expect(page.locator(".pastearea mark")).toHaveCount(0);
  expect(practice.log).toEqual([]);
});

test("every planted mistake is named through the window, without a request", async ({ page, practice, hostName }) => {
  test.slow();
  await connectAsCustomer(page, practice.baseUrl);
  await openTool(page, "Check a pasted header");
  // The mistake with another login has a connection of its own in the unit tests.
  const planted = mutations.filter(({ login }) => login === undefined);
  await page.getByLabel("Which request on this nonce").fill(String(mutationNonceUse));
  let named = 0;
  for (const mutation of planted) {
    await pasteArea(page).fill(pastedMutation(mutation));
    await expect(page.locator(".resulthead .badge"), mutation.name).toHaveText(mutation.code);
    const rows = page.getByRole("table", { name: "Inputs of the digest" }).locator("tr.bad th");
    await expect(rows.first(), mutation.name).toHaveText(mutation.input);
    named++;
  }
  console.log(`header check: ${String(named)} of ${String(planted.length)} on ${hostName}`);
  expect(practice.log).toEqual([]);
});

test("an actual request of curl matches", async ({ page, practice }) => {
  test.skip(!hasCurl, "curl is not installed");
  await connectTo(page, practice.baseUrl, "agent");
  const { userName, password } = practiceLogin("agent");
  const url = `${practice.baseUrl}/v1/contacts.json?since=2010-07-01`;
  const { stderr } = await run("curl", ["-sv", "--digest", "-u", `${userName}:${password}`, "-o", "/dev/null", url]);
  const calls = practice.log.length;
  await openTool(page, "Check a pasted header");
  await pasteArea(page).fill(stderr);
  await expect(verdict(page)).toHaveText("Matches: this header is right");
  await expect(page.getByText("with the challenge of the server")).toBeVisible();
  expect(practice.log).toHaveLength(calls);
});

test("a result is copied for a ticket without response and password, and stays in the list", async ({
  page,
  app,
  practice,
}) => {
  await connectAsCustomer(page, practice.baseUrl);
  await openTool(page, "Check a pasted header");
  const hashed = { method: "POST" };
  await pasteArea(page).fill(pastedLegs(clientHeader(hashed)));
  await page.getByRole("button", { name: "Copy for ticket" }).click();
  await expect(page.getByText("Copied the result without password and response.")).toBeVisible();
  const read = await openClipboard(app);
  const copied = await read();
  expect(copied).toContain("method-mismatch");
  expect(copied).toContain("Checked against: Harbour & Oak agent");
  expect(copied).not.toContain(clientResponse({ ...rightValues, ...hashed }).slice(0, 12));

  await pasteArea(page).fill("nothing of use");
  await expect(verdict(page)).toHaveText("No request was found in this text");
  await page.getByRole("treeitem", { name: /^Method mismatch/u }).click();
  await expect(verdict(page)).toHaveText("Does not match: 1 input differs");
});

test("a near miss is found by keyboard only, and described but never shown", async ({ page, practice }) => {
  const password = "Circle Of Life";
  const { username: userName } = rightValues;
  await connect(page, { name: "Oak", baseUrl: practice.baseUrl, userName, password });
  await openTool(page, "Check a pasted header");
  await pasteArea(page).fill(pastedLegs(clientHeader({ password: `${password} ` })));
  await expect(verdict(page)).toHaveText("Not reproduced: either the password or the computation differs");
  await page.getByRole("button", { name: "Look for near misses" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toHaveText("DoctorNear misses");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "It matches with a space at the end" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What to tell the customer" })).toContainText(
    "it differs in this: a space at the end.",
  );
  await page.getByRole("button", { name: "Edit connection…" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByLabel("Password")).toBeFocused();
  await page.keyboard.press("Escape");

  // A password that is not similar to the one on file is not found until the customer remembers it.
  await pasteArea(page).fill(pastedLegs(clientHeader({ password: "Hakuna Matata" })));
  await page.getByRole("button", { name: "Look for near misses" }).click();
  await expect(
    page.getByRole("heading", { name: "Not reproduced: either the password or the computation differs" }),
  ).toBeVisible();
  await page.getByLabel("Earlier password 1").focus();
  await page.keyboard.insertText("hakuna matata");
  await page.keyboard.press("Control+Enter");
  await expect(
    page.getByRole("heading", { name: "It matches with the earlier password and each word with a capital letter" }),
  ).toBeVisible();
  expect(await page.content()).not.toContain(password);
  expect(await page.content()).not.toContain("atata");
  expect(practice.log).toEqual([]);
});

test("the empty page offers an example, and lists what can be pasted when nothing was found", async ({ page }) => {
  await page.getByRole("button", { name: /^Open contacts/u }).click();
  await expect(page.getByRole("grid")).toBeVisible();
  await openTool(page, "Check a pasted header");
  await page.getByRole("button", { name: "Show an example" }).click();
  await expect(verdict(page)).toHaveText("Does not match: 2 inputs differ");
  await expect(page.getByText("The password is right.")).toBeVisible();
  await pasteArea(page).fill("HTTP/1.1 401 Unauthorized");
  await expect(page.getByRole("heading", { name: "What can be pasted" })).toBeVisible();
  await pasteArea(page).fill("");
  await expect(page.getByRole("heading", { name: "Is this header right?" })).toBeVisible();
});

test("missing parts of the text are asked for, by mouse and by keyboard, and checked when they are entered", async ({
  page,
  practice,
}) => {
  await connectAsCustomer(page, practice.baseUrl);
  await openTool(page, "Check a pasted header");
  await paste(page, `Authorization: ${clientHeader({ uri: "/v1/contacts.json" })}`);
  await expect(verdict(page)).toHaveText("Not enough information: the text does not show the method and the URL");
  await expect(page.locator(".resulthead .badge")).toHaveText("not-enough");
  await expect(page.locator(".statusbar")).toContainText("Not enough information");

  await page.getByRole("button", { name: "Enter the method" }).click();
  await expect(page.getByLabel("Method", { exact: true })).toBeFocused();
  await page.keyboard.type("get");
  await expect(verdict(page)).toHaveText("Not enough information: the text does not show the URL");
  await page.getByRole("button", { name: "Enter the URL" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("URL", { exact: true })).toBeFocused();
  await page.keyboard.insertText(`https://api.rezora.com${rightValues.uri}`);
  await expect(verdict(page)).toHaveText("Does not match: 1 input differs");
  await expect(page.locator(".resulthead .badge")).toHaveText("uri-lacks-query");

  // The value alone may have been sent in any field, so the name of the field is asked for as well.
  await paste(page, clientHeader());
  await expect(verdict(page)).toContainText("the method, the URL and the name of the field");
  await page.getByLabel("Method", { exact: true }).fill("GET");
  await page.getByLabel("URL", { exact: true }).fill(rightValues.uri);
  await expect(verdict(page)).toHaveText("Not enough information: the text does not show the name of the field");
  await pasteArea(page).fill(`Authorization: ${clientHeader()}`);
  await expect(verdict(page)).toHaveText("Matches: this header is right");
  expect(practice.log).toEqual([]);
});
