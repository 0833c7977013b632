import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundleForNode } from "#core/bundle-for-node.ts";
import { openUnfinishedFiles } from "./unfinished-files.ts";

let folder: string;
let chosen: string;
let notes: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rezora-unfinished-"));
  chosen = join(folder, "chosen");
  notes = join(folder, "notes");
  await mkdir(chosen);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a process killed while it saves leaves the older file intact, and the next start removes the partial one", async () => {
  const script = await bundleForNode(new URL("save-and-hang.ts", import.meta.url), folder);
  const target = join(chosen, "contacts.csv");
  await writeFile(target, "older");
  const child = spawn(process.execPath, [fileURLToPath(script), target, notes], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");

  expect(await readFile(target, "utf8")).toBe("older");
  expect(await readdir(chosen)).toHaveLength(2);
  await openUnfinishedFiles(notes).clear();
  expect(await readdir(chosen)).toEqual(["contacts.csv"]);
  expect(await readFile(target, "utf8")).toBe("older");
  expect(await readdir(notes)).toEqual([]);
});

test("only the note is removed if it names anything else", async () => {
  const strange = ["contacts.csv", ".contacts.csv.part", ".x.part/..", "relative.part", ""];
  await mkdir(notes);
  await writeFile(join(chosen, "contacts.csv"), "mine");
  await writeFile(join(chosen, ".contacts.csv.part"), "mine");
  await Promise.all(strange.map((name, index) => writeFile(join(notes, String(index)), name && join(chosen, name))));
  await openUnfinishedFiles(notes).clear();
  expect((await readdir(chosen)).sort()).toEqual([".contacts.csv.part", "contacts.csv"]);
  expect(await readdir(notes)).toEqual([]);
});

test("if no note can be stored, the file can still be written", async () => {
  await writeFile(notes, "a file in place of the folder");
  const ended = await openUnfinishedFiles(notes).begin(join(chosen, ".x.part"));
  await ended();
});

test("a start without notes works", async () => {
  await openUnfinishedFiles(notes).clear();
});
