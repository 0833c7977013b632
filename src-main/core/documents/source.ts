import { TextDecoder } from "node:util";

/**
 * The bytes of one document in a worker, and how they become text. They may still be arriving: `grow` shows more
 * of the same memory. Offsets are those of the body as it came.
 */
export class Source {
  bytes: Uint8Array;
  charset = "utf-8";
  private readonly memory: ArrayBufferLike;
  private buffer: Buffer;
  private decoder: TextDecoder | null = null;

  constructor(memory: ArrayBufferLike, length: number) {
    this.memory = memory;
    this.bytes = new Uint8Array(memory, 0, length);
    this.buffer = Buffer.from(memory, 0, length);
  }

  get length(): number {
    return this.bytes.length;
  }

  grow(length: number): void {
    this.bytes = new Uint8Array(this.memory, 0, length);
    this.buffer = Buffer.from(this.memory, 0, length);
  }

  /** `label` is one byte a character and keeps ASCII where it is, so scanners need not know of it. */
  useCharset(label: string): void {
    this.charset = label;
    this.decoder = label === "utf-8" ? null : new TextDecoder(label);
  }

  /** Invalid bytes become U+FFFD. */
  text(start: number, end: number): string {
    if (this.decoder === null) return this.buffer.toString("utf8", start, end);
    // The decoder takes no shared memory, so it gets a copy.
    return this.decoder.decode(this.bytes.slice(start, end));
  }

  /** For bytes that are known to be ASCII: three times as fast. */
  ascii(start: number, end: number): string {
    return this.buffer.toString("latin1", start, end);
  }

  /** First offset at or before `at` where a character starts. */
  characterStart(at: number): number {
    let start = at;
    while (this.decoder === null && start > at - 4 && ((this.bytes[start] as number) & 0xc0) === 0x80) start--;
    return start;
  }

  /** How many characters (UTF-16 code units) a part has; no string of the whole is made. */
  characters(start: number, end: number): number {
    let count = 0;
    for (let from = start; from < end;) {
      const to = Math.min(end, this.characterStart(Math.min(from + 1_048_576, this.length - 1)));
      const next = to > from ? to : end;
      count += this.text(from, next).length;
      from = next;
    }
    return count;
  }

  indexOf(byte: number, from: number): number {
    return this.buffer.indexOf(byte, from);
  }
}
