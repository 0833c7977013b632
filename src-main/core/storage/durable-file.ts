import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { identify, removeSetAside } from "./file-identity.ts";
import { readEnvelope, systemErrorCode, writeEnvelope, type ReadOutcome } from "./read-envelope.ts";
import { removeTemporaryFiles, replaceFile } from "./replace-file.ts";
import { exists, setAside } from "./set-aside.ts";
import type { StorageContext } from "./storage-context.ts";
import { currentVersion, type StoredFormat } from "./stored-format.ts";
import { createUnsavedNotice } from "./unsaved-notice.ts";

export interface DurableFileOptions<T> extends StoredFormat<T> {
  readonly folder: string;
  /** Plural subject of notices: `settings` as in "The settings were damaged". */
  readonly title: string;
  /** The value at a first start, or if nothing could be recovered. */
  readonly initial: T;
}

export type { StorageContext } from "./storage-context.ts";

/** One file that must survive. The value in memory is authoritative; the disk follows it. */
export interface DurableFile<T> {
  readonly value: T;
  /** Changes the value now and writes it soon. Writes never overlap; changes during a write share the next one. */
  set(value: T): void;
  /** Waits until the latest value is on disk; false if that failed and it is in memory only. */
  saved(): Promise<boolean>;
  /**
   * Removes the backups of earlier versions of the format and the files that were set aside, because data that the user
   * deletes must not survive in them. A failure is reported and retried, like a save.
   */
  removeEarlierBackups(): Promise<void>;
  /** Writes unsaved changes and ends the retries. */
  close(): Promise<void>;
}

/**
 * Opens `KIND.json`. An unusable file is set aside as `KIND.json.bad-DATE` and the last good one is loaded. There is
 * only one notice, because the good content is written back immediately.
 *
 * The backup is a second file with the same content, replaced after the first: at every moment at least one of the
 * two is intact, and damage by others loses nothing. Its name contains the version of the format, so a newer
 * application never replaces the backup that an older one needs after a downgrade.
 *
 * A file of an earlier version becomes the backup of that version, then the migrated content is written.
 */
