import { isAscii, isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { needleOf } from "./byte-needles.ts";
import { walkStep, type Source } from "./source.ts";
import type { Task } from "./task.ts";

/** The media type of a Content-Type in lower case, and its charset; null where it names none. */
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

/** Single-byte charsets that are supersets of ASCII: scanners over bytes work on them unchanged. */
const singleByte = /^(?:iso-8859-\d+(?:-i)?|windows-(?:125\d|874)|koi8-[ru]|ibm866|macintosh|x-mac-cyrillic)$/;

/**
 * The decoder label for a declared charset: `utf-8`, or one of the single-byte charsets as WHATWG names them
 * (ISO-8859-1 is read as Windows-1252). null for anything else, which is then read as UTF-8, with a notice.
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

/** The charsets that a response declares, and the one that the user chose instead. */
export interface CharsetSources {
  /** From the Content-Type header. */
  readonly http: string | null;
  readonly xml: string | null;
  /** The body starts with a UTF-8 byte order mark. */
  readonly hasMark: boolean;
  readonly chosen: string | null;
}

/**
 * The decoder label for a body: a byte order mark takes precedence over HTTP, and HTTP over the XML declaration (RFC
 * 7303, section 3).
 */
export function chooseCharset({ http, xml, hasMark, chosen }: CharsetSources): string {
  if (chosen !== null) return decoderFor(chosen) ?? "utf-8";
  if (hasMark) return "utf-8";
  const label = http === null ? null : decoderFor(http);
  return label ?? (xml === null ? null : decoderFor(xml)) ?? "utf-8";
}

const nul = needleOf(0);

/** Counts the bytes that are not valid UTF-8, and NULs, as they arrive. */
export class Utf8Check {
  count = 0;
  /** Offset of the first invalid byte; -1 when there is none. */
  first = -1;
  nuls = 0;
  firstNul = -1;
  /** At least one byte is not ASCII. */
  isWide = false;
  /** Halves of surrogate pairs, each as three bytes (CESU-8), and overlong encodings. */
  surrogates = 0;
  overlong = 0;
  /** Code points beyond the last one in Unicode. */
  beyond = 0;
  /** Bytes of all three. */
  private disguised = 0;
  /** Valid multi-byte UTF-8 characters in the same slice as invalid bytes. */
  private letters = 0;
  private at = 0;
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  /**
   * Continues up to `limit`. With `final`, that is the end of the body; otherwise a character there may be incomplete.
   * Without `counts`, it only finds out whether everything is UTF-8 and stops after the first slice that is not.
   */
  *check(limit: number, final: boolean, counts = true): Task<void> {
    while (this.at < limit && (counts || this.count === 0)) {
      const { source, at } = this;
      let end = Math.min(limit, at + walkStep);
      source.load(at, end);
      const { bytes, base } = source;
      // A slice never ends inside a character: the next slice takes the whole character.
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

  /** No multi-byte character near the invalid bytes is valid, so the whole text may be in another charset. */
  get throughout(): boolean {
    return this.count > 0 && this.letters === 0 && !this.isDisguised;
  }

  /** Most invalid bytes look like a variant of UTF-8; letters of another charset that do so by chance are fewer. */
  get isDisguised(): boolean {
    return this.disguised * 2 > this.count;
  }

  /** Takes a Buffer: on shared memory, its search is several times as fast as that of a Uint8Array. */
  private countNuls(bytes: Buffer, base: number): void {
    for (let at = bytes.indexOf(nul); at >= 0; at = bytes.indexOf(nul, at + 1)) {
      if (this.firstNul < 0) this.firstNul = at + base;
      this.nuls++;
    }
  }

  /** Notes sequences with the structure of UTF-8 that are not valid: some writers produce them on purpose. */
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

/** Whether `count` bytes from a position on continue a character. */
function continues(bytes: Uint8Array, from: number, count: number, limit: number): boolean {
  if (from + count > limit) return false;
  for (let at = from; at < from + count; at++) if (((bytes[at] as number) & 0xc0) !== 0x80) return false;
  return true;
}

/** Start of the character that contains the byte before `end`, or `end` when that character is complete or broken. */
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
