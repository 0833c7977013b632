import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { defaultSettings } from "#shared/settings.ts";
import { createNotices } from "../notices.ts";
import { createPortDoubles, type PortDoubles } from "../port-doubles.ts";
import { openSettingsStore, type SettingsStore } from "./settings-store.ts";

let doubles: PortDoubles;
beforeEach(async () => {
  doubles = await createPortDoubles();
});
afterEach(() => doubles.remove());

function open(): Promise<SettingsStore> {
  const { ports, time, folder } = doubles;
  return openSettingsStore(folder, { notices: createNotices(ports.emit), log: ports.log, clock: time });
}

const path = (): string => join(doubles.folder, "settings.json");

async function writeStored(data: object): Promise<void> {
  await writeFile(path(), JSON.stringify({ application: "rezora-explorer", kind: "settings", version: 1, data }));
}

test("the first start has the defaults", async () => {
  expect((await open()).get()).toEqual(defaultSettings);
});

test("a partial change keeps the rest and survives a restart", async () => {
  const store = await open();
  await store.update({
    theme: "dark",
    tables: [["contacts", { order: ["__proto__"], hidden: [], pinned: [], unpinned: [], widths: [] }]],
  });
  const answer = await store.update({ density: "compact", theme: undefined });
  const expected = {
    ...defaultSettings,
    theme: "dark",
    density: "compact",
    tables: [["contacts", { order: ["__proto__"], hidden: [], pinned: [], unpinned: [], widths: [] }]],
  };
  expect(answer).toEqual(expected);
  expect((await open()).get()).toEqual(expected);
});

test("an invalid change is refused and changes nothing", async () => {
  const store = await open();
  await expect(store.update({ sidebarWidth: 9_999 })).rejects.toThrow();
  expect(store.get()).toEqual(defaultSettings);
});

test("a stored width out of bounds is clamped, the rest is kept", async () => {
  await writeStored({ ...defaultSettings, theme: "light", sidebarWidth: 9_999, inspectorWidth: 3.7 });
  const store = await open();
  expect(store.get()).toEqual({ ...defaultSettings, theme: "light", sidebarWidth: 400, inspectorWidth: 280 });
  expect(doubles.events).toEqual([]);
});

test("a setting that is missing in an older file gets its default", async () => {
  await writeStored({ theme: "dark" });
  expect((await open()).get()).toEqual({ ...defaultSettings, theme: "dark" });
  expect(doubles.payloadsOf("notice")).toEqual([]);
});

test.each([[{ ...defaultSettings, theme: "pink" }], [["dark"]], [{ ...defaultSettings, sidebarWidth: "wide" }]])(
  "stored settings of another form are set aside",
  async (data) => {
    await writeStored(data);
    expect((await open()).get()).toEqual(defaultSettings);
    expect(doubles.payloadsOf("notice")).toHaveLength(1);
    expect(await readFile(path(), "utf8")).toContain('"system"');
  },
);

test("a table that an earlier version arranged keeps its arrangement, with no column unpinned", async () => {
  const arranged = { order: ["contact_id", "contact_name"], hidden: [], pinned: ["contact_id"] };
  const widths = [["contact_name", 300]];
  await writeStored({ ...defaultSettings, tables: [["contacts", { ...arranged, widths }]] });
  expect((await open()).get().tables).toEqual([["contacts", { ...arranged, unpinned: [], widths }]]);
  expect(doubles.payloadsOf("notice")).toEqual([]);
});
