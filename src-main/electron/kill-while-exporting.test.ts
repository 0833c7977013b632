import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bundleForNode } from "#core/bundle-for-node.ts";
import { readVersion } from "./export-until-killed.ts";
import { openUnfinishedFiles } from "./unfinished-files.ts";

/** For more: `KILLS=100 npx vitest run src-main/electron/kill-while-exporting.test.ts`. */
const kills = Number(process.env["KILLS"] ?? "20");

/** Several versions are saved within this many milliseconds; the kill happens at a random moment of them. */
const spread = 60;

test(`kill -9 at ${String(kills)} random moments of an export leaves one complete file [security: killed-exports]`, async () => {
  const folder = await mkdtemp(join(tmpdir(), "rezora-killed-exports-"));
  const script = fileURLToPath(await bundleForNode(new URL("export-until-killed.ts", import.meta.url), folder));
  const chosen = join(folder, "chosen");
  const notes = join(folder, "notes");
  const target = join(chosen, "contacts.csv");
  await mkdir(chosen);
  let saved = 0;
  let unfinished = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const child = spawn(process.execPath, [script, target, notes, String(saved + 1)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (output === "") setTimeout(() => child.kill("SIGKILL"), Math.random() * spread);
      output += text;
    });
    await once(child, "close");
    const promised = Number(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1));
    const version = readVersion(await readFile(target, "utf8"));
    // A save is reported after the file has its name, and the kill may happen in between.
    expect([promised, promised + 1]).toContain(version);
    saved = version ?? 0;
    unfinished += (await readdir(chosen)).length - 1;
    await openUnfinishedFiles(notes).clear();
    expect(await readdir(chosen)).toEqual(["contacts.csv"]);
    expect(await readdir(notes)).toEqual([]);
  }
  // If every kill missed the write, the test would prove nothing.
  expect(unfinished).toBeGreaterThan(0);
  await rm(folder, { recursive: true, force: true });
});
