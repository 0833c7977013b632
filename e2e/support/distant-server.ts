import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as pass } from "node:timers/promises";
import { root } from "../../scripts/tool.ts";

/** A practice server that runs beside the tests. */
export interface DistantServer {
  readonly baseUrl: string;
  readonly stop: () => Promise<void>;
}

/**
 * The command that starts a program with idle priority. Linux treats a processor that runs only idle work as free
 * (sched(7), SCHED_IDLE); with a low priority alone the page waited for one processor while the server had the other.
 */
const yielding: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ["chrt", "--idle", "0"],
  darwin: ["nice", "-n", "19"],
};

/** The unused share of all processors over the next second, from 0 to 1. */
async function measureIdleShare(): Promise<number> {
  const read = (): readonly [idle: number, all: number] => {
    const times = cpus().map((each) => each.times);
    const all = times.map(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq);
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
    return [sum(times.map(({ idle }) => idle)), sum(all)];
  };
  const [idleBefore, allBefore] = read();
  await pass(1_000);
  const [idle, all] = read();
  return (idle - idleBefore) / Math.max(1, all - allBefore);
}

/**
 * A practice server in a process of its own with idle priority: a real server runs on another machine, so its work must
 * not be measured as the application's. Where other work keeps the processors busy, nothing can be measured, and a
 * server with idle priority would get no processor at all: there it has normal priority.
 */
export async function distantServer(contacts: number): Promise<DistantServer> {
  const program = [process.execPath, "--import", "tsx", "src-main/practice/cli.ts", "--contacts", String(contacts)];
  const givesWay = (await measureIdleShare()) > 0.5;
  // Set before its first thread: a priority that is set later applies to only one thread.
  const [command = "", ...parameters] = [...(givesWay ? (yielding[process.platform] ?? []) : []), ...program];
  const child = spawn(command, parameters, { cwd: root, stdio: ["ignore", "pipe", "inherit"], detached: true });
  if (givesWay) giveWay(child.pid);
  const end = (): boolean => child.kill("SIGTERM");
  process.once("exit", end);
  // Either its first line, or its exit without one.
  const said = await Promise.race([once(createInterface(child.stdout), "line"), once(child, "exit")]);
  const baseUrl = /http:\S+/u.exec(said.join(" "))?.[0];
  if (baseUrl === undefined) throw new Error(`The practice server did not start: ${said.join(" ")}`);
  return {
    baseUrl,
    async stop() {
      process.off("exit", end);
      end();
      await once(child, "exit");
    },
  };
}

/** Linux shares the processors among sessions first (sched(7), autogroup): a priority counts only within a session. */
function giveWay(session: number | undefined): void {
  try {
    writeFileSync(`/proc/${session}/autogroup`, "19");
  } catch {
    // On other systems, and without autogroup, only the priority of the process counts.
  }
}
