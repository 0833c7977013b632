import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLog } from "./log.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rezora-log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (): Promise<string> => readFile(join(folder, "logs", "explorer.log"), "utf8");

test("an entry is one line of JSON, whatever it contains", async () => {
  const log = openLog(folder);
  log.info("two\nlines", { port: 1 });
  log.error("failed", new Error("why", { cause: new TypeError("because") }));
  const [first, second, ...rest] = (await read()).split("\n");
  expect(JSON.parse(first ?? "")).toMatchObject({ message: "two\nlines", port: 1 });
  expect(JSON.parse(second ?? "")).toMatchObject({ level: "error", message: "failed" });
  expect(second).toContain("TypeError: because");
  expect(rest).toEqual([""]);
});

test("fields of an error are left out, because they may contain wire data", async () => {
  const error = Object.assign(new Error("Parse Error"), { rawPacket: "canary-secret", authorization: "canary-secret" });
  const log = openLog(folder);
  log.error("parser", error);
  log.error("thrown value", { password: "canary-secret" });
  const written = await read();
  expect(written).toContain("Parse Error");
  expect(written).not.toContain("canary-secret");
});

test("a long log is put aside once and a new one begins", async () => {
  const log = openLog(folder);
  log.info("first");
  await writeFile(join(folder, "logs", "explorer.log"), "x".repeat(1_000_001));
  log.info("second");
  expect((await readdir(join(folder, "logs"))).sort()).toEqual(["explorer.log", "explorer.log.1"]);
  expect((await stat(join(folder, "logs", "explorer.log"))).size).toBeLessThan(1_000);
});

test("a log that cannot be written does not cause a failure", async () => {
  await writeFile(join(folder, "logs"), "a file stands where the folder should be");
  expect(() => openLog(folder).info("lost")).not.toThrow();
});
