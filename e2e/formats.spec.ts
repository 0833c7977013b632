import type { Locator, Page } from "@playwright/test";
import { connect, connectTo, panel, practiceLogin, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

function pane(page: Page): Locator {
  return page.getByRole("region", { name: "Formats", exact: true });
}

/** The row of the differences for a record and a field. */
function differenceIn(page: Page, record: string, field: string): Locator {
  return page.getByRole("region", { name: "Differences", exact: true }).getByRole("row", {
    name: new RegExp(`Show record ${record} in the table ${field} `, "u"),
  });
}

/** Goes to a resource by the request line without sending it, and opens the check by its key. */
async function offerFor(page: Page, designator: string): Promise<void> {
  await treeItem(page, "lists").click();
  await expect(page.getByRole("grid", { name: /^lists/u })).toBeVisible();
  await treeItem(page, designator).click();
  await expect(page.getByRole("grid", { name: new RegExp(`^${designator}`, "u") })).toBeVisible();
  await page.keyboard.press("Control+9");
}

async function setGap(page: Page, gapMs: number): Promise<void> {
  await page.evaluate(async (milliseconds) => {
    const list = await window.api.listConnections({});
    const own = list.ok ? list.value.find(({ name }) => name === "Test agent") : undefined;
    if (own) await window.api.updateConnection({ connectionId: own.connectionId, change: { gapMs: milliseconds } });
  }, gapMs);
}

test("no differences: the number of requests is shown first, and four are sent", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await page.keyboard.press("Control+L");
  await page.keyboard.type("contacts");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("compare json");
  await page.keyboard.press("Enter");
  await expect(pane(page)).toContainText("Costs 3 wire requests, or 4 when this connection has not logged in yet.");
  expect(practice.log).toHaveLength(0);

  await pane(page).getByRole("button", { name: "Compare formats" }).click();
  await expect(
    page.getByRole("heading", { name: "JSON, XML and CSV say the same: 248 records, 23 fields" }),
  ).toBeVisible();
  expect(practice.log.map(({ target, status }) => [target, status])).toEqual([
    ["/v1/contacts.json", 401],
    ["/v1/contacts.json", 200],
    ["/v1/contacts.xml", 200],
    ["/v1/contacts.csv", 200],
  ]);
  expect(new Set(practice.log.slice(1).map(({ nonceCount }) => nonceCount)).size).toBe(3);
  await expect(pane(page)).toContainText("3 answers, 4 wire requests.");
  await expect(page.getByRole("region", { name: "Differences by kind" })).toContainText("17,112 values compared");
  const dialect = page.getByRole("region", { name: "How the CSV is written" });
  await expect(dialect.getByRole("row", { name: /differs/u })).toHaveCount(0);
  await expect(dialect.getByRole("row", { name: 'Quote within a value \\" \\" agrees' })).toBeVisible();
  await expect(dialect.getByRole("row", { name: "Line end CR LF CR LF agrees" })).toBeVisible();

  // A nonce is known now, so another run sends three requests; and all three responses are there, as served.
  await pane(page).getByRole("button", { name: "Compare again" }).click();
  await expect(pane(page)).toContainText("3 answers, 3 wire requests.");
  expect(practice.log).toHaveLength(7);
  for (const name of ["JSON", "XML", "CSV"] as const) {
    await view(page, name).click();
    await expect(page.getByText("contact_id").first()).toBeVisible();
    await expect(page.getByText(/^Converted from/u)).toHaveCount(0);
  }
  expect(practice.log).toHaveLength(7);
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "History" }).click();
  for (const format of ["json", "xml", "csv"]) await expect(page.getByText(`contacts.${format}`)).toHaveCount(2);
});

