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
import { bundleWorker } from "./worker-bundle.ts";

const megabyte = 1_048_576;
let folder: string;
let script: URL;
let worker: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "documents-huge-"));
  script = await bundleForNode(new URL("huge-process.ts", import.meta.url), folder);
  worker = await bundleWorker();
});
afterAll(() => rm(folder, { recursive: true }));

/** In a process of its own, whose memory is that of nothing else. */
async function keepHuge(bytes: number, length: "told" | "untold"): Promise<HugeReport> {
  const child = [fileURLToPath(script), fileURLToPath(worker), String(bytes), length];
  const { stdout } = await promisify(execFile)(process.execPath, child);
  return JSON.parse(stdout) as HugeReport;
}

it("a body beyond one JavaScript string is a table, text and file like any other, in bounded memory", async () => {
  const bytes = 600_000_000;
  const body = hugeBody(bytes);
  const report = await keepHuge(bytes, "told");
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
  // Half of the body itself; most of it is what a search and an export leave to the collector.
  expect(report.growth).toBeLessThan(400 * megabyte);
});
