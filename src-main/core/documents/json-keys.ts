import { fieldText } from "#shared/formats/field.ts";
import { lenientValue, type LenientJson } from "#shared/formats/json-lenient.ts";
import { unescapeJson } from "#shared/formats/json-object.ts";
import { JsonWalker } from "#shared/formats/json-walker.ts";
import { skipBlanks, standsAt } from "#shared/formats/scan.ts";
import { maxFields } from "./limits.ts";
import { nameText } from "./long-records.ts";
import type { Source } from "./source.ts";

const openObject = 123;
const openArray = 91;
const comma = 44;

/** The keys of one record: as bytes with their quotes, as text, and whether some value is nested. */
interface RecordKeys {
  readonly keys: readonly Uint8Array[];
  readonly names: readonly string[];
  readonly isNested: boolean;
}

/** The keys of a valid object between two positions in the loaded bytes. */
export function keysOf(source: Source, walker: JsonWalker, start: number, limit: number): RecordKeys {
  const { bytes, base } = source;
  const keys: Uint8Array[] = [];
  const names: string[] = [];
  let isNested = false;
  let at = skipBlanks(bytes, start + 1, limit);
  while (bytes[at] === 34) {
    // The other fields are in the code views and in the bytes; a table cannot distinguish them.
    if (keys.length >= maxFields) return { keys, names, isNested: true };
    const keyEnd = walker.string(bytes, at, limit, true);
    keys.push(bytes.slice(at, keyEnd));
    names.push(nameText(source, base + at + 1, base + keyEnd - 1, unescapeJson));
    at = skipBlanks(bytes, skipBlanks(bytes, keyEnd, limit) + 1, limit);
    if (bytes[at] === openObject || bytes[at] === openArray) isNested = true;
    walker.start(at);
    at = skipBlanks(bytes, walker.walk(bytes, limit, true), limit);
    if (bytes[at] === comma) at = skipBlanks(bytes, at + 1, limit);
  }
  return { keys, names, isNested };
}

/**
 * The keys of an invalid object that the lenient reader has just read. Keys in other quotes, or with characters that
 * need an escape, cannot be a template for the records that follow.
 */
export function lenientKeys(source: Source, { members }: LenientJson): RecordKeys {
  const { bytes, base } = source;
  const keys = members.map(({ keyStart, keyEnd }) => bytes.slice(keyStart, keyEnd));
  const areSound = keys.every(
    (key) => key[0] === 34 && new JsonWalker().string(key, 0, key.length, true) === key.length,
  );
  const names = members.map(({ keyStart, keyEnd }) => {
    return nameText(source, base + keyStart, base + keyEnd, (text) => fieldText(lenientValue(text)));
  });
  return { keys: areSound ? keys : [], names, isNested: true };
}

export function sameKeys(keys: readonly Uint8Array[], template: readonly Uint8Array[]): boolean {
  return (
    keys.length === template.length &&
    keys.every((key, index) => {
      const other = template[index] ?? key;
      return key.length === other.length && standsAt(key, 0, key.length, other);
    })
  );
}
