import { isAscii, isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { needleOf } from "./byte-needles.ts";
import { walkStep, type Source } from "./source.ts";
import type { Task } from "./task.ts";

/** The media type of a Content-Type in lower case, and its charset; null where it says nothing. */
export function readContentType(value: string | null): {
  readonly type: string | null;
  readonly charset: string | null;
} {
  if (value === null) return { type: null, charset: null };
  const type = value
    .replace(/;[^]*$/, "")
    .trim()
    .toLowerCase();
  const charset = /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(value)?.[1] ?? null;
  return { type: type === "" ? null : type, charset: charset?.toLowerCase() ?? null };
}

/** Charsets of one byte a character that keep ASCII in its place: scanners over bytes work on them unchanged. */
const singleByte = /^(?:iso-8859-\d+(?:-i)?|windows-(?:125\d|874)|koi8-[ru]|ibm866|macintosh|x-mac-cyrillic)$/;

/**
 * The decoder label for a declared charset: `utf-8`, or one of the single-byte charsets as WHATWG names them
 * (ISO-8859-1 is read as Windows-1252). null for whatever else: it is then read as UTF-8, with a notice.
 */
export function decoderFor(charset: string): string | null {
  try {
    const label = new TextDecoder(charset).encoding;
    return label === "utf-8" || singleByte.test(label) ? label : null;
  } catch {
    return null;
  }
}

/** The encoding that an XML declaration names. */
export function charsetOfXml(head: string): string | null {
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1]?.toLowerCase() ?? null;
}

/** Where a body says in which charset it is, and what the user chose instead. */
export interface CharsetSources {
  /** Of the Content-Type header. */
  readonly http: string | null;
  readonly xml: string | null;
  /** A byte order mark of UTF-8 opens the body. */
  readonly hasMark: boolean;
  readonly chosen: string | null;
}

/** The decoder label to read a body by: a byte order mark wins over HTTP, and HTTP over the XML declaration (RFC 7303, section 3). */
export function chooseCharset({ http, xml, hasMark, chosen }: CharsetSources): string {
  if (chosen !== null) return decoderFor(chosen) ?? "utf-8";
  if (hasMark) return "utf-8";
  const label = http === null ? null : decoderFor(http);
  return label ?? (xml === null ? null : decoderFor(xml)) ?? "utf-8";
}

const nul = needleOf(0);

/** Counts the bytes that are no text in UTF-8, and NULs among them, while they arrive. */
export class Utf8Check {
  count = 0;
  /** Where the first stands; -1 when there is none. */
  first = -1;
  nuls = 0;
  firstNul = -1;
  /** Some byte is not ASCII. */
  isWide = false;
  /** Halves of surrogate pairs, each as three bytes (CESU-8), and characters in more bytes than they need. */
  surrogates = 0;
  overlong = 0;
  /** Characters beyond the last one that Unicode has. */
  beyond = 0;
  /** Bytes of all of these. */
  private disguised = 0;
  /** Letters beyond ASCII that are written as UTF-8 has it, in the neighbourhood of bytes that are not. */
  private letters = 0;
  private at = 0;
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  /**
   * Goes on up to `limit`; with `final` that is the end of the body, else a character there may be half arrived. Without
   * `counts` it only finds out whether everything is UTF-8: then nothing after the first other byte is looked at.
   */
  *check(limit: number, final: boolean, counts = true): Task<void> {
    while (this.at < limit && (counts || this.count === 0)) {
      const { source, at } = this;
      let end = Math.min(limit, at + walkStep);
      source.load(at, end);
      const { bytes, base } = source;
      // A slice ends before a character, not inside: the next one takes it whole.
      if (end < limit || !final) end = characterStart(bytes, end - base) + base;
      if (end <= at) return;
      const part = bytes.subarray(at - base, end - base);
      if (!this.isWide && !isAscii(part)) this.isWide = true;
      if (!isUtf8(part)) this.countInvalid(bytes, at - base, end - base, base);
      if (counts) this.countNuls(source.part(at, end), at);
      this.at = end;
      yield;
    }
  }

  /** All letters beyond ASCII are invalid, so the text may be in another charset as a whole. */
  get throughout(): boolean {
    return this.count > 0 && this.letters === 0 && !this.isDisguised;
  }

  /** Most invalid bytes look like UTF-8 of a kind: two letters of another charset that do so by chance are fewer. */
  get isDisguised(): boolean {
    return this.disguised * 2 > this.count;
  }

  /** A buffer: on shared memory its search is several times as fast as that of a plain array of bytes. */
  private countNuls(bytes: Buffer, base: number): void {
    for (let at = bytes.indexOf(nul); at >= 0; at = bytes.indexOf(nul, at + 1)) {
      if (this.firstNul < 0) this.firstNul = at + base;
      this.nuls++;
    }
  }

  /** Sequences that have the shape of UTF-8 and are none: some writers make them on purpose. */
  private noteDisguise(bytes: Uint8Array, at: number, limit: number): void {
    const first = bytes[at] as number;
    const second = bytes[at + 1] ?? 0;
    const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : first < 0xfc ? 5 : 6;
    if (first < 0xc0 || first > 0xfd || !continues(bytes, at + 1, length - 1, limit)) return;
    if (first === 0xed) this.surrogates++;
    else if (first < 0xc2 || (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90)) this.overlong++;
    else if (first >= 0xf4) this.beyond++;
    else return;
    this.disguised += length;
  }

  private countInvalid(bytes: Uint8Array, from: number, to: number, base: number): void {
    for (let at = from; at < to;) {
      const length = sequence(bytes, at, to);
      if (length === 0) {
        if (this.first < 0) this.first = at + base;
        this.count++;
        this.noteDisguise(bytes, at, to);
      } else if (length > 1) this.letters++;
      at += Math.max(1, length);
    }
  }
}

/** Whether some bytes after a position continue a character. */
function continues(bytes: Uint8Array, from: number, count: number, limit: number): boolean {
  if (from + count > limit) return false;
  for (let at = from; at < from + count; at++) if (((bytes[at] as number) & 0xc0) !== 0x80) return false;
  return true;
}

/** First position of the character that the byte before `end` belongs to, or `end` when that one is whole or broken. */
function characterStart(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? end - back : end;
  }
  return end;
}

/** Length of the well-formed sequence at `at` (Unicode, table 3-7); 0 when there is none. */
function sequence(bytes: Uint8Array, at: number, limit: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + length > limit) return 0;
  const second = bytes[at + 1] as number;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = at + 2; i < at + length; i++) if (((bytes[i] as number) & 0xc0) !== 0x80) return 0;
  return length;
}
