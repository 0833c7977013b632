import { open, readFile, rm, stat, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import { identify, listSetAside } from "./file-identity.ts";
import { keepOthers, lineOf, parseLine } from "./log-lines.ts";
import { systemErrorCode } from "./read-envelope.ts";
import { removeTemporaryFiles, replaceFile } from "./replace-file.ts";
import { setAside } from "./set-aside.ts";
import { currentVersion, isVersion, readVersion, type StoredFormat } from "./stored-format.ts";
import type { StorageContext } from "./storage-context.ts";

/** The format of a single entry: each entry is migrated and parsed separately. */
export interface AppendLogOptions<T> extends StoredFormat<T> {
  readonly folder: string;
  /** Plural subject of notices, such as `drafts` in "The drafts were damaged". */
  readonly title: string;
}

/**
 * An append-only log, for data that must be on disk before the next step. Each entry is one line: a checksum, then
 * JSON. The checksum distinguishes a complete line from one that was truncated by a crash.
 */
export interface AppendLog<T> {
  /** Resolves when the entry is on disk. Entries added during a write share the next one. Throws the system's error. */
  append(entry: T): Promise<void>;
  /** Replaces all entries atomically, to drop those that are no longer needed. */
  rewrite(entries: readonly T[]): Promise<void>;
  /**
   * What is written if the file is gone or was changed by another program; by default, what was read at the start.
   */
  recoverWith(entries: () => readonly T[]): void;
  /** Removes the kept logs of earlier versions, because data that the user deletes must not survive in them. */
  removeEarlierLogs(): Promise<void>;
  /**
   * Removes from the logs that were set aside every line that contains one of these ids, the lines of their runs, and
   * every damaged line, because its ids are unknown.
   */
  removeFromSetAside(ids: readonly string[]): Promise<void>;
  readonly byteLength: number;
  close(): Promise<void>;
}

export interface OpenedLog<T> {
  readonly log: AppendLog<T>;
  readonly entries: readonly T[];
}

/**
 * Opens `KIND.log`. A truncated last line is dropped silently, because it was never reported as saved. After other
 * damage, or if the file has another kind or a newer version, the whole file is set aside, the user is notified once,
 * and the readable entries are used. A log of an earlier version is kept as `KIND.vN.log` and rewritten in the current
 * one.
 */
export async function openAppendLog<T>(options: AppendLogOptions<T>, context: StorageContext): Promise<OpenedLog<T>> {
  const { folder, kind } = options;
  const path = join(folder, `${kind}.log`);
  const earlierPath = (version: number): string => join(folder, `${kind}.v${String(version)}.log`);
  const replace = context.replace ?? replaceFile;
  const writeAt = context.writeAt ?? writeFully;
  await removeTemporaryFiles(folder, [basename(path)]);
  const read = await readLog(path, options);
  /** The file is not as expected: it is written again before the next entry, as soon as that is possible. */
  let startAfresh = read.damage !== null || read.whole === 0 || read.earlier !== null;
  let earlier = read.earlier;
  let inTheWay = read.damage !== null;
  let file: FileHandle | null = null;
  let size = read.whole;
  let waiting: { readonly line: string; readonly done: () => void; readonly failed: (error: unknown) => void }[] = [];
  let writing: Promise<void> | null = null;
  let allEntries: () => readonly T[] = () => read.entries;

  if (read.damage !== null) {
    const aside = await clearTheWay().catch(() => null);
    context.log.info("stored log not usable", { kind, reason: read.damage, kept: read.entries.length });
    context.notices.say({
      code: `${kind}-recovered`,
      severity: "caution",
      title: `The ${options.title} ${read.damage}.`,
      message: `What could be read was kept.${aside === null ? "" : ` The file was set aside as ${aside}.`}`,
    });
  }
  // A read-only folder must not prevent the application from starting: the first entry fails instead.
  if (startAfresh) await writeAfresh(read.entries).catch((error: unknown) => context.log.error(`${kind}.log`, error));

  async function clearTheWay(): Promise<string> {
    const aside = await setAside(path, context.clock.now());
    inTheWay = false;
    return aside;
  }

  async function writeAfresh(entries: readonly T[]): Promise<void> {
    await context.ensureFolder?.();
    if (inTheWay) await clearTheWay();
    if (earlier !== null) await replace(earlierPath(earlier.version), earlier.text);
    earlier = null;
    const content = writeAll(options, entries);
    await replace(path, content);
    size = Buffer.byteLength(content);
    startAfresh = false;
  }

  /**
   * The open file, while it still has its name and no other program wrote to it. A deleted file can still be written to
   * while it is open, but those entries would be lost.
   */
  async function usableFile(): Promise<FileHandle | null> {
    try {
      file ??= await open(path, "r+", 0o600);
    } catch (error) {
      if (!["ENOENT", "ENOTDIR", "EISDIR"].includes(systemErrorCode(error))) throw error;
      return null;
    }
    return (await hasItsName(file, size)) ? file : null;
  }

  async function hasItsName(opened: FileHandle, expected: number): Promise<boolean> {
    const named = await stat(path).catch(() => null);
    const { dev, ino, size: length } = await opened.stat();
    // Too long: it ends with the remains of a write that failed halfway.
    return named !== null && named.dev === dev && named.ino === ino && length >= expected;
  }

  /** Another program removed the file or replaced it; the replacement is kept. */
  async function recover(): Promise<void> {
    await file?.close().catch(() => undefined);
    file = null;
    startAfresh = true;
    if ((await identify(path)) === null) return context.health?.folderChanged();
    const aside = await clearTheWay();
    context.notices.say({
      code: `${kind}-changed`,
      severity: "caution",
      title: `The ${options.title} were changed by another program.`,
      message: `What you see here was saved. The other file was set aside as ${aside}.`,
    });
  }

  async function writeBatch(bytes: Buffer): Promise<void> {
    await context.ensureFolder?.();
    let to = startAfresh ? null : await usableFile();
    if (to === null) {
      if (!startAfresh) await recover();
      await writeAfresh(allEntries());
      to = await usableFile();
    }
    if (to === null) throw Object.assign(new Error("The log is gone again."), { code: "ENOENT" });
    // Overwrites what a failed write has left after the last complete line.
    await to.truncate(size);
    await writeAt(to, bytes, size);
    await to.datasync();
    if (!(await hasItsName(to, size + bytes.length))) {
      throw Object.assign(new Error("The log was deleted while it was written."), { code: "ENOENT" });
    }
    size += bytes.length;
  }

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const bytes = Buffer.from(batch.map(({ line }) => line).join(""));
      try {
        await writeBatch(bytes);
        for (const { done } of batch) done();
      } catch (error) {
        await file?.close().catch(() => undefined);
        file = null;
        for (const { failed } of batch) failed(error);
      }
    }
    writing = null;
  }

  return {
    entries: read.entries,
    log: {
      append: (entry) =>
        new Promise((resolve, reject) => {
          waiting.push({ line: lineOf(entry), done: resolve, failed: reject });
          writing ??= writeWaiting();
        }),
      async rewrite(entries) {
        await writing;
        if (!startAfresh && (await usableFile()) === null) await recover();
        await file?.close();
        file = null;
        await writeAfresh(entries);
      },
      recoverWith(entries) {
        allEntries = entries;
      },
      async removeEarlierLogs() {
        const versions = options.migrations.map((_, index) => index + 1);
        await Promise.all(versions.map((version) => rm(earlierPath(version), { force: true })));
      },
      async removeFromSetAside(ids) {
        for (const aside of await listSetAside(path)) {
          const left = keepOthers(await readFile(aside, "utf8").catch(() => ""), ids);
          if (left === "") await rm(aside, { recursive: true, force: true });
          else await replace(aside, left);
        }
      },
      get byteLength() {
        return size;
      },
      async close() {
        await writing;
        await file?.close();
        file = null;
      },
    },
  };
}

