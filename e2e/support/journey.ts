import { expect, type Locator, type Page } from "@playwright/test";
import { practiceAccounts } from "#practice/accounts.ts";
import type { WireRequest } from "#practice/wire-log.ts";

export type LevelName = "agent" | "company";

export interface NewConnection {
  readonly name: string;
  readonly baseUrl: string;
  readonly userName: string;
  readonly password: string;
}

/** User name and password of the practice account of one level. */
export function practiceLogin(level: LevelName): Pick<NewConnection, "userName" | "password"> {
  const account = practiceAccounts.find((each) => each.level === level);
  if (account === undefined) throw new Error(`There is no practice account of level ${level}.`);
  return account;
}

/** Fills in the connection dialog as a user does, from the welcome page, and saves. */
export async function connect(page: Page, connection: NewConnection): Promise<void> {
  await page.getByRole("button", { name: "Connect to your own account" }).click();
  await fillConnection(page, connection);
}

export async function fillConnection(page: Page, connection: NewConnection): Promise<void> {
  const dialog = page.getByRole("dialog", { name: /connection$/u });
  await dialog.getByLabel("Name", { exact: true }).fill(connection.name);
  await dialog.getByLabel("Base URL").fill(connection.baseUrl);
  await dialog.getByLabel("User name").fill(connection.userName);
  // By keyboard: `fill` would pass the text through a script of the test in the page.
  await dialog.getByLabel("Password").focus();
  await page.keyboard.insertText(connection.password);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
}

/** A connection to the practice server of the test, on screen and with nothing fetched. */
export async function connectTo(page: Page, baseUrl: string, level: LevelName): Promise<void> {
  await connect(page, { name: `Test ${level}`, baseUrl, ...practiceLogin(level) });
}

export function treeItem(page: Page, name: string): Locator {
  // The numbers of fetched records and pending changes are part of the name.
  const counts = String.raw`( \d[\d,]*|, \d+ pending(, \d[\d,]* records?)?)?`;
  return page.getByRole("treeitem", { name: new RegExp(`^${name}${counts}$`, "u") });
}

export function view(page: Page, name: "Table" | "JSON" | "XML" | "CSV" | "Raw" | "Hex"): Locator {
  return page.getByRole("radio", { name, exact: true });
}

export function panel(page: Page, name: "Headers" | "Handshake" | "Docs" | "Formats"): Locator {
  return page.getByRole("tab", { name, exact: true });
}

export function statusBar(page: Page): Locator {
  return page.locator(".statusbar");
}

/** The row of the table that shows this text in one of its cells. */
export function rowWith(page: Page, text: string): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("gridcell", { name: text, exact: true }) });
}

export function isWrite({ method }: WireRequest): boolean {
  return method !== "GET";
}

export async function chooseMethod(page: Page, method: "GET" | "POST" | "PUT" | "DELETE"): Promise<void> {
  await page.getByRole("button", { name: /^Method /u }).click();
  await page
    .getByRole("menuitemradio", { name: method })
    .or(page.getByRole("menuitem", { name: method }))
    .click();
}

/** Unlocks writes as a user does, from the connection's block. */
export async function unlock(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Read-only, unlock writes/u }).click();
  await page
    .getByRole("button", { name: /^Unlock for/u })
    .last()
    .click();
  await expect(page.getByText("Writes unlocked")).toBeVisible();
}

/** Names of the writes that arrived, such as `PUT /v1/contacts/123456`. */
export function writesOf(log: readonly WireRequest[]): string[] {
  return log.filter(isWrite).map(({ method, target }) => `${method} ${target}`);
}

/** Switches the comparison with the bytes on or off, from the palette. */
export async function compareWithBytes(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("compare with the bytes");
  await page.keyboard.press("Enter");
}
