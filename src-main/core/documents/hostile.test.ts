import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleForNode } from "../bundle-for-node.ts";
import type { hostileBodies } from "./hostile-bodies.ts";
import type { HostileReport } from "./hostile-process.ts";
import { bundleWorker } from "./worker-bundle.ts";

let folder: string;
let worker: URL;
let script: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "documents-hostile-"));
  worker = await bundleWorker();
  script = await bundleForNode(new URL("hostile-process.ts", import.meta.url), folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs in a process of its own: a fatal error of V8 ends all threads of a process. */
async function lookAt(name: keyof typeof hostileBodies, ...looks: readonly string[]): Promise<HostileReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(script),
    fileURLToPath(worker),
    name,
    ...looks,
  ]);
  return JSON.parse(stdout) as HostileReport;
}

const alive = { neighbour: 1, deaths: [], records: 2, codes: ["limit"] };

it("one cell of 90 MB of escapes is a row among others [security: huge-cell]", async () => {
  const report = await lookAt("csv-cell", "last", "rows", "record", "contains text", "lines csv", "verify table");
  expect(report).toMatchObject({
    ...alive,
    looks: { last: ["2", "after"], "contains text": 1, "verify table": "agrees" },
  });
  expect(report.looks["record"]).toBeLessThan(3_000_000);
});

it("one value of 60 million lines is read in windows [security: huge-nested-value]", async () => {
  const report = await lookAt("json-nested", "last", "rows", "lines json", "folded json", "lines xml", "verify table");
  expect(report).toMatchObject({ ...alive, looks: { last: ["2", "after"], "verify table": "agrees" } });
  expect(report.looks["lines json"]).toBeLessThan(100_000);
});

it("one record of 17 million different fields is a row among others [security: endless-members]", async () => {
  const report = await lookAt("json-members", "last", "rows", "lines json", "search");
  expect(report).toMatchObject({ ...alive, columns: 1_000, codes: ["limit", "limit"], looks: { search: 1 } });
});
