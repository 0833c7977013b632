import { readdir, readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { bundleWorker } from "./worker-bundle.ts";

/** Field 19 of proc(5) stat, counted after the name, which may contain spaces. */
async function niceOf(thread: string): Promise<number> {
  const stat = await readFile(`/proc/self/task/${thread}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
}

test.runIf(process.platform === "linux")("a worker lowers its own priority, not that of the process", async () => {
  const others = new Set(await readdir("/proc/self/task"));
  const before = await niceOf(String(process.pid));
  const worker = new Worker(await bundleWorker());
  try {
    await expect
      .poll(async () => {
        const started = (await readdir("/proc/self/task")).filter((thread) => !others.has(thread));
        return Math.max(...(await Promise.all(started.map(niceOf))));
      })
      .toBeGreaterThanOrEqual(10);
    expect(await niceOf(String(process.pid))).toBe(before);
  } finally {
    await worker.terminate();
  }
});
