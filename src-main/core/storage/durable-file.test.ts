import { chmod, mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Notice } from "#shared/contract.ts";
import { createNotices, type Notices } from "../notices.ts";
import { createPortDoubles, type PortDoubles } from "../port-doubles.ts";
import { openDurableFile, type DurableFile } from "./durable-file.ts";
import type { StorageContext } from "./storage-context.ts";
import { replaceFile } from "./replace-file.ts";
import type { Migration } from "./stored-format.ts";

let doubles: PortDoubles;
let notices: Notices;

beforeEach(async () => {
  doubles = await createPortDoubles();
  notices = createNotices(doubles.ports.emit);
});
afterEach(async () => {
  vi.useRealTimers();
  await doubles.remove();
});

const parse = (data: unknown): string[] | undefined =>
  Array.isArray(data) && data.every((item) => typeof item === "string") ? data : undefined;

/** Every version of this format puts one more "ripe" before each fruit, which makes a migration visible. */
const ripen: Migration = (data) => parse(data)?.map((fruit) => `ripe ${fruit}`);

function open(more: Partial<StorageContext> = {}, version = 1): Promise<DurableFile<string[]>> {
  const migrations = Array.from({ length: version - 1 }, () => ripen);
  return openDurableFile<string[]>(
    { folder: doubles.folder, kind: "fruit", migrations, title: "fruits", initial: [], parse },
    { notices, log: doubles.ports.log, clock: doubles.time, ...more },
  );
}

/** Opens, saves and closes like one run of the application. */
async function run(value: string[]): Promise<void> {
  const file = await open();
  file.set(value);
  expect(await file.saved()).toBe(true);
  await file.close();
}

const main = (): string => join(doubles.folder, "fruit.json");
const files = async (): Promise<string[]> => (await readdir(doubles.folder)).toSorted();
const heard = (): Notice[] => doubles.payloadsOf("notice") as Notice[];

test("saved data is there at the next start, readable by its owner only, and there are no other files", async () => {
  await run(["apple"]);
  const file = await open();
  expect(file.value).toEqual(["apple"]);
  expect((await stat(main())).mode & 0o777).toBe(0o600);
  expect(await files()).toEqual(["fruit.json", "fruit.v1.backup.json"]);
  expect(heard()).toEqual([]);
});

test("a first start has the initial value, notifies nobody and writes nothing", async () => {
  const file = await open();
  expect(file.value).toEqual([]);
  expect(await file.saved()).toBe(true);
  expect(await files()).toEqual([]);
  expect(heard()).toEqual([]);
});

const envelope = (change: object): string =>
  JSON.stringify({ application: "rezora-explorer", kind: "fruit", version: 1, data: ["worm"], ...change });

test.each([
  ["truncated", envelope({}).slice(0, 40), "were damaged"],
  ["empty", "", "were empty"],
  ["binary", Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80]), "were damaged"],
  ["of the wrong form", envelope({ data: { worm: 1 } }), "did not have the expected form"],
  ["another file", envelope({ kind: "secrets" }), "did not have the expected form"],
  ["no object", "null", "did not have the expected form"],
  ["without a version", envelope({ version: undefined }), "did not have the expected form"],
  ["of a newer version", envelope({ version: 2 }), "were written by a newer version of Rezora Explorer"],
])("a file that is %s is set aside and the backup loaded, with one notice", async (_, content, reason) => {
  await run(["apple"]);
  await writeFile(main(), content);

  const file = await open();
  expect(file.value).toEqual(["apple"]);
  const aside = "fruit.json.bad-2026-11-23T12-00-00";
  expect(await files()).toEqual(["fruit.json", aside, "fruit.v1.backup.json"]);
  expect(await readFile(join(doubles.folder, aside))).toEqual(Buffer.from(content));
  expect(heard()).toEqual([
    {
      code: "fruit-recovered",
      severity: "caution",
      title: `The fruits ${reason}.`,
      message: `The last good backup was loaded. The file was set aside as ${aside}.`,
    },
  ]);

  const again = await open();
  expect(again.value).toEqual(["apple"]);
  expect(heard()).toHaveLength(1);
});

test("without a backup the initial value is used, and two bad files of the same second get different names", async () => {
  await writeFile(main(), "x");
  await open();
  await writeFile(main(), "y");
  await writeFile(join(doubles.folder, "fruit.v1.backup.json"), "z");
  const file = await open();
  expect(file.value).toEqual([]);
  const asides = (await files()).filter((name) => name.includes(".bad-"));
  const contents = await Promise.all(asides.map((name) => readFile(join(doubles.folder, name), "utf8")));
  expect(contents.toSorted()).toEqual(["x", "y", "z"]);
});

