import { TextDecoder } from "node:util";
import { ByteWords } from "./byte-words.ts";

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters. */
const windows =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Node 20 decodes Windows-1252 as Latin-1 (nodejs/node issue 56542), so these characters are put right here. */
function windows1252(latin1: string): string {
  return latin1.replace(/[\u0080-\u009f]/g, (character) => windows.charAt(character.charCodeAt(0) - 0x80));
}

/**
 * The bytes of one document in a worker, and how they become text. They may still be arriving: `grow` shows more
 * of the same memory. Offsets are those of the body as it came.
 */
export class Source {
  bytes: Uint8Array;
  charset = "utf-8";
  private memory: ArrayBufferLike;
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

  /** The same bytes lie in a larger memory from now on. */
  move(memory: ArrayBufferLike): void {
    this.memory = memory;
    this.grow(this.length);
  }

  /** `label` is one byte a character and keeps ASCII where it is, so scanners need not know of it. */
  useCharset(label: string): void {
    this.charset = label;
    this.decoder = label === "utf-8" ? null : new TextDecoder(label);
  }

  /** Invalid bytes become U+FFFD. */
  text(start: number, end: number): string {
    if (this.decoder === null) return this.buffer.toString("utf8", start, end);
    if (this.charset === "windows-1252") return windows1252(this.ascii(start, end));
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

  /** How many characters (UTF-16 code units) a part has, counted without making a string of it. */
  characters(start: number, end: number): number {
    return this.decoder === null ? this.words().utf16Length(start, end) : end - start;
  }

  words(): ByteWords {
    return new ByteWords(this.memory, this.length);
  }

  indexOf(byte: number, from: number): number {
    return this.buffer.indexOf(byte, from);
  }
}
