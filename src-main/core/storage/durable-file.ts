import { rm, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Notices } from "../notices.ts";
import type { Clock, Log } from "../ports.ts";
import { readEnvelope, systemErrorCode, writeEnvelope, type ReadOutcome } from "./read-envelope.ts";
import { removeTemporaryFiles, replaceFile } from "./replace-file.ts";
import { exists, setAside } from "./set-aside.ts";
import { currentVersion, type StoredFormat } from "./stored-format.ts";

/** How long a change that could not be saved waits before it is tried again by itself, milliseconds. */
const retryAfter = 30_000;

export interface DurableFileOptions<T> extends StoredFormat<T> {
  readonly folder: string;
  /** Plural, the subject of notices: `settings` as in "The settings were damaged". */
  readonly title: string;
  /** The value of a first start, and of one after which nothing could be recovered. */
  readonly initial: T;
}

export interface StorageContext {
  readonly notices: Notices;
  readonly log: Log;
  readonly clock: Clock;
  /** Replaces one file as a whole; tests put a full disk in its place. */
  readonly replace?: (path: string, content: string) => Promise<void>;
  /** Writes all bytes at a place of an open file; tests put a full disk in its place. */
  readonly writeAt?: (file: FileHandle, bytes: Buffer, position: number) => Promise<void>;
}

/** One file that must survive. The value in memory is the truth; the disk follows it. */
export interface DurableFile<T> {
  readonly value: T;
  /** Changes the value now and writes it soon. Writes never overlap; changes made during one become one more. */
  set(value: T): void;
  /** Waits until the latest value is on the disk; false when that failed and it stands in memory only. */
  saved(): Promise<boolean>;
  /** Removes the backups of earlier versions of the format: what the user deletes must not live on in them. */
  removeEarlierBackups(): Promise<void>;
  /** Writes what is left and ends the retries. */
  close(): Promise<void>;
}

/**
 * Opens `KIND.json`. A file that cannot be used is set aside as `KIND.json.bad-DATE` and the last good one is
 * loaded, once and with one notice, because the good content is written back at once.
 *
 * The backup is a second file of the same content, replaced after the first: at every moment at least one of the
 * two is whole, and damage from outside loses nothing. Its name carries the version of the format, so that a newer
 * application never replaces the backup that an older one needs after a downgrade.
 *
 * A file of an earlier version is migrated: it becomes the backup of its version, then the current version is written.
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
  const unsavedCode = `${options.kind}-unsaved`;

  /** Bad files that could not be moved away yet: they must not be overwritten. */
  const inTheWay = new Set<string>();
  /** The file as an earlier version wrote it, until it is kept as the backup of that version. */
  let earlier: { readonly version: number; readonly text: string } | null = null;
  let current = options.initial;
  let revision = 0;
  let onDisk = 0;
  let writing: Promise<void> | null = null;
  let retry: NodeJS.Timeout | null = null;
  let failing = false;

  async function load(): Promise<void> {
    await removeTemporaryFiles(options.folder, [basename(path), basename(backup)]);
    const main = await readEnvelope(path, options);
    if (main.state === "good") {
      current = main.value;
      if (main.version === version) return;
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

  /** The latest backup that can be used, of whatever version. */
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

  async function write(value: T): Promise<boolean> {
    try {
      for (const bad of inTheWay) {
        // Gone by itself is as good.
        if (await exists(bad)) await setAside(bad, context.clock.now());
        inTheWay.delete(bad);
      }
      if (earlier !== null) await replace(backupOf(earlier.version), earlier.text);
      earlier = null;
      const content = writeEnvelope(options, value);
      await replace(path, content);
      await replace(backup, content);
    } catch (error) {
      sayUnsaved(error);
      return false;
    }
    saySaved();
    return true;
  }

  function sayUnsaved(error: unknown): void {
    retry ??= setTimeout(() => {
      retry = null;
      void drain();
    }, retryAfter).unref();
    if (failing) return;
    failing = true;
    log.error(`${options.kind} could not be saved`, error);
    notices.say({
      code: unsavedCode,
      severity: "danger",
      title: `The ${options.title} could not be saved.`,
      message: `${cause(error)} What was saved before is whole. Your change is kept until you close the application, and saving is tried again.`,
    });
  }

  function saySaved(): void {
    if (retry !== null) clearTimeout(retry);
    retry = null;
    if (!failing) return;
    failing = false;
    notices.withdraw(unsavedCode);
    notices.say({
      code: `${options.kind}-saved-again`,
      severity: "info",
      title: `The ${options.title} are saved again.`,
      message: "Nothing was lost.",
    });
  }

  async function writeAll(): Promise<void> {
    try {
      // Changes made in the same turn become one write.
      await Promise.resolve();
      while (onDisk !== revision) {
        const target = revision;
        if (!(await write(current))) return;
        onDisk = target;
      }
    } finally {
      // Here and not in `then`: a change made between the two would never be written.
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
      await Promise.all(earlierVersions.map((each) => rm(backupOf(each), { force: true })));
    },
    async close() {
      await drain();
      if (retry !== null) clearTimeout(retry);
      retry = null;
    },
  };
}

function describeBackup(written: number, current: number): string {
  if (written === current) return "The last good backup was loaded.";
  return "The backup that an earlier version of Rezora Explorer had written was loaded. What was changed since then is missing.";
}

function cause(error: unknown): string {
  switch (systemErrorCode(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return "The disk is full.";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "The folder cannot be written to.";
    case "ENOENT":
    case "ENOTDIR":
      return "The folder is missing.";
    default:
      return "The disk refused it.";
  }
}
