import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { connectTo, rowWith, treeItem, view } from "./support/journey.ts";
import { saveInto, savedBy } from "./support/saving.ts";
import { expect, test } from "./support/test.ts";

// A reader gets 32 MB of a computer with 128.
test.use({ memory: 134_217_728 });

/** Twenty thousand different texts: to sort by them takes more than a reader of 32 MB has. */
const greedy = `[${Array.from({ length: 20_000 }, (_, index) => {
  return `{"contact_id":"${String(index)}","contact_notes":"${String(index * 7_919)} ${"x".repeat(2_000)}"}`;
}).join(",\n")}]`;

const lists = '[{"list_id":"1","list_name":"Newsletter"},{"list_id":"2","list_name":"Buyers"}]';

async function startServer(): Promise<{ baseUrl: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(request.url?.includes("contacts") === true ? greedy : lists);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const grid = (page: Page) => page.getByRole("grid", { name: "contacts, 20,000 records" });
const state = (page: Page) => page.getByRole("tabpanel").getByRole("status").filter({ hasText: "reader" });
const head = (page: Page) => page.getByRole("columnheader", { name: "notes", exact: true });

test("a response that ends its reader says so where its views were, and is saved as served; others go on [security: ended-reader-words]", async ({
  app,
}) => {
  test.slow();
  const { page } = app;
  const folder = await saveInto(app);
  const server = await startServer();
  await connectTo(page, server.baseUrl, "agent");
  await treeItem(page, "lists").click();
  await expect(page.getByRole("grid", { name: "lists, 2 records" })).toBeVisible();
  await treeItem(page, "contacts").click();
  await expect(grid(page)).toBeVisible();

  // The first time may be chance: the response is read again, and the view can be requested again, or abandoned.
  await head(page).click();
  await expect(state(page)).toContainText("The reader of this response ended and was restarted.");
  await expect(state(page).getByRole("button", { name: "Try again" })).toBeVisible();
  expect(await seriousProblems(page, "a reader that was restarted")).toEqual([]);
  await state(page).getByRole("button", { name: "Show every record unsorted" }).focus();
  await page.keyboard.press("Enter");
  await expect(grid(page)).toBeVisible();
  await expect(rowWith(page, "0")).toBeVisible();

  // The second reader is the last one.
  await head(page).click();
  await expect(state(page)).toContainText("This response ended the reader.");
  await expect(state(page)).toContainText("Its bytes are kept: save them as served.");
  await expect(state(page).getByRole("button")).toHaveText(["Save as served"]);
  expect(await seriousProblems(page, "a reader that ended")).toEqual([]);

  // By keyboard, then from another view by mouse: byte for byte.
  const save = state(page).getByRole("button", { name: "Save as served" });
  const byKey = await savedBy(app, folder, async () => {
    await save.focus();
    await page.keyboard.press("Enter");
  });
  expect(byKey.equals(Buffer.from(greedy))).toBe(true);
  for (const name of ["JSON", "Raw", "CSV"] as const) {
    await view(page, name).click();
    await expect(state(page)).toContainText("This response ended the reader.");
  }
  const byMouse = await savedBy(app, folder, () => save.click());
  expect(byMouse.equals(Buffer.from(greedy))).toBe(true);
  await page.keyboard.press("Control+K");
  await page.keyboard.type("hex");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Bytes" })).toContainText("contact_id");

  // The other response was held by the same reader, and is sorted and filtered as before.
  await treeItem(page, "lists").click();
  await page.getByRole("columnheader", { name: "name", exact: true }).click();
  await expect(page.getByRole("row").nth(1)).toContainText("Buyers");
  await page.getByRole("textbox", { name: "Find in all records" }).fill("news");
  await expect(page.getByRole("grid", { name: "lists, 1 record" })).toBeVisible();
  await server.stop();
});
