import type { FileHandle } from "node:fs/promises";
import { mkdir, open, rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { leastRoom } from "./limits.ts";

/** Bytes queued for the disk at which the sender has to pause, and at which it resumes. */
const maxWaiting = 8_388_608;
const fewWaiting = 2_097_152;

/** Maximum bytes per write, and bytes between two checks of the free disk space. */
const maxWrite = 4_194_304;
const roomStep = 33_554_432;

/** Free bytes on the disk that holds a folder. */
async function roomOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * The bytes of one body, written as they arrive to a file that only this user can read. What does not fit on the disk
 * is dropped; what was written before stays. Some disk space is left free for other programs.
 */
export class BodyFile {
  readonly path: string;
  /** Bytes written to the file, which can be read. */
  byteLength = 0;
  /** Why nothing more is written, such as `ENOSPC`; null without a failure. */
  failure: string | null = null;
  private readonly file: FileHandle;
  private readonly onWritten: () => void;
  private readonly room: typeof roomOnDisk;
  private readonly queue: Uint8Array[] = [];
  private waiting = 0;
  private nextLook = 0;
  private writing: Promise<void> | null = null;
  private wake: (() => void)[] = [];

  private constructor(path: string, file: FileHandle, onWritten: () => void, room: typeof roomOnDisk) {
    this.path = path;
    this.file = file;
    this.onWritten = onWritten;
    this.room = room;
  }

  /** `onWritten` is called when more bytes can be read. */
  static async create(path: string, onWritten: () => void, room = roomOnDisk): Promise<BodyFile> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return new BodyFile(path, await open(path, "wx+", 0o600), onWritten, room);
  }

  /** Queues a chunk. Returns a promise to await before the next chunk when the disk is too slow. */
  append(chunk: Uint8Array): Promise<void> | undefined {
    if (this.failure !== null) return undefined;
    this.queue.push(chunk);
    this.waiting += chunk.length;
    this.writing ??= this.writeAll();
    if (this.waiting < maxWaiting) return undefined;
    return new Promise((resolve) => this.wake.push(resolve));
  }

  /** Resolves when every queued chunk has been written or dropped. */
  async flush(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.queue.length > 0) {
      try {
        await this.write(Buffer.concat(this.nextPieces()));
      } catch (error) {
        this.giveUp(error);
      }
      this.onWritten();
      if (this.waiting <= fewWaiting) for (const resolve of this.wake.splice(0)) resolve();
    }
    this.writing = null;
  }

  private giveUp(error: unknown): void {
    this.failure = error instanceof Error && "code" in error ? String(error.code) : String(error);
    this.queue.length = 0;
    this.waiting = 0;
  }

  private nextPieces(): Uint8Array[] {
    let bytes = 0;
    let count = 0;
    for (; bytes < maxWrite && count < this.queue.length; count++) bytes += this.queue[count]?.length ?? 0;
    return this.queue.splice(0, count);
  }

  /** A disk that becomes full accepts part of a write before it rejects the rest. */
  private async write(bytes: Uint8Array): Promise<void> {
    if (this.byteLength >= this.nextLook) {
      this.nextLook = this.byteLength + roomStep;
      if ((await this.room(dirname(this.path))) < leastRoom) {
        throw Object.assign(new Error("the disk is nearly full"), { code: "ENOSPC" });
      }
    }
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.byteLength);
      done += bytesWritten;
      this.waiting -= bytesWritten;
      this.byteLength += bytesWritten;
    }
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const start = Math.min(offset, this.byteLength);
    const bytes = new Uint8Array(Math.min(length, this.byteLength - start));
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = await this.file.read(bytes, done, bytes.length - done, start + done);
      if (bytesRead === 0) throw new Error("The file of this body has lost its end.");
      done += bytesRead;
    }
    return bytes;
  }

  async remove(): Promise<void> {
    this.queue.length = 0;
    await this.writing;
    await this.file.close();
    await rm(this.path, { force: true });
  }
}