test("eight planted differences are found, each with its kind, and lead to their records", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await offerFor(page, "contacts");
  practice.setFault("formats-differ");
  await pane(page).getByRole("button", { name: "Compare formats" }).click();
  await expect(page.getByRole("heading", { name: "8 kinds of difference in 8 of 248 records" })).toBeVisible();
  const planted = {
    "Record missing": ["123463", "–", "record 9 record 9 not sent"],
    "Field missing": ["123458", "contact_name", "Robert “Bob” Kowalczyk not sent Robert “Bob” Kowalczyk"],
    "Field too many": ["123459", "internal_note", "not sent seen not sent"],
    Type: ["123456", "contact_id", '123456 123456 "123456"'],
    "Null against empty": ["123457", "contact_phone_home", 'null empty ""'],
    Escaping: ["123461", "contact_name", '""Nguy"ễn Thị Lan Anh"'],
    "Date form": ["123462", "contact_date", "2010-07-19 12:20:44 2010-07-19 12:20:44 19/07/2010 12:20"],
    Blanks: ["123460", "contact_name", "·José Ángel Muñoz Iribarren··"],
  } as const;
  const kinds = page.getByRole("region", { name: "Differences by kind" }).getByRole("listitem");
  await expect(kinds).toHaveText(Object.keys(planted).map((kind) => `${kind}1`));
  let found = 0;
  for (const [record, field, values] of Object.values(planted)) {
    const text = (await differenceIn(page, record, field).getByRole("cell").allTextContents()).slice(2).join(" ");
    expect(text).toContain(values);
    found += 1;
  }
  console.log(`formats: ${String(found)} of 8`);
  await expect(
    page.getByRole("region", { name: "How the CSV is written" }).getByRole("row", { name: /differs/u }),
  ).toHaveText(/^Quote within a value/u);

  await page.getByRole("button", { name: "Show record 123462 in the table" }).click();
  await expect(page.getByRole("grid", { name: "contacts, 247 records" })).toBeVisible();
  const record = page.getByRole("complementary", { name: "Record" });
  await expect(record).toContainText("Dorothea van den Heuvel");
  await expect(record).toContainText("19/07/2010 12:20");

  // Back to the result, which is still there, and on to a record that CSV does not have.
  await panel(page, "Formats").click();
  await page.getByRole("button", { name: "Show record 123463 in the table" }).focus();
  await page.keyboard.press("Enter");
  await expect(record).toContainText("Łukasz Wiśniewski");
});

test("the comparison can be cancelled immediately; what has arrived is kept, and the next one starts over", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await offerFor(page, "contacts");
  practice.setFault("silent");
  const before = practice.log.length;
  await pane(page).getByRole("button", { name: "Compare formats" }).click();
  await expect(pane(page).getByRole("progressbar", { name: "Steps done" })).toBeVisible();
  await expect.poll(() => practice.log.length).toBe(before + 1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await expect(pane(page)).toContainText("0 answers");
  practice.setFault(null);

  // Also in the gap before the second request, which is a minute here.
  await setGap(page, 60_000);
  await pane(page).getByRole("button", { name: "Compare again" }).click();
  await expect(page.locator("[aria-current=step]")).toHaveText(/contacts\.xml/u);
  await page
    .locator(".formats")
    .getByRole("button", { name: /^Cancel/u })
    .click();
  await expect(pane(page)).toContainText("1 answer, 1 wire request.");
  expect(practice.log).toHaveLength(before + 2);

  await setGap(page, 0);
  await pane(page).getByRole("button", { name: "Compare again" }).click();
  await expect(page.getByRole("heading", { name: /^JSON, XML and CSV say the same/u })).toBeVisible();
  expect(practice.log.slice(before).map(({ target }) => target)).toEqual([
    "/v1/contacts.json",
    "/v1/contacts.json",
    "/v1/contacts.json",
    "/v1/contacts.xml",
    "/v1/contacts.csv",
  ]);
});

test("responses that cannot be compared say why; no data three times is agreement", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await offerFor(page, "contacts");
  practice.setFault("server-error");
  await pane(page).getByRole("button", { name: "Compare formats" }).click();
  await expect(page.getByRole("heading", { name: "Fewer than two answers can be compared" })).toBeVisible();
  await expect(pane(page).getByText("Not compared. The server answered 500 Internal Server Error.")).toHaveCount(3);
  practice.setFault("truncated");
  await pane(page).getByRole("button", { name: "Compare again" }).click();
  await expect(pane(page).getByText(/Not compared\. Incomplete/u)).toHaveCount(3);
  practice.setFault(null);

  await page.keyboard.press("Control+L");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("lists/57/contacts");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No data for this resource").first()).toBeVisible();
  await page.keyboard.press("Control+9");
  await pane(page).getByRole("button", { name: "Compare formats" }).click();
  await expect(page.getByRole("heading", { name: "JSON, XML and CSV say the same: no data" })).toBeVisible();
});

test("a connection without a password: nothing is sent, and the password can be entered", async ({
  page,
  practice,
}) => {
  await connect(page, { name: "Test", baseUrl: practice.baseUrl, ...practiceLogin("agent"), password: "" });
  await page.keyboard.press("Control+L");
  await page.keyboard.type("contacts");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("compare json");
  await page.keyboard.press("Enter");
  await pane(page).getByRole("button", { name: "Compare formats" }).click();
  await expect(page.getByRole("alert").getByRole("button", { name: "Enter password…" })).toBeVisible();
  expect(practice.log).toHaveLength(0);
});

test("a resource that the catalogue lacks is not compared, and the reason is shown", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await page.keyboard.press("Control+L");
  await page.keyboard.type("reports");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The resource does not exist.").first()).toBeVisible();
  const calls = practice.log.length;
  await page.keyboard.press("Control+9");
  await expect(pane(page)).toContainText("Only resources of the catalogue are compared.");
  await pane(page).getByRole("button", { name: "Compare formats" }).press("Enter");
  await expect(pane(page).getByRole("progressbar")).toHaveCount(0);
  expect(practice.log).toHaveLength(calls);
});
