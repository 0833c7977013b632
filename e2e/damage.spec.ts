import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { App } from "./support/host.ts";
import { connectTo } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** Ends the application, changes its stored file of connections, and starts again. */
async function damage(app: App, change: (text: string) => string | Uint8Array): Promise<void> {
  await app.close();
  const file = join(app.dataFolder, "connections.json");
  await writeFile(file, change(await readFile(file, "utf8")));
  await app.restart();
}

const damages: readonly (readonly [string, (text: string) => string | Uint8Array])[] = [
  ["truncated", (text) => text.slice(0, text.length / 2)],
  ["empty", () => ""],
  ["binary", () => new Uint8Array([0, 255, 254, 0, 1, 2, 3])],
  ["from a newer version", (text) => text.replace(/"version":\s*\d+/u, '"version": 99')],
];

for (const [name, change] of damages) {
  test(`connections ${name}: the file is set aside, the last good backup is used and reported once, nothing is lost`, async ({
    app,
    practice,
  }) => {
    await connectTo(app.page, practice.baseUrl, "agent");
    await app.page.evaluate(() => window.api.updateSettings({ theme: "dark" }));
    await damage(app, change);
    await expect(
      app.page
        .getByText(/connections/iu)
        .and(app.page.getByRole("alert").or(app.page.locator(".notice *")))
        .first(),
    ).toBeVisible();
    const connections = await app.page.evaluate(() => window.api.listConnections({}));
    expect(connections.ok && connections.value.map(({ name: known }) => known)).toContain("Test agent");
    expect(await app.page.evaluate(() => window.api.getSettings({}))).toMatchObject({ value: { theme: "dark" } });
    const files = await readdir(app.dataFolder);
    expect(files.filter((file) => file.startsWith("connections.json.bad-") || file.includes(".bad-"))).toHaveLength(1);

    await app.restart();
    const notices = await app.page.evaluate(() => window.api.getApplication({}));
    expect(notices).toMatchObject({ ok: true, value: { notices: [] } });
  });
}
