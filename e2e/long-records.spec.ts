import type { Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { startBodyServer } from "./support/body-server.ts";
import { connectTo, rowWith, treeItem, view } from "./support/journey.ts";
import { exportAs, savedBy, saveInto } from "./support/saving.ts";
import { expect, test } from "./support/test.ts";

/** A value longer than 1 MB: three million backslashes and quotes. */
const value = `${'\\"'.repeat(1_500_000)}the end`;
const length = value.length.toLocaleString("en-US");

const bodies = {
  JSON: ["application/json", JSON.stringify([{ contact_id: "1", contact_notes: value, contact_phone: "0123" }])],
  CSV: [
    "text/csv",
    `"contact_id"|"contact_notes"|"contact_phone"\r\n"1"|"${value.replaceAll(/["\\]/gu, "\\$&")}"|"0123"\r\n`,
  ],
} as const;

const notice = (page: Page) => page.getByRole("status").filter({ hasText: "1 record is longer than 1 MB." });

for (const format of ["JSON", "CSV"] as const) {
  test(`a cell of 3 MB of escapes in ${format}: its notice leads to the bytes, and every view and export has all of it [security: long-record]`, async ({
    app,
  }) => {
    test.slow();
    const { page } = app;
    const folder = await saveInto(app);
    const [contentType, body] = bodies[format];
    const server = await startBodyServer(contentType, body);
    await connectTo(page, server.baseUrl, "agent");
    await treeItem(page, "contacts").click();
    await expect(page.getByRole("grid", { name: "contacts, 1 record" })).toBeVisible();
    await expect(notice(page)).toContainText(
      "Raw and exports have all of it, the inspector up to 134,217,728 characters.",
    );

    // The table says how long the value is and where all of it is shown.
    await rowWith(page, "0123").click();
    const cell = page.getByRole("gridcell", { name: /^\\"\\"/u });
    await expect(cell).toHaveAttribute("title", `${length} characters. The inspector shows them all.`);
    const inspector = page.getByRole("complementary", { name: "Record" });
    await inspector.getByRole("button", { name: "Show all of contact_notes" }).focus();
    await page.keyboard.press("Enter");
    const rows = page.getByRole("region", { name: `contact_notes, ${length} characters` });
    await expect(rows).toBeFocused();
    await page.keyboard.press("Control+End");
    await expect(rows).toContainText("the end");
    expect(await seriousProblems(page, "a record longer than 1 MB")).toEqual([]);

    // From the notice, by keyboard and by mouse, to the bytes.
    const served = await savedBy(app, folder, async () => {
      await notice(page).getByRole("button", { name: "Save as served" }).focus();
      await page.keyboard.press("Enter");
    });
    expect(served.equals(Buffer.from(body))).toBe(true);
    await notice(page).getByRole("button", { name: "Show the place" }).click();
    await expect(view(page, "Raw")).toBeChecked();
    const raw = page.getByRole("tabpanel").getByRole("region");
    await expect(raw).toContainText("\\\\");
    await raw.focus();
    await page.keyboard.press("Control+End");
    await expect(raw).toContainText("the end");

    // Exports have all of it, in every format.
    await view(page, "Table").click();
    const csv = (await exportAs(app, folder, "CSV as the API writes it")).toString();
    expect(csv === bodies.CSV[1]).toBe(true);
    const records = JSON.parse((await exportAs(app, folder, "JSON .json")).toString()) as Record<string, string>[];
    expect(records[0]?.["contact_notes"] === value).toBe(true);
    await server.stop();
  });
}
