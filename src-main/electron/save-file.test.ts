import { execFileSync } from "node:child_process";
import { chmod, link, lstat, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CallError } from "#core/call-error.ts";
import { saveFile } from "./save-file.ts";
import { openUnfinishedFiles, type UnfinishedFiles } from "./unfinished-files.ts";

let folder: string;
let notes: string;
let unfinished: UnfinishedFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rezora-save-"));
  notes = await mkdtemp(join(tmpdir(), "rezora-notes-"));
  unfinished = openUnfinishedFiles(notes);
});
afterEach(async () => {
  // In every case, a file is recorded as unfinished exactly while it is being written.
  expect(await readdir(notes)).toEqual([]);
  for (const each of [folder, notes]) await rm(each, { recursive: true, force: true });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const never = new AbortController().signal;

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(bytes(text));
}

const save = (target: string, content: AsyncIterable<Uint8Array>, signal = never): Promise<number> =>
  saveFile(target, content, signal, unfinished);

test("the file contains every piece in order, and there is no other file next to it", async () => {
  const target = join(folder, "contacts.csv");
  expect(await save(target, pieces("é", "", "b"))).toBe(3);
  expect(await readFile(target, "utf8")).toBe("éb");
  expect(await readdir(folder)).toEqual(["contacts.csv"]);
});

test("a replaced file keeps its permissions and stays the target of its link", async () => {
  const target = join(folder, "real.csv");
  await writeFile(target, "older");
  await chmod(target, 0o600);
  await symlink("real.csv", join(folder, "contacts.csv"));
  await save(join(folder, "contacts.csv"), pieces("newer"));
  expect(await readFile(target, "utf8")).toBe("newer");
  expect((await stat(target)).mode & 0o777).toBe(0o600);
  expect((await lstat(join(folder, "contacts.csv"))).isSymbolicLink()).toBe(true);
});

test("a hard link to the replaced file keeps the older content", async () => {
  await writeFile(join(folder, "contacts.csv"), "older");
  await link(join(folder, "contacts.csv"), join(folder, "backup.csv"));
  await save(join(folder, "contacts.csv"), pieces("newer"));
  expect(await readFile(join(folder, "backup.csv"), "utf8")).toBe("older");
});

test("cancelled halfway: the older file is intact and no partial file is left", async () => {
  const target = join(folder, "contacts.csv");
  await writeFile(target, "older");
  const cancel = new AbortController();
  async function* cancelled(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes("half"));
    cancel.abort();
    yield bytes("never");
  }
  await expect(save(target, cancelled(), cancel.signal)).rejects.toMatchObject({ code: "cancelled" });
  expect(await readFile(target, "utf8")).toBe("older");
  expect(await readdir(folder)).toEqual(["contacts.csv"]);
});

test("cancelled while the dialog was open: nothing is begun", async () => {
  const attempt = save(join(folder, "contacts.csv"), pieces("a"), AbortSignal.abort());
  await expect(attempt).rejects.toMatchObject({ code: "cancelled" });
  expect(await readdir(folder)).toEqual([]);
});

test("if the content fails, its own error is passed on, and no partial file is left", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes("half"));
    throw new CallError("document-failed", "The document is gone.");
  }
  const target = join(folder, "contacts.csv");
  await expect(save(target, failing())).rejects.toMatchObject({ code: "document-failed" });
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["a folder that is not there", "missing/contacts.csv", "ENOENT", /Choose another folder/u],
  ["a folder in place of the file", "taken", "EISDIR", /Choose another name/u],
  ["a name too long for the disk", `${"x".repeat(300)}.csv`, "ENAMETOOLONG", /Choose a shorter one/u],
])("%s is refused with advice", async (_name, path, detail, advice) => {
  await mkdir(join(folder, "taken"));
  const attempt = save(join(folder, path), pieces("a"));
  await expect(attempt).rejects.toMatchObject({
    code: "storage-failed",
    detail,
    message: expect.stringMatching(advice) as unknown,
  });
  expect(await readdir(folder)).toEqual(["taken"]);
});

/** A real disk of 256 KB, if this computer allows mounting one. */
function mountSmallDisk(options = "size=256k"): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("a separate disk (needs root on Linux)", () => {
  test("that is full: nothing is left on it, and the older file is intact", async ({ skip }) => {
    skip(!mountSmallDisk(), "no disk can be mounted here");
    try {
      const target = join(folder, "contacts.csv");
      await writeFile(target, "older");
      let given = 0;
      async function* tooMuch(): AsyncGenerator<Uint8Array> {
        for (; given < 100; given++) yield await Promise.resolve(bytes("x".repeat(65_536)));
      }
      await expect(save(target, tooMuch())).rejects.toMatchObject({
        code: "storage-failed",
        detail: "ENOSPC",
        message: "Nothing was saved: the disk is full. Free some space, or choose another disk.",
      });
      expect(given).toBeLessThan(10);
      expect(await readFile(target, "utf8")).toBe("older");
      expect(await readdir(folder)).toEqual(["contacts.csv"]);
    } finally {
      execFileSync("umount", [folder]);
    }
  });

  test("that is read-only: this is reported, and nothing was pulled", async ({ skip }) => {
    skip(!mountSmallDisk("ro"), "no disk can be mounted here");
    try {
      await expect(save(join(folder, "contacts.csv"), pieces("a"))).rejects.toMatchObject({
        code: "storage-failed",
        detail: "EROFS",
      });
    } finally {
      execFileSync("umount", [folder]);
    }
  });
});
