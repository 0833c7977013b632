import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, isAbsolute, join } from "node:path";

/**
 * Remembers files that are being written in the user's folders, so that a start after a crash can remove what was left
 * there. There is one note per file, written before the file is created and removed after it is finished.
 */
export interface UnfinishedFiles {
  /** Call the returned function when the file has its final name or is gone. Neither ever rejects. */
  begin(path: string): Promise<() => Promise<void>>;
  /** Removes what an earlier run left. Never throws, because a failure must not prevent a start. */
  clear(): Promise<void>;
}

/** Only files with this kind of name are ever removed, whatever a note says. */
const ours = /^\..+\.[0-9a-f-]{36}\.part$/u;

export function openUnfinishedFiles(folder: string): UnfinishedFiles {
  return {
    async begin(path) {
      const note = join(folder, randomUUID());
      // The file matters more than its note, which may be on another disk that is full.
      await mkdir(folder, { recursive: true, mode: 0o700 })
        .then(() => writeFile(note, path, { mode: 0o600 }))
        .catch(() => undefined);
      return () => rm(note, { force: true }).catch(() => undefined);
    },
    async clear() {
      const notes = await readdir(folder).catch(() => []);
      await Promise.all(
        notes.map(async (name) => {
          const note = join(folder, name);
          const path = await readFile(note, "utf8").catch(() => "");
          if (isAbsolute(path) && ours.test(basename(path))) await rm(path, { force: true });
          await rm(note, { force: true });
        }),
      ).catch(() => undefined);
    },
  };
}
