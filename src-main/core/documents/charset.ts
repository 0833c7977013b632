import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import type { Source } from "./source.ts";
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
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(value)?.[1] ?? null;
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

const slice = 4_194_304;

/** Counts the bytes that are no UTF-8 and where the first stands (-1 when all are). */
export function* findInvalidUtf8(source: Source): Task<{ readonly count: number; readonly first: number }> {
  const { bytes } = source;
  let count = 0;
  let first = -1;
  for (let from = 0; from < bytes.length;) {
    let to = Math.min(from + slice, bytes.length);
    // A slice ends before a character, not inside: the next one takes it whole.
    for (let back = 0; back < 3 && to < bytes.length && ((bytes[to] as number) & 0xc0) === 0x80; back++) to--;
    if (!isUtf8(bytes.subarray(from, to))) {
      for (let at = from; at < to;) {
        const length = sequence(bytes, at, to);
        if (length === 0) {
          if (first < 0) first = at;
          count++;
        }
        at += Math.max(1, length);
      }
    }
    from = to;
    yield;
  }
  return { count, first };
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
