import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CallError } from "#core/call-error.ts";
import { saveFile } from "./save-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rezora-save-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const never = new AbortController().signal;

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(bytes(text));
}

test("the file holds every piece in order, and nothing lies beside it", async () => {
  const target = join(folder, "contacts.csv");
  expect(await saveFile(target, pieces("é", "", "b"), never)).toBe(3);
  expect(await readFile(target, "utf8")).toBe("éb");
  expect(await readdir(folder)).toEqual(["contacts.csv"]);
});

test("cancelled half way: the older file is whole and no half one is left", async () => {
  const target = join(folder, "contacts.csv");
  await writeFile(target, "older");
  const cancel = new AbortController();
  async function* cancelled(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes("half"));
    cancel.abort();
    yield bytes("never");
  }
  await expect(saveFile(target, cancelled(), cancel.signal)).rejects.toMatchObject({ code: "cancelled" });
  expect(await readFile(target, "utf8")).toBe("older");
  expect(await readdir(folder)).toEqual(["contacts.csv"]);
});

test("content that fails: its own refusal comes through, and no half file is left", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes("half"));
    throw new CallError("document-failed", "The document is gone.");
  }
  const target = join(folder, "contacts.csv");
  await expect(saveFile(target, failing(), never)).rejects.toMatchObject({ code: "document-failed" });
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["a folder that is not there", "missing/contacts.csv", "ENOENT"],
  ["a folder in place of the file", "taken", "EISDIR"],
])("%s is a refusal that names the reason", async (_name, path, detail) => {
  await mkdir(join(folder, "taken"));
  const attempt = saveFile(join(folder, path), pieces("a"), never);
  await expect(attempt).rejects.toMatchObject({ code: "storage-failed", detail });
  expect(await readdir(folder)).toEqual(["taken"]);
});
