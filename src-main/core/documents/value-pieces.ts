import { unescapeJson } from "#shared/formats/json-object.ts";
import { xmlContentText, xmlReference } from "#shared/formats/xml-text.ts";
import type { Source } from "./source.ts";

/** How the bytes of a value are written: as they are, or with one of the escapes of its format. */
export type Coding = "raw" | "json" | "backslash" | "doubled" | "xml";

/** A value in the body, without its quotes or tags. */
export interface ValueRange {
  readonly from: number;
  readonly to: number;
  readonly coding: Coding;
}

const pieceBytes = 65_536;
/** No escape, reference or character is longer. */
const reach = 80;

const quote = 34;
const ampersand = 38;
const semicolon = 59;
const less = 60;
const backslash = 92;

/** Bytes that belong together from `at` on: one byte, or an escape. */
function unitLength(bytes: Uint8Array, at: number, coding: Coding): number {
  const byte = bytes[at] as number;
  switch (coding) {
    case "raw":
    case "xml":
      return 1;
    case "json":
      if (byte !== backslash) return 1;
      return bytes[at + 1] === 117 ? 6 : 2;
    case "backslash":
      if (byte === backslash) return bytes[at + 1] === quote || bytes[at + 1] === backslash ? 2 : 1;
      return byte === quote && bytes[at + 1] === quote ? 2 : 1;
    case "doubled":
      return byte === quote && bytes[at + 1] === quote ? 2 : 1;
  }
}

/** Whether an escape of JSON at `at` is the first or the second half of a surrogate pair. */
function isHalf(bytes: Uint8Array, at: number, lowest: number): boolean {
  if (bytes[at] !== backslash || bytes[at + 1] !== 117) return false;
  const digits = String.fromCharCode(...bytes.subarray(at + 2, at + 4));
  const high = Number.parseInt(digits, 16);
  return high >= lowest && high < lowest + 4;
}

/** Where a piece that begins at `from` ends: at `wanted` or soon after, between two characters. */
function pieceEnd(bytes: Uint8Array, from: number, wanted: number, limit: number, value: PieceRules): number {
  const { coding, isUtf8 } = value;
  let at = coding === "raw" ? wanted : from;
  let last = at;
  while (at < wanted) {
    last = at;
    at += unitLength(bytes, at, coding);
  }
  if (coding === "json" && isHalf(bytes, last, 0xd8) && isHalf(bytes, at, 0xdc)) at += 6;
  while (isUtf8 && at < limit && ((bytes[at] as number) & 0xc0) === 0x80) at++;
  return Math.min(at, limit);
}

interface PieceRules {
  readonly coding: Coding;
  readonly isUtf8: boolean;
}

/**
 * The text of a piece. A replacement function is called for each escape, which takes ten times as long as scanning the
 * bytes.
 */
function decoded(source: Source, start: number, end: number, coding: Coding): string {
  if (coding === "raw") return source.text(start, end);
  const part = source.part(start, end);
  if (coding !== "json") return source.textOf(unescapeCells(part, coding));
  const bytes = unescapeAscii(part);
  return bytes === null ? unescapeJson(source.text(start, end)) : source.textOf(bytes);
}

function unescapeCells(part: Uint8Array, coding: Coding): Uint8Array {
  const bytes = new Uint8Array(part.length);
  let length = 0;
  for (let at = 0; at < part.length;) {
    const unit = Math.min(unitLength(part, at, coding), part.length - at);
    bytes[length++] = part[at + unit - 1] as number;
    at += unit;
  }
  return bytes.subarray(0, length);
}

/** null where an escape stands for more than one byte. */
function unescapeAscii(part: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(part.length);
  let length = 0;
  for (let at = 0; at < part.length; at++) {
    const byte = part[at] as number;
    if (byte !== backslash) bytes[length++] = byte;
    else {
      const code = escapedCode(part, ++at);
      if (code < 0) return null;
      bytes[length++] = code;
      if (part[at] === 117) at += 4;
    }
  }
  return bytes.subarray(0, length);
}

