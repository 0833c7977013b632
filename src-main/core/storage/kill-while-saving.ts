import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleForNode } from "../bundle-for-node.ts";
import { openSaved } from "./saving-process.ts";

export interface KillReport {
  readonly kills: number;
  readonly saves: number;
  /** One line per broken promise; empty if there is none. */
  readonly losses: readonly string[];
  /** How often the kill left a partial temporary file: zero would mean that the kills miss the writes. */
  readonly interrupted: number;
}

/**
 * Starts a process that saves as fast as it can, kills it with SIGKILL at a random moment and checks what is left.
 * Repeats this in the same folder.
 */
export async function killWhileSaving(kills: number): Promise<KillReport> {
  const folder = await mkdtemp(join(tmpdir(), "rezora-kill-"));
  const data = join(folder, "data");
  try {
    const script = await bundleForNode(new URL("saving-process.ts", import.meta.url), folder);
    const losses: string[] = [];
    let promised = 0;
    let interrupted = 0;
    await mkdir(data);
    for (let kill = 0; kill < kills; kill += 1) {
      promised = Math.max(promised, await saveUntilKilled(script, data, Math.random() * 40));
      if ((await readdir(data)).some((name) => name.endsWith(".tmp"))) interrupted += 1;
      const file = await openSaved(data);
      await file.close();
      if (file.value.count < promised)
        losses.push(`kill ${String(kill)}: ${String(file.value.count)} < ${String(promised)}`);
      promised = file.value.count;
    }
    const bad = (await readdir(data)).filter((name) => name.includes(".bad-"));
    return { kills, saves: promised, losses: [...losses, ...bad], interrupted };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns the last count that the process reported as saved. It is killed `delay` milliseconds after its first one. */
function saveUntilKilled(script: URL, folder: string, delay: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(script), folder, "save-until-killed"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => {
      if (output === "") setTimeout(() => child.kill("SIGKILL"), delay);
      output += text;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== null) reject(new Error(`The saving process ended by itself with ${String(code)}.`));
      else resolve(Number(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1)));
    });
  });
}
