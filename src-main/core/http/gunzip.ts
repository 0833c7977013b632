import { Transform, type TransformCallback } from "node:stream";
import { crc32, createInflateRaw, type InflateRaw } from "node:zlib";

const outputChunkBytes = 64 * 1024;
const trailerBytes = 8;
/** The maximum length of a member's name, comment and extra field; anything longer is not a header. */
const maxHeaderBytes = 128 * 1024;

/** Mimics the errors of node:zlib, which are distinguished by their codes. */
class GzipError extends Error {
  override readonly name = "GzipError";
  readonly code: "Z_DATA_ERROR" | "Z_BUF_ERROR";

  constructor(code: GzipError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Unpacks gzip (RFC 1952): one member, or several in a row.
 *
 * Unlike node:zlib's stream, it delivers the data even when unrelated bytes follow, for example the line
 * ending that a script prints after its compressed output, and it counts those bytes.
 */
export class Gunzip extends Transform {
  #state: "header" | "data" | "trailer" | "trailing" = "header";
  /** The bytes of an incomplete header or trailer. */
  #pending = Buffer.alloc(0);
  #inflate: InflateRaw | null = null;
  #inflateEnded = false;
  #given = 0;
  #checksum = 0;
  #memberBytes = 0;
  #members = 0;
  #trailing = 0;
  #onInflateChange: (error?: Error) => void = () => {};

  /** Bytes after the last member. Zeros are padding (gzip, "Trailing garbage") and are not counted. */
  get trailingBytes(): number {
    return this.#trailing;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    void this.#takeAndReport(chunk, done);
  }

  override _flush(done: TransformCallback): void {
    if (this.#state === "header" && this.#members > 0) this.#countTrailing(this.#pending);
    const cut = this.#state === "data" || this.#state === "trailer" || this.#members === 0;
    done(cut ? new GzipError("Z_BUF_ERROR", "unexpected end of file") : null);
  }

  override _read(size: number): void {
    this.#inflate?.resume();
    super._read(size);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inflate?.destroy();
    done(error);
  }

  async #takeAndReport(chunk: Buffer, done: TransformCallback): Promise<void> {
    let failure: Error | null = null;
    try {
      await this.#take(chunk);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    done(failure);
  }

  async #take(chunk: Buffer): Promise<void> {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#state === "trailing") {
        this.#countTrailing(rest);
        return;
      }
      rest =
        this.#state === "data"
          ? await this.#takeData(rest)
          : this.#state === "header"
            ? this.#takeHeader(rest)
            : this.#takeTrailer(rest);
    }
  }

  #takeHeader(bytes: Buffer): Buffer {
    const header = Buffer.concat([this.#pending.subarray(), bytes]);
    const length = headerLength(header);
    if (length === "incomplete") {
      this.#pending = header;
      return Buffer.alloc(0);
    }
    this.#pending = Buffer.alloc(0);
    if (length === null) {
      if (this.#members === 0) throw new GzipError("Z_DATA_ERROR", "incorrect header check");
      this.#state = "trailing";
      return header;
    }
    this.#state = "data";
    this.#openInflate();
    return header.subarray(length);
  }

  #openInflate(): void {
    const inflate = createInflateRaw({ chunkSize: outputChunkBytes });
    this.#inflate = inflate;
    this.#inflateEnded = false;
    this.#given = 0;
    this.#checksum = 0;
    this.#memberBytes = 0;
    inflate.on("data", (bytes: Buffer) => {
      this.#checksum = crc32(bytes, this.#checksum);
      this.#memberBytes += bytes.length;
      if (!this.push(bytes)) inflate.pause();
    });
    inflate.on("end", () => {
      this.#inflateEnded = true;
      this.#onInflateChange();
    });
    inflate.on("error", (error) => this.#onInflateChange(error));
  }

  /** Returns the bytes that follow the member's data. */
  async #takeData(bytes: Buffer): Promise<Buffer> {
    const inflate = this.#inflate;
    if (inflate === null) return bytes;
    this.#given += bytes.length;
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: Error | null): void => {
        if (error !== undefined && error !== null) reject(error);
        // Fewer bytes were consumed than given: the data has ended, but some output may still be pending.
        else if (inflate.bytesWritten === this.#given || this.#inflateEnded) resolve();
      };
      this.#onInflateChange = settle;
      inflate.write(bytes, settle);
    });
    const left = this.#given - inflate.bytesWritten;
    if (left === 0) return Buffer.alloc(0);
    this.#state = "trailer";
    inflate.destroy();
    return bytes.subarray(bytes.length - left);
  }

  #takeTrailer(bytes: Buffer): Buffer {
    const trailer = Buffer.concat([this.#pending.subarray(), bytes]);
    if (trailer.length < trailerBytes) {
      this.#pending = trailer;
      return Buffer.alloc(0);
    }
    this.#pending = Buffer.alloc(0);
    if (trailer.readUInt32LE(0) !== this.#checksum || trailer.readUInt32LE(4) !== this.#memberBytes % 2 ** 32) {
      throw new GzipError("Z_DATA_ERROR", "incorrect data check");
    }
    this.#members++;
    this.#state = "header";
    return trailer.subarray(trailerBytes);
  }

  #countTrailing(bytes: Buffer): void {
    if (this.#trailing > 0 || bytes.some((byte) => byte !== 0)) this.#trailing += bytes.length;
  }
}

/** The length of a member's header (RFC 1952 §2.3); null when the bytes cannot be a header. */
function headerLength(bytes: Buffer): number | "incomplete" | null {
  const mark = [0x1f, 0x8b, 8];
  if (mark.some((byte, at) => at < bytes.length && bytes[at] !== byte)) return null;
  if (bytes.length < 10) return "incomplete";
  const flags = bytes.readUInt8(3);
  if ((flags & 0xe0) !== 0 || bytes.length > maxHeaderBytes + outputChunkBytes) return null;
  let at = 10;
  if ((flags & 4) !== 0) {
    if (bytes.length < at + 2) return "incomplete";
    at += 2 + bytes.readUInt16LE(at);
  }
  // A name and a comment each end with a NUL.
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end === -1) return bytes.length > maxHeaderBytes ? null : "incomplete";
    at = end + 1;
  }
  if ((flags & 2) !== 0) at += 2;
  return bytes.length < at ? "incomplete" : at;
}
