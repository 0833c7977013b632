export const bytesPerRow = 16;

/** One row of the Hex view. */
export interface HexRow {
  /** Offset of the first byte in eight hex digits. */
  readonly offset: string;
  /** `5b 0a 20 …`, a wider gap after eight bytes, blanks where the body ends. */
  readonly hex: string;
  /** The bytes as ASCII, a dot for what is none. */
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
