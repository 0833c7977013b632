export const bytesPerRow = 16;

/** One row of the Hex view. */
export interface HexRow {
  /** Offset of the first byte in eight hex digits. */
  readonly offset: string;
  /** `5b 0a 20 …`, a wider gap after eight bytes, padded with spaces where the body ends. */
  readonly hex: string;
  /** The bytes as ASCII, with a dot for any byte that is not printable. */
  readonly text: string;
}

export function hexRow(bytes: Uint8Array, offset: number): HexRow {
  const cells: string[] = [];
  let text = "";
  for (let index = 0; index < bytesPerRow; index++) {
    const byte = bytes[index];
    if (index === bytesPerRow / 2) cells.push("");
    cells.push(byte === undefined ? "  " : byte.toString(16).padStart(2, "0"));
    if (byte !== undefined) text += byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  return { offset: offset.toString(16).padStart(8, "0"), hex: cells.join(" "), text };
}

export function bytesOfBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** A range of the body, in bytes. */
export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/** The part of a row that a range covers, in characters of `hex` and of `text`; null when it lies elsewhere. */
export function markedPart(
  rowOffset: number,
  { start, length }: ByteRange,
): { readonly hex: readonly [number, number]; readonly text: readonly [number, number] } | null {
  const from = Math.max(0, start - rowOffset);
  const to = Math.min(bytesPerRow, start + length - rowOffset);
  if (from >= to) return null;
  const gap = (index: number): number => (index >= bytesPerRow / 2 ? 1 : 0);
  return { hex: [from * 3 + gap(from), (to - 1) * 3 + gap(to - 1) + 2], text: [from, to] };
}

/** `ff 0a`, `FF0A`, `0xff0a`: bytes written as hex digits; null for anything else. */
export function bytesOfHex(text: string): Uint8Array | null {
  const digits = text.trim().replace(/^0x/iu, "").replace(/\s+/gu, "");
  if (digits === "" || digits.length % 2 === 1 || /[^\da-f]/iu.test(digits)) return null;
  return Uint8Array.from(digits.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** An offset as a user types it: `1,024`, `0x400`; null for anything else. */
export function offsetOfText(text: string): number | null {
  const plain = text.trim().replace(/[,_ ]/gu, "");
  if (/^0x[\da-f]{1,12}$/iu.test(plain)) return Number.parseInt(plain.slice(2), 16);
  return /^\d{1,15}$/u.test(plain) ? Number(plain) : null;
}

export function base64OfBytes(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
