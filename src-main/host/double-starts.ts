import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleForNode } from "#core/bundle-for-node.ts";

export interface DoubleStartReport {
  readonly rounds: number;
  readonly starts: number;
  /** Rounds in which two processes had the folder at the same time. */
  readonly doubles: number;
  /** Rounds in which no process got it although none was killed while starting. */
  readonly nobody: number;
  /** Rounds in which one was killed while taking the lock. */
  readonly killedOnTheWay: number;
  /** What was left in the folder besides the last lock. */
  readonly leftovers: readonly string[];
}

interface Starter {
  readonly child: ChildProcess;
  readonly ready: Promise<unknown>;
  /** null if it was killed before it could report. */
  readonly outcome: Promise<string | null>;
}

/**
 * Repeatedly starts two or three processes at the same moment in a folder whose last holder was killed with SIGKILL,
 * and kills the one that gets it. In every fourth round one of them is killed while taking the lock.
 */
export async function startDoubly(rounds: number): Promise<DoubleStartReport> {
  const scratch = await mkdtemp(join(tmpdir(), "rezora-double-"));
  const folder = join(scratch, "data");
  try {
    await mkdir(folder);
    const script = fileURLToPath(await bundleForNode(new URL("locking-process.ts", import.meta.url), scratch));
    const counts = { starts: 0, doubles: 0, nobody: 0, killedOnTheWay: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const starters = Array.from({ length: round % 3 === 2 ? 3 : 2 }, () => start(script, folder));
      counts.starts += starters.length;
      await Promise.all(starters.map(({ ready }) => ready));
      const [first] = starters;
      const kills = round % 4 === 3;
      for (const { child } of starters) child.stdin?.write("go\n");
      if (kills) setTimeout(() => first?.child.kill("SIGKILL"), Math.random() * 6);
      const outcomes = await Promise.all(starters.map(({ outcome }) => outcome));
      // A process that reported the lock and was killed right afterwards no longer has it.
      const held = starters.filter(
        ({ child }, index) => outcomes[index] === "held" && !(kills && child === first?.child),
      );
      if (held.length > 1) counts.doubles += 1;
      if (held.length === 0 && !kills) counts.nobody += 1;
      // Every process must end in one of these ways.
      if (outcomes.some((each, index) => each === null && !(kills && index === 0))) counts.nobody += 1;
      if (kills) counts.killedOnTheWay += 1;
      await Promise.all(starters.map(({ child }) => kill(child)));
    }
    const leftovers = (await readdir(folder)).filter((name) => name !== "lock");
    return { rounds, ...counts, leftovers };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function start(script: string, folder: string): Starter {
  const child = spawn(process.execPath, [script, folder, "lock-when-told"], { stdio: ["pipe", "pipe", "inherit"] });
  // The pipe breaks when the process is killed before it has read the command.
  child.stdin.on("error", () => undefined);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  /** Resolves when the process has printed one of these; null if it ended before. */
  const says = (words: RegExp): Promise<string | null> =>
    new Promise((resolve) => {
      const look = (): void => {
        const [said] = words.exec(output) ?? [];
        if (said !== undefined) resolve(said);
      };
      child.stdout.on("data", look);
      child.once("close", () => resolve(null));
    });
  return { child, ready: says(/ready/u), outcome: says(/held|refused/u) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
