import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CallError } from "#core/call-error.ts";

/** `ENOSPC` and its like. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/**
 * Writes a file that a person chose, whole or not at all: what stood there before stays until the last byte of the
 * new one is on the disk. Returns the number of bytes. Throws `CallError`: `cancelled` or `storage-failed`.
 */
export async function saveFile(
  target: string,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  const part = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.part`);
  let bytes = 0;
  try {
    const file = await open(part, "wx");
    try {
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
    await rename(part, target);
    return bytes;
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof CallError) throw error;
    if (signal.aborted) throw new CallError("cancelled", "Saving was cancelled. Nothing was written.");
    const code = codeOf(error);
    const reason = code === "ENOSPC" ? "the disk is full" : "the file could not be written";
    throw new CallError("storage-failed", `Nothing was saved: ${reason}.`, code);
  }
}
