import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CallError } from "#core/call-error.ts";
import { exportCancelled } from "#core/exporting/export-cancelled.ts";
import { syncFolder } from "#core/storage/replace-file.ts";
import { reasonOf } from "./save-refusal.ts";
import type { UnfinishedFiles } from "./unfinished-files.ts";

/**
 * Writes a file that the user chose, completely or not at all: an older file stays until the last byte of the new one
 * is on disk. Returns the number of bytes. Throws `CallError`: `cancelled` or `storage-failed`.
 */
export async function saveFile(
  chosen: string,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  unfinished: Pick<UnfinishedFiles, "begin">,
): Promise<number> {
  let part: { readonly path: string; ended(): Promise<void> } | undefined;
  try {
    signal.throwIfAborted();
    const target = await standingFile(chosen);
    const path = join(dirname(target.path), `.${basename(target.path).slice(0, 60)}.${randomUUID()}.part`);
    part = { path, ended: await unfinished.begin(path) };
    const bytes = await write(path, target.mode, content, signal);
    await rename(path, target.path);
    await syncFolder(dirname(target.path));
    return bytes;
  } catch (error) {
    if (part !== undefined) await rm(part.path, { force: true });
    if (signal.aborted) throw exportCancelled();
    if (error instanceof CallError) throw error;
    const { code, message } = reasonOf(error);
    throw new CallError("storage-failed", `Nothing was saved: ${message}`, code);
  } finally {
    await part?.ended();
  }
}

/** A replaced file keeps its permissions and stays the target of its link. */
async function standingFile(chosen: string): Promise<{ readonly path: string; readonly mode: number | undefined }> {
  try {
    const path = await realpath(chosen);
    return { path, mode: (await stat(path)).mode & 0o777 };
  } catch {
    return { path: chosen, mode: undefined };
  }
}

async function write(
  path: string,
  mode: number | undefined,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  let bytes = 0;
  const file = await open(path, "wx");
  try {
    if (mode !== undefined) await file.chmod(mode);
    for await (const piece of content) {
      signal.throwIfAborted();
      await file.writeFile(piece);
      bytes += piece.length;
    }
    signal.throwIfAborted();
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}