test("a file that vanished comes back from the backup", async () => {
  await run(["apple"]);
  await rm(main());
  const file = await open();
  expect(file.value).toEqual(["apple"]);
  expect(heard().map((notice) => notice.title)).toEqual(["The fruits were missing."]);
});

test("a newer application does not replace the backup of the older one", async () => {
  await run(["apple"]);
  const newer = await open({}, 2);
  newer.set(["from the future"]);
  await newer.close();
  const file = await open();
  expect(file.value).toEqual(["apple"]);
});

test.each([2, 3, 4])(
  "a file of version 1 is migrated to version %i, and is kept as the backup of version 1",
  async (version) => {
    await run(["apple"]);
    const written = await readFile(main(), "utf8");
    await rm(join(doubles.folder, "fruit.v1.backup.json"));

    const file = await open({}, version);
    const ripe = `${"ripe ".repeat(version - 1)}apple`;
    expect(file.value).toEqual([ripe]);
    await file.close();
    expect(await files()).toEqual(["fruit.json", "fruit.v1.backup.json", `fruit.v${version}.backup.json`]);
    expect(await readFile(join(doubles.folder, "fruit.v1.backup.json"), "utf8")).toBe(written);
    expect((await open({}, version)).value).toEqual([ripe]);
    expect(heard()).toEqual([]);
  },
);

test("if the file is unusable, the backup of an earlier version is used, and the notice says that it is older", async () => {
  await run(["apple"]);
  await writeFile(main(), "x");
  const file = await open({}, 3);
  expect(file.value).toEqual(["ripe ripe apple"]);
  await file.close();
  expect(heard().map(({ message }) => message)).toEqual([
    "The backup that an earlier version of Rezora Explorer had written was loaded. What was changed since then is missing. " +
      "The file was set aside as fruit.json.bad-2026-11-23T12-00-00.",
  ]);
});

test("the latest usable backup is used, whatever is wrong with later ones", async () => {
  await run(["apple"]);
  const second = await open({}, 2);
  second.set(["pear"]);
  await second.close();
  await writeFile(main(), "x");
  await writeFile(join(doubles.folder, "fruit.v3.backup.json"), "y");
  expect((await open({}, 3)).value).toEqual(["ripe pear"]);
});

test("a file that no earlier version can have written is set aside, not migrated", async () => {
  await writeFile(main(), envelope({ data: "worm" }));
  expect((await open({}, 2)).value).toEqual([]);
  expect(heard().map(({ title }) => title)).toEqual(["The fruits did not have the expected form."]);
});

test("while the disk is full, the file of the earlier version stays unchanged", async () => {
  await run(["apple"]);
  const written = await readFile(main(), "utf8");
  const replace = () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
  const file = await open({ replace }, 2);
  expect(file.value).toEqual(["ripe apple"]);
  await file.close();
  expect(await readFile(main(), "utf8")).toBe(written);
  expect((await open({}, 2)).value).toEqual(["ripe apple"]);
});

test("backups of earlier versions are removed when their data is deleted", async () => {
  await run(["apple"]);
  const file = await open({}, 2);
  file.set([]);
  await Promise.all([file.saved(), file.removeEarlierBackups()]);
  expect(await files()).toEqual(["fruit.json", "fruit.v2.backup.json"]);
});

test("changes in one turn are one write, writes never overlap and the last one wins", async () => {
  let running = 0;
  let widest = 0;
  let writes = 0;
  const file = await open({
    async replace(path, content) {
      running += 1;
      widest = Math.max(widest, running);
      writes += 1;
      await replaceFile(path, content);
      running -= 1;
    },
  });
  for (let count = 0; count < 50; count += 1) file.set([String(count)]);
  await file.saved();
  expect(writes).toBe(2);
  for (let count = 0; count < 50; count += 1) {
    file.set([`second ${String(count)}`]);
    await Promise.resolve();
  }
  await file.saved();
  expect(widest).toBe(1);
  expect(writes).toBeLessThan(20);
  expect((await open()).value).toEqual(["second 49"]);
});

