import { TextDecoder } from "node:util";
import { skipBlanks } from "#shared/formats/scan.ts";
import type { BodyBytes } from "./body-bytes.ts";
import { needleOf } from "./byte-needles.ts";
import { ByteWords } from "./byte-words.ts";

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters. */
const windows =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Node 20 decodes Windows-1252 as Latin-1 (nodejs/node issue 56542), so these characters are put right here. */
function windows1252(latin1: string): string {
  return latin1.replace(/[\u0080-\u009f]/g, (character) => windows.charAt(character.charCodeAt(0) - 0x80));
}

/** Decodes the bytes of a single-byte charset. */
export function decoderOf(charset: string): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(charset);
  if (charset !== "windows-1252") return (bytes) => decoder.decode(bytes);
  return (bytes) => windows1252(Buffer.from(bytes).toString("latin1"));
}

const nothing = new Uint8Array(0);

/** Bytes that one step of a walk over a whole body looks at. */
export const walkStep = 262_144;

/**
 * The bytes of one document in a worker, and how they become text. They may still be arriving, and not all of them
 * need be loaded: `load` brings a part into `bytes`, whose first byte is at `base` in the body. In memory that part
 * is everything and `load` is a comparison.
 *
 * Offsets are those of the body as received; positions in `bytes` are smaller by `base`. Any `load` may move `bytes`,
 * so a position is not valid after a yield: the caller must load again.
 */
export class Source {
  bytes: Uint8Array = nothing;
  base = 0;
  length = 0;
  charset = "utf-8";
  private store: BodyBytes;
  private buffer: Buffer = Buffer.alloc(0);
  private decoder: TextDecoder | null = null;

  constructor(store: BodyBytes) {
    this.store = store;
  }

  /** Bytes that can be loaded together. */
  get maxAtHand(): number {
    return this.store.most;
  }

  /** More has arrived. */
  grow(length: number): void {
    this.length = length;
    this.forget();
  }

  /** The same bytes are kept elsewhere from now on. Returns the number of bytes of memory that are released. */
  move(store: BodyBytes): number {
    const freed = this.close();
    this.store = store;
    return freed;
  }

  close(): number {
    this.forget();
    return this.store.close();
  }

  /** Releases the loaded bytes, for example after reading more than a walk needs. */
  forget(): void {
    this.bytes = nothing;
    this.base = 0;
    this.buffer = Buffer.alloc(0);
  }

  /**
   * Loads the bytes from `start` to `end`; returns the offset after the last loaded byte. It is
   * less than `end` only at the end of the body and for pieces too large to be loaded whole.
   */
  load(start: number, end: number): number {
    const behind = this.base + this.bytes.length;
    return start >= this.base && end <= behind ? behind : this.fetch(start, end);
  }

  private fetch(start: number, end: number): number {
    if (start >= this.length) return this.length;
    const last = Math.min(end, this.length);
    const behind = this.base + this.bytes.length;
    if (start >= this.base && last <= behind) return behind;
    const { bytes, base } = this.store.part(start, last, this.length);
    this.bytes = bytes;
    this.base = base;
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return base + bytes.length;
  }

  /** `label` is one byte a character and keeps ASCII where it is, so scanners need not know of it. */
  useCharset(label: string): void {
    this.charset = label;
    this.decoder = label === "utf-8" ? null : new TextDecoder(label);
  }

  /** Invalid bytes become U+FFFD. Of a part larger than may be at hand, its beginning. */
  text(start: number, end: number): string {
    if (this.decoder === null) {
      this.load(start, end);
      return this.buffer.toString("utf8", start - this.base, end - this.base);
    }
    if (this.charset === "windows-1252") return windows1252(this.ascii(start, end));
    this.load(start, end);
    // The decoder takes no shared memory, so it gets a copy.
    return this.decoder.decode(this.bytes.slice(start - this.base, end - this.base));
  }

  /** Decodes bytes that are not part of this source. */
  textOf(bytes: Uint8Array): string {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (this.decoder === null) return buffer.toString("utf8");
    return this.charset === "windows-1252" ? windows1252(buffer.toString("latin1")) : this.decoder.decode(buffer);
  }

  /** For bytes that are known to be ASCII: three times as fast. */
  ascii(start: number, end: number): string {
    this.load(start, end);
    return this.buffer.toString("latin1", start - this.base, end - this.base);
  }

  byteAt(at: number): number {
    this.load(at, at + 1);
    return this.bytes[at - this.base] as number;
  }

  /** First offset at or before `at` where a character starts. A byte that belongs to no character counts as one. */
  characterStart(at: number): number {
    if (this.decoder !== null) return at;
    const least = Math.max(0, at - 3);
    for (let start = at; start >= least; start--) if ((this.byteAt(start) & 0xc0) !== 0x80) return start;
    return at;
  }

  /** Calls `found` with the offset after each line feed in a part, which should be no longer than `walkStep`. */
  lineFeeds(start: number, end: number, found: (behind: number) => void): void {
    for (let at = start; at < end;) {
      const stop = Math.min(end, this.load(at, end));
      const { base } = this;
      this.words().lineFeeds(at - base, stop - base, base, found);
      at = stop;
    }
  }

  private words(): ByteWords {
    return new ByteWords(this.bytes);
  }

  /** Offset of a byte in a part; -1 when it is not in it. */
  indexOf(byte: number, from: number, end: number): number {
    for (let at = from; at < end;) {
      const stop = Math.min(end, this.load(at, Math.min(end, at + 1)));
      const found = this.indexAtHand(byte, at - this.base, stop - this.base);
      if (found >= 0) return found + this.base;
      at = stop;
    }
    return -1;
  }

  /**
   * Node's search takes no end: in a body of one line it would look at everything that follows, again for each part.
   */
  private indexAtHand(byte: number, from: number, end: number): number {
    const { bytes } = this;
    const near = Math.min(end, from + 64);
    for (let at = from; at < near; at++) if (bytes[at] === byte) return at;
    if (near === end) return -1;
    const found = this.buffer.subarray(near, end).indexOf(needleOf(byte));
    return found < 0 ? -1 : found + near;
  }

  /** Offset of the last such byte at or after `from`, which should not be far from the end; -1 without one. */
  lastIndexOf(byte: number, from: number): number {
    const start = Math.max(0, from);
    this.load(start, this.length);
    const found = this.buffer.lastIndexOf(needleOf(byte), this.length - this.base) + this.base;
    return found >= start && this.length > 0 ? found : -1;
  }

  /** The bytes at hand of a part, to search in; no copy, and good until the next `load`. */
  part(start: number, end: number): Buffer {
    this.load(start, end);
    return this.buffer.subarray(start - this.base, end - this.base);
  }

  /** First offset in a part that holds no white space; `end` when there is none. */
  skipBlanks(from: number, end: number): number {
    for (let at = from; at < end;) {
      const stop = Math.min(end, this.load(at, at + 1));
      at = skipBlanks(this.bytes, at - this.base, stop - this.base) + this.base;
      if (at < stop) return at;
    }
    return end;
  }
}
