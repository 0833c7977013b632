import { open, readFile, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import { crc32 } from "./crc32.ts";
import { systemErrorCode } from "./read-envelope.ts";
import { removeTemporaryFiles, replaceFile } from "./replace-file.ts";
import { setAside } from "./set-aside.ts";
import type { StorageContext } from "./durable-file.ts";

export interface AppendLogOptions<T> {
  readonly folder: string;
  /** What the file holds, so that another one of that name is not taken for it: `KIND.log`. */
  readonly kind: string;
  readonly version: number;
  /** Plural, the subject of notices, as `drafts` in "The drafts were damaged". */
  readonly title: string;
  /** undefined: the entry does not have the shape of this version. */
  readonly parse: (entry: unknown) => T | undefined;
}

/**
 * Entries one behind the other, for what must be known to be on the disk before the next thing happens. One line each:
 * a checksum, then JSON, so that a line that was cut off by a crash is told from one that was written.
 */
export interface AppendLog<T> {
  /** Resolves when the entry is on the disk; entries added meanwhile go with one write. Throws the system's error. */
  append(entry: T): Promise<void>;
  /** Puts other entries in the place of all, as one step: what is no longer needed goes. */
  rewrite(entries: readonly T[]): Promise<void>;
  readonly byteLength: number;
  close(): Promise<void>;
}

export interface OpenedLog<T> {
  readonly log: AppendLog<T>;
  readonly entries: readonly T[];
}

/**
 * Opens `KIND.log`. A last line that was cut off is dropped silently: nobody was told that it is saved. Damage before
 * it, another kind or a newer version sets the whole file aside, says so once, and goes on with what could be read.
 */
export async function openAppendLog<T>(options: AppendLogOptions<T>, context: StorageContext): Promise<OpenedLog<T>> {
  const { folder, kind } = options;
  const path = join(folder, `${kind}.log`);
  const replace = context.replace ?? replaceFile;
  const writeAt = context.writeAt ?? writeFully;
  await removeTemporaryFiles(folder, [basename(path)]);
  const read = await readLog(path, options);
  /** The file is not as it should be: it is made anew before the next entry, once nothing is in the way. */
  let startAfresh = read.damage !== null || read.whole === 0;
  let inTheWay = read.damage !== null;
  let file: FileHandle | null = null;
  let size = read.whole;
  let waiting: { readonly line: string; readonly done: () => void; readonly failed: (error: unknown) => void }[] = [];
  let writing: Promise<void> | null = null;

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
  // A folder that cannot be written to must not keep the application from starting: the first entry fails then.
  if (startAfresh) await writeAfresh(read.entries).catch((error: unknown) => context.log.error(`${kind}.log`, error));

  async function clearTheWay(): Promise<string> {
    const aside = await setAside(path, context.clock.now());
    inTheWay = false;
    return aside;
  }

  async function writeAfresh(entries: readonly T[]): Promise<void> {
    if (inTheWay) await clearTheWay();
    const content = writeAll(options, entries);
    await replace(path, content);
    size = Buffer.byteLength(content);
    startAfresh = false;
  }

  async function handle(): Promise<FileHandle> {
    file ??= await open(path, "r+", 0o600);
    return file;
  }

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const bytes = Buffer.from(batch.map(({ line }) => line).join(""));
      try {
        if (startAfresh) await writeAfresh(read.entries);
        const to = await handle();
        // Over whatever a write that failed halfway has left behind the last whole line.
        await to.truncate(size);
        await writeAt(to, bytes, size);
        await to.datasync();
        size += bytes.length;
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
        await file?.close();
        file = null;
        await writeAfresh(entries);
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
  /** Bytes up to the end of the last whole line. */
  readonly whole: number;
  /** The end of a sentence: "The drafts ..."; null when all is well or only the last line was cut off. */
  readonly damage: string | null;
}

async function readLog<T>(path: string, options: AppendLogOptions<T>): Promise<ReadLog<T>> {
  try {
    return parseLog(await readFile(path), options);
  } catch (error) {
    const code = systemErrorCode(error);
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    return { entries: [], whole: 0, damage: isMissing ? null : `could not be read (${code})` };
  }
}

function parseLog<T>(bytes: Buffer, options: AppendLogOptions<T>): ReadLog<T> {
  const entries: T[] = [];
  let at = 0;
  for (let end = bytes.indexOf(10, at); end >= 0; at = end + 1, end = bytes.indexOf(10, at)) {
    const parsed = parseLine(bytes.toString("utf8", at, end));
    if (at === 0) {
      const damage = damageOfHead(parsed, options);
      if (damage !== null) return { entries, whole: 0, damage };
      continue;
    }
    const entry = parsed === undefined ? undefined : options.parse(parsed);
    if (entry !== undefined) entries.push(entry);
    else return { entries: [...entries, ...laterEntries(bytes, end + 1, options)], whole: 0, damage: "were damaged" };
  }
  return { entries, whole: at, damage: null };
}

/** What stands behind a damaged line is whole in itself. */
function laterEntries<T>(bytes: Buffer, from: number, options: AppendLogOptions<T>): T[] {
  const lines = bytes.toString("utf8", from).split("\n");
  return lines.map((line) => options.parse(parseLine(line))).filter((entry): entry is T => entry !== undefined);
}

function damageOfHead<T>(head: unknown, { kind, version }: AppendLogOptions<T>): string | null {
  if (typeof head !== "object" || head === null || !("kind" in head) || head.kind !== kind || !("version" in head)) {
    return "did not have the expected form";
  }
  if (head.version === version) return null;
  return "were written by another version of Rezora Explorer";
}

function lineOf(entry: unknown): string {
  const json = JSON.stringify(entry);
  return `${crc32(json)} ${json}\n`;
}

/** undefined when the line is not as it was written. */
function parseLine(line: string): unknown {
  const json = line.slice(9);
  if (line.slice(0, 9) !== `${crc32(json)} `) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function writeAll<T>({ kind, version }: AppendLogOptions<T>, entries: readonly T[]): string {
  return [{ application: "rezora-explorer", kind, version }, ...entries].map(lineOf).join("");
}
