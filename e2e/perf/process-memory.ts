import { readdir, readFile } from "node:fs/promises";

/** Text of a file below /proc; empty when the process is gone. */
function proc(pid: number, file: string): Promise<string> {
  return readFile(`/proc/${String(pid)}/${file}`, "utf8").catch(() => "");
}

/** Parent by process, for every process there is. */
async function parents(): Promise<Map<number, number>> {
  const pids = (await readdir("/proc")).map(Number).filter((pid) => Number.isInteger(pid));
  const stats = await Promise.all(pids.map((pid) => proc(pid, "stat")));
  // The name in brackets may contain anything, including brackets.
  return new Map(pids.map((pid, at) => [pid, Number(stats[at]?.split(") ").at(-1)?.split(" ")[1])]));
}

/** All processes that this one started, and those that they started. */
async function descendants(): Promise<number[]> {
  const known = await parents();
  const found = new Set([process.pid]);
  // A parent may be listed after its child, so this repeats until nothing new is found.
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [pid, parent] of known) if (found.has(parent)) found.add(pid);
  }
  found.delete(process.pid);
  return [...found];
}

/** Memory of all processes of the application in bytes; what several of them share counts once. Linux only. */
export async function memoryInUse(): Promise<number> {
  const texts = await Promise.all((await descendants()).map((pid) => proc(pid, "smaps_rollup")));
  const kilobytes = texts.map((text) => Number(/^Pss:\s+(\d+)/mu.exec(text)?.[1] ?? 0));
  return kilobytes.reduce((all, each) => all + each, 0) * 1_024;
}

/** The largest amount of memory in use at any sample during the work, in bytes. */
export async function memoryAtPeak(work: () => Promise<void>): Promise<number> {
  const between = 500;
  let peak = 0;
  const look = async (): Promise<void> => void (peak = Math.max(peak, await memoryInUse()));
  const timer = setInterval(() => void look(), between);
  try {
    await work();
    await look();
    return peak;
  } finally {
    clearInterval(timer);
  }
}

export const canMeasureMemory = process.platform === "linux";
