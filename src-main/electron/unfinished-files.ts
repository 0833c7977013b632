import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, isAbsolute, join } from "node:path";

/**
 * Remembers files that are being written in folders of the person, so that a start after a crash can clear away what
 * was left there. One note per file: each is written before its file begins and removed after it ended.
 */
export interface UnfinishedFiles {
  /** The returned function is called when the file has its final name or is gone. Neither ever rejects. */
  begin(path: string): Promise<() => Promise<void>>;
  /** Removes what an earlier run left. Never throws: it is no reason not to start. */
  clear(): Promise<void>;
}

/** Only what we name so is ever removed, whatever a note says. */
const ours = /^\..+\.[0-9a-f-]{36}\.part$/u;

export function openUnfinishedFiles(folder: string): UnfinishedFiles {
  return {
    async begin(path) {
      const note = join(folder, randomUUID());
      // The file is worth more than its note, which may be on another disk, and that one full.
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