test("a full disk: the old file is intact, the change stays in memory, is reported once and saved when there is space", async () => {
  await run(["apple"]);
  let full = true;
  const file = await open({
    replace: (path, content) =>
      full ? Promise.reject(Object.assign(new Error("no space"), { code: "ENOSPC" })) : replaceFile(path, content),
  });
  file.set(["pear"]);
  expect(await file.saved()).toBe(false);
  file.set(["plum"]);
  expect(await file.saved()).toBe(false);
  expect(file.value).toEqual(["plum"]);
  expect(await readFile(main(), "utf8")).toContain("apple");
  expect(heard().map((notice) => [notice.code, notice.severity])).toEqual([["fruit-unsaved", "danger"]]);
  expect(heard()[0]?.message).toMatch(/^The disk is full\. What was saved before is whole\./u);

  full = false;
  file.set(["cherry"]);
  expect(await file.saved()).toBe(true);
  expect((await open()).value).toEqual(["cherry"]);
  expect(notices.all.map((notice) => notice.code)).toEqual(["fruit-saved-again"]);
});

test("a change that could not be saved is retried automatically", async () => {
  vi.useFakeTimers();
  let full = true;
  const file = await open({
    replace: () =>
      full ? Promise.reject(Object.assign(new Error("no space"), { code: "ENOSPC" })) : Promise.resolve(),
  });
  file.set(["pear"]);
  expect(await file.saved()).toBe(false);
  full = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await file.saved()).toBe(true);
  expect(notices.all.map((notice) => notice.code)).toEqual(["fruit-saved-again"]);
  await file.close();
  expect(vi.getTimerCount()).toBe(0);
});

test("a read-only folder: old data is intact, changes are kept as unsaved and saved later", async () => {
  await run(["apple"]);
  const file = await open();
  await withoutWriting(doubles.folder, async () => {
    file.set(["pear"]);
    expect(await file.saved()).toBe(false);
  });
  expect(heard()[0]?.message).toMatch(/^The folder cannot be written to\./u);
  expect(await readFile(main(), "utf8")).toContain("apple");
  expect(await files()).toEqual(["fruit.json", "fruit.v1.backup.json"]);
  await file.close();
  expect((await open()).value).toEqual(["pear"]);
});

test("a damaged file in a read-only folder is not overwritten later", async () => {
  await run(["apple"]);
  await writeFile(main(), "worm", { mode: 0o644 });
  await chmod(main(), 0o644);
  await chmod(join(doubles.folder, "fruit.v1.backup.json"), 0o644);
  let file: DurableFile<string[]> | undefined;
  await withoutWriting(doubles.folder, async () => {
    file = await open();
    expect(file.value).toEqual(["apple"]);
  });
  expect(await readFile(main(), "utf8")).toBe("worm");
  expect(await file?.saved()).toBe(true);
  const aside = (await files()).filter((name) => name.includes(".bad-"));
  expect(aside).toHaveLength(1);
  expect(await readFile(join(doubles.folder, aside[0] ?? ""), "utf8")).toBe("worm");
});

test("a missing folder is not recreated: changes are kept as unsaved until it is back", async () => {
  await run(["apple"]);
  const file = await open();
  const elsewhere = `${doubles.folder}-away`;
  await rename(doubles.folder, elsewhere);
  file.set(["pear"]);
  expect(await file.saved()).toBe(false);
  expect(heard()[0]?.message).toMatch(/^The folder is missing\./u);
  await rename(elsewhere, doubles.folder);
  expect((await open()).value).toEqual(["apple"]);
  await file.close();
  expect((await open()).value).toEqual(["pear"]);
});

test("temporary files of a killed process are removed, other files are not", async () => {
  await writeFile(join(doubles.folder, "fruit.json.0a1b2c.tmp"), "half");
  await writeFile(join(doubles.folder, "fruitcake.json.tmp"), "not ours");
  await open();
  expect(await files()).toEqual(["fruitcake.json.tmp"]);
});

test("a failed replacement leaves no files", async () => {
  const target = join(doubles.folder, "taken");
  await mkdir(join(target, "inside"), { recursive: true });
  await expect(replaceFile(target, "content")).rejects.toMatchObject({ code: /EISDIR|ENOTEMPTY|EEXIST|EPERM/u });
  expect(await files()).toEqual(["taken"]);
});

/** Root can write everywhere, so the process temporarily becomes `nobody`. */
async function withoutWriting(folder: string, work: () => Promise<void>): Promise<void> {
  await chmod(folder, 0o555);
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
    await chmod(folder, 0o700);
  }
}
