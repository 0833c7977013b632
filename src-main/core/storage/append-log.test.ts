import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Notice } from "#shared/contract.ts";
import { createNotices } from "../notices.ts";
import { createTimeDouble } from "../port-doubles.ts";
import { openAppendLog } from "./append-log.ts";
import { crc32 } from "./crc32.ts";

let folder: string;
let path: string;
const said: Notice[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rezora-log-"));
  path = join(folder, "numbers.log");
  said.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openNumbers(version = 1) {
  return openAppendLog<number>(
    {
      folder,
      kind: "numbers",
      // Every version of this format adds ten to each number.
      migrations: Array.from({ length: version - 1 }, () => (entry: unknown) => Number(entry) + 10),
      title: "numbers",
      parse: (entry) => (typeof entry === "number" ? entry : undefined),
    },
    {
      notices: createNotices((_, payload) => said.push(payload as Notice)),
      log: { info: () => undefined, error: () => undefined },
      clock: createTimeDouble(),
    },
  );
}

async function written(...numbers: number[]): Promise<void> {
  const { log } = await openNumbers();
  for (const number of numbers) await log.append(number);
  await log.close();
}

test("appended entries are there after the next start, in order", async () => {
  await written(1, 2, 3);
  const { entries, log } = await openNumbers();
  await Promise.all([4, 5, 6].map((number) => log.append(number)));
  await log.close();
  expect(entries).toEqual([1, 2, 3]);
  expect((await openNumbers()).entries).toEqual([1, 2, 3, 4, 5, 6]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(said).toEqual([]);
});

test("a last line that was truncated at any byte is dropped, and the next one replaces it", async () => {
  await written(1, 22);
  const whole = (await stat(path)).size;
  await written(333);
  const end = (await stat(path)).size;
  for (let cut = whole; cut < end; cut += 1) {
    await truncate(path, cut);
    const { entries, log } = await openNumbers();
    expect(entries).toEqual([1, 22]);
    await log.append(333);
    await log.close();
    expect((await openNumbers()).entries).toEqual([1, 22, 333]);
  }
  expect(said).toEqual([]);
});

test("damage in the middle: readable entries stay, the file is set aside, and the user is notified once", async () => {
  await written(1, 2, 3);
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(" 2\n", " 7\n"));
  expect((await openNumbers()).entries).toEqual([1, 3]);
  expect(said).toMatchObject([{ code: "numbers-recovered", severity: "caution", title: "The numbers were damaged." }]);
  expect((await readdir(folder)).filter((name) => name.includes(".bad-"))).toHaveLength(1);
  said.length = 0;
  expect((await openNumbers()).entries).toEqual([1, 3]);
  expect(said).toEqual([]);
});

test("a newer version is set aside and not overwritten", async () => {
  const { log } = await openNumbers(2);
  await log.append(9);
  await log.close();
  const newer = await readFile(path, "utf8");
  expect((await openNumbers(1)).entries).toEqual([]);
  expect(said.map(({ title }) => title)).toEqual(["The numbers were written by a newer version of Rezora Explorer."]);
  const aside = (await readdir(folder)).find((name) => name.includes(".bad-")) ?? "";
  expect(await readFile(join(folder, aside), "utf8")).toBe(newer);
});

test.each([2, 3])(
  "a log of version 1 is migrated to version %i entry by entry, and its original is kept",
  async (version) => {
    await written(1, 2);
    const earlier = await readFile(path, "utf8");
    const { entries, log } = await openNumbers(version);
    expect(entries).toEqual([1 + 10 * (version - 1), 2 + 10 * (version - 1)]);
    await log.append(7);
    await log.close();
    expect((await openNumbers(version)).entries).toEqual([...entries, 7]);
    expect(await readFile(join(folder, "numbers.v1.log"), "utf8")).toBe(earlier);
    await log.removeEarlierLogs();
    expect(await readdir(folder)).toEqual(["numbers.log"]);
    expect(said).toEqual([]);
  },
);

test("a log of version 1 with a truncated last line is migrated without that line", async () => {
  await written(1, 2);
  await truncate(path, (await stat(path)).size - 1);
  expect((await openNumbers(2)).entries).toEqual([11]);
  expect(said).toEqual([]);
});

test("rewriting keeps only the given entries, and appending continues after them", async () => {
  await written(1, 2, 3);
  const { log } = await openNumbers();
  await log.append(4);
  await log.rewrite([4]);
  await log.append(5);
  await log.close();
  expect((await openNumbers()).entries).toEqual([4, 5]);
  expect(log.byteLength).toBe((await stat(path)).size);
});

test("a failed write is reported and does not obstruct the next one", async () => {
  const { log } = await openNumbers();
  await log.append(1);
  await log.close();
  await rm(folder, { recursive: true });
  await expect(log.append(2)).rejects.toThrow("ENOENT");
});

test("an unusable folder does not prevent a start; the first save reports it", async () => {
  await rm(folder, { recursive: true });
  const { log } = await openNumbers();
  await expect(log.append(1)).rejects.toThrow("ENOENT");
  await mkdir(folder);
  await log.append(2);
  await log.close();
  expect((await openNumbers()).entries).toEqual([2]);
});

test("whatever follows the entries, reading never throws and loses no complete entry", async () => {
  await written(1, 2);
  const whole = await readFile(path);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (rubbish) => {
      await writeFile(path, whole);
      await appendFile(path, rubbish);
      expect((await openNumbers()).entries).toEqual([1, 2]);
    }),
    { numRuns: 100 },
  );
});

test("the checksum is that of gzip and PNG", () => {
  expect(crc32("123456789")).toBe("cbf43926");
});