async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

interface ReadLog<T> {
  readonly entries: readonly T[];
  /** Bytes up to the end of the last complete line. */
  readonly whole: number;
  /** The end of a sentence: "The drafts ..."; null if the log is intact or only its last line was truncated. */
  readonly damage: string | null;
  /** The file as an earlier version wrote it; null if it has the current version. */
  readonly earlier: { readonly version: number; readonly text: string } | null;
}

async function readLog<T>(path: string, options: AppendLogOptions<T>): Promise<ReadLog<T>> {
  try {
    return parseLog(await readFile(path), options);
  } catch (error) {
    const code = systemErrorCode(error);
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    return { entries: [], whole: 0, damage: isMissing ? null : `could not be read (${code})`, earlier: null };
  }
}

function parseLog<T>(bytes: Buffer, options: AppendLogOptions<T>): ReadLog<T> {
  const entries: T[] = [];
  const headEnd = bytes.indexOf(10);
  if (headEnd < 0) return { entries, whole: 0, damage: null, earlier: null };
  const head = readHead(parseLine(bytes.toString("utf8", 0, headEnd)), options);
  if (typeof head === "string") return { entries, whole: 0, damage: head, earlier: null };
  const { version } = head;
  const earlier = version === currentVersion(options) ? null : { version, text: bytes.toString("utf8") };
  const parse = (line: string): T | undefined => {
    const entry = parseLine(line);
    return entry === undefined ? undefined : readVersion(options, version, entry);
  };
  let at = headEnd + 1;
  for (let end = bytes.indexOf(10, at); end >= 0; at = end + 1, end = bytes.indexOf(10, at)) {
    const entry = parse(bytes.toString("utf8", at, end));
    if (entry === undefined) {
      // The lines after a damaged one may be intact.
      const later = bytes
        .toString("utf8", end + 1)
        .split("\n")
        .map(parse);
      entries.push(...later.filter((each): each is T & {} => each !== undefined));
      return { entries, whole: 0, damage: "were damaged", earlier: null };
    }
    entries.push(entry);
  }
  return { entries, whole: at, damage: null, earlier };
}

/** The version of the log, or the reason why it cannot be used as the end of a sentence. */
function readHead<T>(head: unknown, options: AppendLogOptions<T>): { readonly version: number } | string {
  const unexpected = "did not have the expected form";
  if (typeof head !== "object" || head === null || !("kind" in head) || head.kind !== options.kind) return unexpected;
  if (!("version" in head) || !isVersion(head.version)) return unexpected;
  if (head.version > currentVersion(options)) return "were written by a newer version of Rezora Explorer";
  return { version: head.version };
}

function writeAll<T>(options: AppendLogOptions<T>, entries: readonly T[]): string {
  const head = { application: "rezora-explorer", kind: options.kind, version: currentVersion(options) };
  return [head, ...entries].map(lineOf).join("");
}
