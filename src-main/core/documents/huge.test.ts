import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleForNode } from "../bundle-for-node.ts";
import { hugeBody } from "./huge-body.ts";
import type { HugeReport } from "./huge-process.ts";
import type { RepeatReport } from "./repeat-process.ts";
import { bundleWorker } from "./worker-bundle.ts";

const megabyte = 1_048_576;
let folder: string;
let worker: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "documents-huge-"));
  worker = await bundleWorker();
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a script in a process of its own, to measure its memory separately. */
async function run(name: string, ...numbers: readonly (number | string)[]): Promise<unknown> {
  const script = await bundleForNode(new URL(name, import.meta.url), folder);
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(script),
    fileURLToPath(worker),
    ...numbers.map(String),
  ]);
  return JSON.parse(stdout);
}

it("a body larger than one JavaScript string is a table, text and file like any other, in bounded memory", async () => {
  const bytes = 600_000_000;
  const body = hugeBody(bytes);
  const report = (await run("huge-process.ts", bytes, "told")) as HugeReport;
  const ids = Array.from({ length: body.records }, (_, index) => String(10_000_000 + index));
  expect(report).toMatchObject({
    byteLength: body.byteLength,
    servedBytes: body.byteLength,
    records: body.records,
    last: ids.at(-1),
    sorted: ids.at(-1),
    matched: ids.filter((id) => id.includes("777")).length,
    lastLine: "]",
    rawLines: body.records * 25 + 2,
    found: 1,
    exportedBytes: '"contact_id"\r\n'.length + body.records * '"10000000"\r\n'.length,
    mode: "600",
    left: 0,
  });
  // Half the size of the body; most of it is garbage that a search and an export leave to the collector.
  expect(report.growth).toBeLessThan(400 * megabyte);
});

it("bodies that were closed leave nothing behind", async () => {
  const { growth, byteLength } = (await run("repeat-process.ts", 80_000_000, 12)) as RepeatReport;
  // Eleven more bodies would take a gigabyte if they were kept until the collector runs by chance.
  expect(growth).toBeLessThan(3 * byteLength);
});
