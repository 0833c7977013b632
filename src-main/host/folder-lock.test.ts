import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./folder-lock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rezora-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a folder has one holder, and is free again afterwards", async () => {
  const first = await lockFolder(folder);
  expect(first).not.toBeNull();
  expect(await lockFolder(folder)).toBeNull();
  await first?.release();
  const next = await lockFolder(folder);
  expect(next).not.toBeNull();
  await next?.release();
});

test("the same folder by another name is the same folder", async () => {
  const other = `${folder}-link`;
  await symlink(folder, other, "junction");
  const lock = await lockFolder(folder);
  expect(await lockFolder(other)).toBeNull();
  await lock?.release();
  await rm(other, { recursive: true, force: true });
});

test("a path too long for a socket is locked all the same", async () => {
  const deep = join(folder, "x".repeat(120));
  await mkdir(deep);
  const lock = await lockFolder(deep);
  expect(await lockFolder(deep)).toBeNull();
  await lock?.release();
});

test("a killed holder leaves no lock", async () => {
  const socket = join(folder, "instance.sock");
  const holder = spawn(
    process.execPath,
    ["-e", `require("net").createServer().listen(${JSON.stringify(socket)}, () => console.log("held"))`],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(holder.stdout, "data");
  expect(await lockFolder(folder)).toBeNull();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const lock = await lockFolder(folder);
  expect(lock).not.toBeNull();
  await lock?.release();
});
