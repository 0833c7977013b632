import { lstat, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { systemErrorCode } from "./read-envelope.ts";

/** Distinguishes a file that we wrote from one that another program put there. Null if there is no file. */
export async function identify(path: string): Promise<string | null> {
  try {
    const { dev, ino, size, mtimeNs, mode } = await lstat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, mode & 0o170000n].join(" ");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemErrorCode(error))) return null;
    throw error;
  }
}

/** The files that were set aside from this file. */
export async function listSetAside(path: string): Promise<string[]> {
  const folder = dirname(path);
  const names = await readdir(folder);
  return names.filter((name) => name.startsWith(`${basename(path)}.bad-`)).map((name) => join(folder, name));
}

export async function removeSetAside(path: string): Promise<void> {
  for (const aside of await listSetAside(path)) await rm(aside, { recursive: true, force: true });
}