export async function openDurableFile<T>(
  options: DurableFileOptions<T>,
  context: StorageContext,
): Promise<DurableFile<T>> {
  const { notices, log } = context;
  const replace = context.replace ?? replaceFile;
  const path = join(options.folder, `${options.kind}.json`);
  const version = currentVersion(options);
  const backupOf = (of: number): string => join(options.folder, `${options.kind}.v${String(of)}.backup.json`);
  const backup = backupOf(version);
  const earlierVersions = Array.from({ length: version - 1 }, (_, index) => version - 1 - index);
  const unsaved = createUnsavedNotice(
    {
      kind: options.kind,
      title: `The ${options.title} could not be saved.`,
      kept: "What was saved before is whole. Your change is kept until you close the application, and saving is tried again.",
      savedAgain: `The ${options.title} are saved again.`,
    },
    context,
    () => void drain(),
  );

  /** Bad files that could not be set aside yet and must not be overwritten. */
  const inTheWay = new Set<string>();
  /** The file as an earlier version wrote it, until it is stored as the backup of that version. */
  let earlier: { readonly version: number; readonly text: string } | null = null;
  let current = options.initial;
  let revision = 0;
  let onDisk = 0;
  let writing: Promise<void> | null = null;
  /** The main file as this process knows it; null if it does not exist. */
  let known: string | null = null;
  let removesEarlier = false;

  async function load(): Promise<void> {
    await removeTemporaryFiles(options.folder, [basename(path), basename(backup)]);
    known = await identify(path).catch(() => null);
    const main = await readEnvelope(path, options);
    if (main.state === "good") {
      current = main.value;
      if (main.version === version) {
        // After a kill between the two writes, the backup still contains what was removed from the file.
        if ((await readFile(backup, "utf8").catch(() => null)) !== main.text) revision += 1;
        return;
      }
      earlier = main;
      log.info("stored file migrated", { kind: options.kind, from: main.version, to: version });
      revision += 1;
      return;
    }
    const spare = await readBackup();
    if (main.state === "missing" && spare.state === "missing") return;
    const asideName = main.state === "bad" ? await clearTheWay(path) : null;
    if (spare.state === "good") current = spare.value;
    const reason = main.state === "bad" ? main.reason : "were missing";
    log.info("stored file not usable", { kind: options.kind, reason, recovered: spare.state === "good" });
    notices.say({
      code: `${options.kind}-recovered`,
      severity: "caution",
      title: `The ${options.title} ${reason}.`,
      message: [
        spare.state === "good" ? describeBackup(spare.version, version) : "There was no backup, so they start afresh.",
        ...(asideName === null ? [] : [`The file was set aside as ${asideName}.`]),
      ].join(" "),
    });
    revision += 1;
  }

  /** The latest usable backup of any version. */
  async function readBackup(): Promise<ReadOutcome<T>> {
    const newest = await readEnvelope(backup, options);
    if (newest.state === "good") return newest;
    if (newest.state === "bad") await clearTheWay(backup);
    for (const each of earlierVersions) {
      const spare = await readEnvelope(backupOf(each), options);
      if (spare.state === "good") return spare;
    }
    return newest;
  }

  async function clearTheWay(bad: string): Promise<string | null> {
    try {
      const aside = await setAside(bad, context.clock.now());
      inTheWay.delete(bad);
      return aside;
    } catch (error) {
      log.error(`${basename(bad)} could not be set aside`, error);
      inTheWay.add(bad);
      return null;
    }
  }

  /** Another program changed or replaced the file: its version is kept. */
  async function keepForeign(place: string): Promise<void> {
    const aside = await setAside(place, context.clock.now());
    notices.say({
      code: `${options.kind}-changed`,
      severity: "caution",
      title: `The ${options.title} were changed by another program.`,
      message: `What you see here was saved. The other file was set aside as ${aside}.`,
    });
  }

  async function clearForeign(): Promise<void> {
    const found = await identify(path);
    if (found === known) return;
    if (found !== null) await keepForeign(path);
    // The file is gone: the whole folder may have been replaced.
    else context.health?.folderChanged();
    known = found === null ? null : await identify(path);
  }

  async function write(value: T): Promise<boolean> {
    try {
      await context.ensureFolder?.();
      for (const bad of inTheWay) {
        // It does not matter if the file is already gone.
        if (await exists(bad)) await setAside(bad, context.clock.now());
        inTheWay.delete(bad);
      }
      await clearForeign();
      if (earlier !== null) await replace(backupOf(earlier.version), earlier.text);
      earlier = null;
      const content = writeEnvelope(options, value);
      await replace(path, content);
      known = await identify(path);
      await replaceBackup(content);
      if (removesEarlier) await removeEarlier();
    } catch (error) {
      unsaved.failed(error);
      return false;
    }
    unsaved.succeeded();
    return true;
  }

  async function replaceBackup(content: string): Promise<void> {
    try {
      await replace(backup, content);
    } catch (error) {
      // A folder has the name of the backup. It is not ours, but it is kept, too.
      if (!["EISDIR", "EEXIST", "ENOTEMPTY", "ENOTDIR"].includes(systemErrorCode(error))) throw error;
      await setAside(backup, context.clock.now());
      await replace(backup, content);
    }
  }

  async function removeEarlier(): Promise<void> {
    for (const each of earlierVersions) {
      await rm(backupOf(each), { force: true });
      await removeSetAside(backupOf(each));
    }
    await removeSetAside(path);
    await removeSetAside(backup);
    removesEarlier = false;
  }

  /** After the folder was replaced, missing files are written again. */
  async function checkAgain(): Promise<void> {
    const found = await identify(path).catch(() => known);
    if (found === known || writing !== null) return;
    revision += 1;
    await drain();
  }

  async function writeAll(): Promise<void> {
    try {
      // Changes in the same turn become one write.
      await Promise.resolve();
      while (onDisk !== revision) {
        const target = revision;
        if (!(await write(current))) return;
        onDisk = target;
      }
    } finally {
      // Here and not in `then`, because a change made between the two would never be written.
      writing = null;
    }
  }

  function drain(): Promise<void> {
    if (onDisk === revision) return Promise.resolve();
    writing ??= writeAll();
    return writing;
  }

  await load();
  await drain();
  context.health?.onFolderChanged(() => void checkAgain());

  return {
    get value() {
      return current;
    },
    set(value) {
      current = value;
      revision += 1;
      void drain();
    },
    async saved() {
      await drain();
      return onDisk === revision;
    },
    async removeEarlierBackups() {
      removesEarlier = true;
      revision += 1;
      await drain();
    },
    async close() {
      await drain();
      unsaved.close();
    },
  };
}

function describeBackup(written: number, current: number): string {
  if (written === current) return "The last good backup was loaded.";
  return "The backup that an earlier version of Rezora Explorer had written was loaded. What was changed since then is missing.";
}