/** The character that the escape after a backslash represents; -1 for none, and for one that is not ASCII. */
function escapedCode(part: Uint8Array, at: number): number {
  const byte = part[at] ?? 0;
  switch (byte) {
    case 34:
    case 47:
    case 92:
      return byte;
    case 98:
      return 8;
    case 102:
      return 12;
    case 110:
      return 10;
    case 114:
      return 13;
    case 116:
      return 9;
    case 117: {
      let code = 0;
      for (let digit = at + 1; digit < at + 5; digit++) {
        const value = hexDigit(part[digit] ?? 0);
        if (value < 0) return -1;
        code = code * 16 + value;
      }
      return code < 128 ? code : -1;
    }
    default:
      return -1;
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Where the first piece of a value ends; it has `size` bytes or a few more. */
export function firstPieceEnd(source: Source, { from, to, coding }: ValueRange, size: number): number {
  if (to - from <= size) return to;
  if (coding === "xml") return from + new XmlPiece(source, from, to).read(size).byteLength;
  const limit = Math.min(to, source.load(from, Math.min(to, from + size + reach)));
  const { bytes, base } = source;
  const rules = { coding, isUtf8: source.charset === "utf-8" };
  return pieceEnd(bytes, from - base, Math.min(limit, from + size) - base, limit - base, rules) + base;
}

/** The text of a value, piece by piece. */
export function* readPieces(source: Source, range: ValueRange, size = pieceBytes): Generator<string> {
  const { from, to, coding } = range;
  if (coding === "xml") {
    const piece = new XmlPiece(source, from, to);
    while (piece.at < to) yield piece.read(size).text;
    return;
  }
  for (let at = from; at < to;) {
    const end = firstPieceEnd(source, { from: at, to, coding }, size);
    yield decoded(source, at, end, coding);
    at = end;
  }
}

/** Most characters of the name of a reference. */
const maxReference = 64;

/** Text between sections, its references resolved. */
function xmlText(source: Source, from: number, to: number): string {
  const bytes = resolveAscii(source.part(from, to));
  return bytes === null ? xmlContentText(source.text(from, to)) : source.textOf(bytes);
}

/** null where a reference stands for more than one byte, or a tag begins. */
function resolveAscii(part: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(part.length);
  let length = 0;
  for (let at = 0; at < part.length; at++) {
    const byte = part[at] as number;
    if (byte === less) return null;
    if (byte === 13) {
      bytes[length++] = 10;
      if (part[at + 1] === 10) at++;
    } else if (byte !== ampersand) bytes[length++] = byte;
    else {
      const end = referenceEnd(part, at + 1);
      const name = end < 0 ? "" : String.fromCharCode(...part.subarray(at + 1, end));
      const character = xmlReference(name);
      const code = character?.charCodeAt(0) ?? ampersand;
      if (code > 127) return null;
      bytes[length++] = code;
      if (character !== null) at = end;
    }
  }
  return bytes.subarray(0, length);
}

/** Where the name of a reference ends; -1 for what is none. */
function referenceEnd(part: Uint8Array, from: number): number {
  for (let at = from; at <= Math.min(part.length - 1, from + maxReference); at++) {
    const byte = part[at];
    if (byte === semicolon) return at > from ? at : -1;
    if (byte === ampersand || byte === less) return -1;
  }
  return -1;
}

const dataOpen = Buffer.from("<![CDATA[");
const dataClose = Buffer.from("]]>");

/** Reads the content of an XML element, which may alternate between text and CDATA. */
class XmlPiece {
  at: number;
  private readonly source: Source;
  private readonly to: number;
  private isData = false;

  constructor(source: Source, from: number, to: number) {
    this.source = source;
    this.at = from;
    this.to = to;
  }

  read(size: number): { readonly text: string; readonly byteLength: number } {
    const { source, to } = this;
    const start = this.at;
    let text = "";
    while (this.at < Math.min(to, start + size)) {
      const { at } = this;
      const limit = Math.min(to, source.load(at, Math.min(to, start + size + reach)));
      const part = source.part(at, limit);
      const mark = part.indexOf(this.isData ? dataClose : dataOpen);
      // The rest is read again from where the next character starts.
      const wanted = mark >= 0 ? mark : part.length;
      const end = at + (mark >= 0 || limit >= to ? wanted : safeEnd(part, this.isData));
      text += this.isData ? source.text(at, end).replace(/\r\n?/g, "\n") : xmlText(source, at, end);
      this.at = end;
      if (mark >= 0) {
        this.at += this.isData ? dataClose.length : dataOpen.length;
        this.isData = !this.isData;
      }
    }
    return { text, byteLength: this.at - start };
  }
}

/** Where a part can be cut; its last bytes may begin a reference, a section, a line ending or a character. */
function safeEnd(part: Uint8Array, isData: boolean): number {
  for (let at = part.length - 1; at >= Math.max(1, part.length - reach); at--) {
    const byte = part[at] as number;
    const opens = isData ? byte === 93 : byte === ampersand || byte === less;
    if (opens && (byte !== ampersand || !part.subarray(at).includes(semicolon))) return at;
  }
  let end = part.length;
  for (let back = 0; back < 4 && end > 1 && ((part[end - 1] as number) & 0xc0) === 0x80; back++) end--;
  if (end < part.length && end > 1) end--;
  return part[end - 1] === 13 && end > 1 ? end - 1 : end;
}

/** The number of characters of a value, counted from its bytes, since decoding them takes ten times as long. */
export function countCharacters(source: Source, range: ValueRange): number {
  const { from, to, coding } = range;
  if (coding === "xml") {
    let count = 0;
    for (const piece of readPieces(source, range)) count += piece.length;
    return count;
  }
  const isUtf8 = source.charset === "utf-8";
  let count = 0;
  for (let at = from; at < to;) {
    const limit = Math.min(to, source.load(at, Math.min(to, at + pieceBytes)));
    const { bytes, base } = source;
    const end = limit - base;
    let inside = at - base;
    while (inside < end) {
      const byte = bytes[inside] as number;
      const length = unitLength(bytes, inside, coding);
      if (length > 1 || !isUtf8 || byte < 0x80) count++;
      else if (byte >= 0xc0) count += byte >= 0xf0 ? 2 : 1;
      inside += length;
    }
    at = inside + base;
  }
  return count;
}
