import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startDoubly } from "./double-starts.ts";
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

test("a folder under another name is the same folder", async () => {
  const other = `${folder}-link`;
  await symlink(folder, other, "junction");
  const lock = await lockFolder(folder);
  expect(await lockFolder(other)).toBeNull();
  await lock?.release();
  await rm(other, { recursive: true, force: true });
});

test("a folder whose path is too long for a socket is locked as well", async () => {
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

test("in 20 rounds of simultaneous starts after a kill, one gets the folder, even if one is killed while starting [security: one-start-processes]", async () => {
  const report = await startDoubly(20);
  expect(report).toMatchObject({ rounds: 20, doubles: 0, nobody: 0, killedOnTheWay: 5 });
});

test("a release leaves nothing, and only the user can read the lock", async () => {
  const lock = await lockFolder(folder);
  expect((await stat(join(folder, "lock"))).mode & 0o077).toBe(0);
  await lock?.release();
  expect(await readdir(folder)).toEqual([]);
});

const squatters: readonly (readonly [string, (place: string) => Promise<unknown>])[] = [
  ["a file", (place) => writeFile(place, "somebody")],
  ["an empty folder", (place) => mkdir(place)],
  ["a folder with a file", (place) => mkdir(place).then(() => writeFile(join(place, "x"), ""))],
  ["a folder with folders", (place) => mkdir(join(place, "0123456789", "x"), { recursive: true })],
  ["a file with the name of an entry", (place) => mkdir(place).then(() => writeFile(join(place, "0123456789"), "{}"))],
  ["a link to nowhere", (place) => symlink("/nowhere", place)],
  ["a link to a folder", (place) => symlink(tmpdir(), place)],
  ["a named pipe", async (place) => execFileSync("mkfifo", [place])],
  [
    "a folder with a named pipe",
    (place) => mkdir(place).then(() => execFileSync("mkfifo", [join(place, "0123456789")])),
  ],
];

test("anything that is not a lock does not obstruct a start [security: lock-squatted]", async () => {
  for (const [name, squat] of squatters) {
    const place = join(folder, name);
    await mkdir(place);
    await squat(join(place, "lock"));
    const lock = await lockFolder(place);
    await expect(lock?.ensure(), name).resolves.toBeUndefined();
    expect(await lockFolder(place), name).toBeNull();
    await lock?.release();
  }
});

test("a lock that another user created is neither taken nor trusted [security: lock-squatted]", async ({ skip }) => {
  skip(process.geteuid?.() !== 0, "only root gives a folder to another user");
  execFileSync("install", ["-d", "-o", "65534", join(folder, "lock")]);
  await writeFile(join(folder, "lock", "0123456789"), "");
  const lock = await lockFolder(folder);
  await expect(lock?.ensure()).rejects.toMatchObject({ code: "EACCES" });
  await rm(join(folder, "lock"), { recursive: true });
  await expect(lock?.ensure()).resolves.toBeUndefined();
  await lock?.release();
});

test("a folder too deep for a socket: the lock of a killed process is free again", async () => {
  const deep = join(folder, "x".repeat(120));
  await mkdir(join(deep, "lock"), { recursive: true });
  const ended = { pid: process.pid, start: "1", boot: "", namespace: "" };
  await writeFile(join(deep, "lock", "0123456789"), JSON.stringify(ended));
  const lock = await lockFolder(deep);
  await expect(lock?.ensure()).resolves.toBeUndefined();
  await lock?.release();
});

test("a folder that was deleted and recreated is locked again, unless another process has it by then [security: lock-lost-folder]", async () => {
  const lock = await lockFolder(folder);
  await rename(folder, `${folder}-away`);
  await expect(lock?.ensure()).rejects.toMatchObject({ code: "ENOENT" });
  await mkdir(folder);
  const other = await lockFolder(folder);
  await expect(lock?.ensure()).rejects.toMatchObject({ code: "EINUSE" });
  await other?.release();
  await expect(lock?.ensure()).resolves.toBeUndefined();
  expect(await lockFolder(folder)).toBeNull();
  await lock?.release();
  await rm(`${folder}-away`, { recursive: true });
});

test("a start with a missing folder works; it is locked when it appears", async () => {
  const missing = join(folder, "missing");
  const lock = await lockFolder(missing);
  await expect(lock?.ensure()).rejects.toMatchObject({ code: "ENOENT" });
  await mkdir(missing);
  await lock?.ensure();
  expect(await lockFolder(missing)).toBeNull();
  await lock?.release();
});
