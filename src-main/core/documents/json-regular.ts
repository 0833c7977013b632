import type { JsonWalker } from "#shared/formats/json-walker.ts";
import { isBlank, standsAt } from "#shared/formats/scan.ts";

/**
 * The fast path of the index: returns the offset after an object at `start` that has exactly the keys of the first
 * record and simple values; -1 for anything else.
 */
export function scanRegularJson(
  bytes: Uint8Array,
  start: number,
  limit: number,
  template: readonly Uint8Array[],
  walker: JsonWalker,
): number {
  let at = start + 1;
  const last = template.length - 1;
  for (let column = 0; column <= last; column++) {
    const key = template[column] as Uint8Array;
    while (isBlank(bytes[at] as number)) at++;
    if (!standsAt(bytes, at, limit, key)) return -1;
    at += key.length;
    while (isBlank(bytes[at] as number)) at++;
    if (bytes[at++] !== 58) return -1;
    while (isBlank(bytes[at] as number)) at++;
    if (bytes[at] === 34) {
      for (;;) {
        if (++at >= limit) return -1;
        const byte = bytes[at] as number;
        if (byte === 34) break;
        if (byte === 92) {
          const escape = bytes[at + 1] as number;
          if (escape === 117) {
            if (!(at + 6 <= limit && standsHex(bytes, at + 2))) return -1;
            at += 5;
          } else if (isEscape(escape)) at++;
          else return -1;
        } else if (byte < 32) return -1;
      }
      at++;
    } else {
      if (bytes[at] === 123 || bytes[at] === 91) return -1;
      const end = walker.literal(bytes, at, limit, false);
      if (end < 0) return -1;
      at = end;
    }
    while (isBlank(bytes[at] as number)) at++;
    if (at >= limit || bytes[at++] !== (column === last ? 125 : 44)) return -1;
  }
  return last < 0 ? -1 : at;
}

function isEscape(byte: number): boolean {
  return (
    byte === 34 ||
    byte === 92 ||
    byte === 47 ||
    byte === 98 ||
    byte === 102 ||
    byte === 110 ||
    byte === 114 ||
    byte === 116
  );
}

function standsHex(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i] as number;
    const isHex = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
    if (!isHex) return false;
  }
  return true;
}
