import type { MenuItem } from "electron";
import { commands } from "../src-renderer/commands.ts";
import { expect, test } from "./support/test.ts";

/** Spelling of the menu for the keys of a command. */
function accelerator(keys: string | undefined): string | null {
  return keys?.replace("Mod", "CmdOrCtrl").replace("Arrow", "") ?? null;
}

test("every item of the menu is a command of the renderer, and shows its keys", async ({ app }) => {
  const items = await app.electron?.evaluate(({ Menu }) => {
    const all = (list: readonly MenuItem[]): MenuItem[] =>
      list.flatMap((one) => [one, ...all(one.submenu?.items ?? [])]);
    return all(Menu.getApplicationMenu()?.items ?? [])
      .filter(({ id }) => id?.includes("."))
      .map(({ id, accelerator: keys }) => ({ id, keys: typeof keys === "string" ? keys : null }));
  });
  expect(items?.length).toBeGreaterThan(20);
  for (const { id, keys } of items ?? []) {
    const command = commands.find((candidate) => candidate.id === id);
    expect(command, `the renderer has no command ${id}`).toBeDefined();
    expect(keys, id).toBe(accelerator(command?.keys[0]));
  }
});

test("an item of the menu reaches the renderer as its command", async ({ app }) => {
  // Kept in the page: a promise that only the debugger waits for may be collected before it settles.
  await app.page.evaluate(() => {
    window.api.on("command", ({ id }) => (document.documentElement.dataset["heard"] = id));
  });
  await app.electron?.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById("settings.open")?.click();
  });
  await expect(app.page.locator("html")).toHaveAttribute("data-heard", "settings.open");
});
