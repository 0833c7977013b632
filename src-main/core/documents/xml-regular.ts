import { isBlank, standsAt } from "#shared/formats/scan.ts";
import { isNoncharacter } from "#shared/formats/xml-characters.ts";
import type { XmlScanner } from "#shared/formats/xml-scanner.ts";
import type { XmlTemplate } from "./xml-cursor.ts";

const less = 60;
const ampersand = 38;
const slash = 47;
const greater = 62;

/**
 * The fast path of the index: offset after a record at `start` that has the names of the first record and text only.
 * -1 for whatever is not.
 */
export function scanRegularXml(
  bytes: Uint8Array,
  start: number,
  limit: number,
  template: XmlTemplate,
  scanner: XmlScanner,
): number {
  const { isUtf8 } = scanner;
  if (template.open.length === 0 || !standsAt(bytes, start, limit, template.recordOpen)) return -1;
  let at = start + template.recordOpen.length;
  for (let column = 0; column < template.open.length; column++) {
    const open = template.open[column] as Uint8Array;
    const close = template.close[column] as Uint8Array;
    while (isBlank(bytes[at] as number)) at++;
    if (!standsAt(bytes, at, limit, open)) return -1;
    at += open.length;
    for (let byte = bytes[at] as number; byte !== less; byte = bytes[++at] as number) {
      if (byte > 93) {
        if (byte === 0xef && isUtf8 && isNoncharacter(bytes, at)) return -1;
      } else if (byte === ampersand) {
        const end = scanner.reference(bytes, at, limit);
        if (end < 0) return -1;
        at = end - 1;
      } else if (byte === 93 || (byte < 32 && !isBlank(byte)) || at >= limit) return -1;
    }
    if (!standsAt(bytes, at, limit, close)) return -1;
    at += close.length;
  }
  while (isBlank(bytes[at] as number)) at++;
  return standsAt(bytes, at, limit, template.recordClose) ? at + template.recordClose.length : -1;
}

export function templateOf(name: Uint8Array, names: readonly Uint8Array[]): XmlTemplate {
  const tag = (opening: readonly number[], key: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(opening.length + key.length + 1);
    bytes.set(opening);
    bytes.set(key, opening.length);
    bytes[bytes.length - 1] = greater;
    return bytes;
  };
  const open = (key: Uint8Array): Uint8Array => tag([less], key);
  const close = (key: Uint8Array): Uint8Array => tag([less, slash], key);
  return {
    name,
    names,
    recordOpen: open(name),
    recordClose: close(name),
    open: names.map(open),
    close: names.map(close),
  };
}
