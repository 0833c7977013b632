import { randomBytes } from "node:crypto";
import { open, readdir, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file atomically: a reader finds the old content or the new one at any moment and after any crash.
 * The content reaches the disk before the rename does, and the folder entry before this returns.
 * Throws the system's error (ENOSPC, EROFS, EACCES, ENOENT, ...) and leaves the old file as it was.
 */
export async function replaceFile(path: string, content: string): Promise<void> {
  const folder = dirname(path);
  // A unique name, so two processes never write to the same temporary file.
  const temporary = join(folder, `${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(content, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // The disk may be full: the partial file must not stay and fill it further.
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** Windows cannot open a folder; NTFS journals the rename itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes the temporary files of a process that was killed while it replaced one of these files. */
export async function removeTemporaryFiles(folder: string, names: readonly string[]): Promise<void> {
  const found = await readdir(folder).catch(() => []);
  const left = found.filter((file) => file.endsWith(".tmp") && names.some((name) => file.startsWith(`${name}.`)));
  await Promise.all(left.map((file) => unlink(join(folder, file)).catch(() => undefined)));
}
