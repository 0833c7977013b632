import type { Page } from "@playwright/test";
import { startBodyServer } from "./support/body-server.ts";
import { compareWithBytes, connectTo, rowWith, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<contacts version="1.0">
 <contact><contact_id>123456</contact_id><contact_name>Jane Smith</contact_name></contact>
 <contact><contact_id>123457</contact_id><contact_name>Niamh\u000bKowalski</contact_name></contact>
 <br /><b>Warning</b>: x() failed in <b>/var/www/contacts.php</b> on line <b>3</b><br />
 <contact><contact_id>123458</contact_id><contact_name>It is <b>Quentin</b>.</contact_name></contact>
</contacts>
`;
const json = `[
 {"contact_id":"123456","contact_name":"Jane Smith"},
 {"contact_id":"123457","contact_name":"Niamh\tKowalski"},
 null,
 {"contact_id":"123458","contact_name":"Quentin Johnson"}
]`;

async function open(page: Page, baseUrl: string): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 4 records" })).toBeVisible();
}

async function expectNothingAltered(page: Page): Promise<void> {
  await compareWithBytes(page);
  await expect(page.getByText(/Nothing altered: (\d+) of \1 values agree with the bytes\./u)).toBeVisible();
  await compareWithBytes(page);
}

test("XML that parsers refuse keeps its records, and says which one is flawed and where", async ({ page }) => {
  const server = await startBodyServer("application/xml; charset=UTF-8", xml);
  await open(page, server.baseUrl);
  await expect(page.getByText("XML parsers refuse this body at byte 215.")).toBeVisible();
  await expect(page.getByText("1 row is not a record.")).toBeVisible();
  await expect(rowWith(page, "123457")).toContainText("the character U+000B is not allowed in XML");
  await expect(page.getByRole("row").filter({ hasText: "Warning" })).toContainText(
    "This is not a record; it is shown as it was sent",
  );
  await expect(rowWith(page, "123458")).toBeVisible();
  await expectNothingAltered(page);
  await view(page, "XML").click();
  await expect(page.getByText("It is <b>Quentin</b>.")).toBeVisible();
  await expectNothingAltered(page);
  // From the notice to the byte.
  await page.getByRole("button", { name: "Show the place" }).first().click();
  await expect(view(page, "Raw")).toBeChecked();
  await server.stop();
});

test("JSON that parsers refuse keeps its records, and what is not a record has a row", async ({ page }) => {
  const server = await startBodyServer("application/json; charset=UTF-8", json);
  await open(page, server.baseUrl);
  await expect(page.getByText("JSON parsers refuse this body at byte 101.")).toBeVisible();
  await expect(rowWith(page, "123457")).toContainText("the character U+0009 needs an escape inside a string");
  await expect(page.getByRole("columnheader", { name: "(not a record)" })).toBeVisible();
  await expectNothingAltered(page);
  await view(page, "JSON").click();
  await expectNothingAltered(page);
  await server.stop();
});
