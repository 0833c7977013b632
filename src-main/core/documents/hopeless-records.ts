import { foldCase } from "#shared/canonical-text.ts";
import type { FindRequest } from "#shared/documents.ts";
import { envelopeOf } from "#shared/formats/envelope.ts";
import { xmlName } from "#shared/formats/xml-text.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Records } from "./records.ts";
import { walkStep } from "./source.ts";
import type { Task } from "./task.ts";

/**
 * Characters that no format escapes and no layout puts between tokens: a match of them lies within one value or key.
 */
const plainQuery = /^[\w@.+\-*#%~$]+$/;

/** Characters that a writer escapes with letters and digits, and the two that fold to k and s. */
// eslint-disable-next-line no-control-regex -- control characters are searched for
const escapedOrWide = /[\0-\u001f\u007f\u017f\u212a\ud800-\udfff]/;

/** Maps ASCII letters to lower case and every other byte to itself. */
const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/**
 * Whether a range of the bytes contains `needle` (lower case) or, if `minded`, a control character that writers escape.
 */
function mayHold(bytes: Uint8Array, start: number, end: number, needle: Uint8Array, minded: boolean): boolean {
  const first = needle[0];
  for (let at = start; at < end; at++) {
    const byte = lower[bytes[at] as number] as number;
    if (minded && byte < 32) return true;
    if (byte !== first || at + needle.length > end) continue;
    let i = 1;
    while (i < needle.length && lower[bytes[at + i] as number] === needle[i]) i++;
    if (i === needle.length) return true;
  }
  return false;
}

/**
 * Determines from their bytes alone which records cannot contain a match: laying out a record costs fifty times as much
 * as scanning it. This applies only to plain words, and only where the bytes decide; everything else is laid out.
 */
export function* hopelessRecords(document: OpenDocument, request: FindRequest): Task<(record: number) => boolean> {
  const { records, source } = document;
  const folded = foldCase(request.query);
  // With case folded, a letter outside ASCII may equal an ASCII letter (the Kelvin sign, k). With match case, it does
  // not.
  const wanted = request.matchCase ? request.query : folded;
  if (request.regularExpression || !plainQuery.test(wanted) || records === null) return () => false;
  const needle = Uint8Array.from(folded, (character) => character.charCodeAt(0));
  // Two letters outside ASCII fold to k and s when case does not matter.
  if (!request.matchCase && /[ks]/.test(folded) && (yield* hasWideLetters(document))) return () => false;
  if (request.as === records.format) {
    return (record) => {
      const { start, end } = records.bounds(record);
      source.load(start, end);
      return !mayHold(source.bytes, start - source.base, end - source.base, needle, false);
    };
  }
  const escapes = "amp lt gt quot apos #13 fffd";
  if (escapes.includes(folded) || inEveryRecord(records, folded)) return () => false;
  return (record) => {
    if (records.list.marksOf(record) !== 0) return false;
    const { cursor } = records;
    cursor.open(record);
    while (cursor.next()) {
      if (cursor.plain) {
        if (mayHold(source.bytes, cursor.start, cursor.end, needle, true)) return false;
      } else {
        const text = cursor.text();
        if (escapedOrWide.test(text) || foldCase(text).includes(folded)) return false;
      }
    }
    return true;
  };
}

/** Names are written in each record, whatever its bytes are. */
function inEveryRecord({ columns }: Records, folded: string): boolean {
  const names = [...columns.keys, ...columns.keys.map(xmlName), envelopeOf(columns.keys).child];
  return names.some((name) => foldCase(name).includes(folded));
}

/** In UTF-8 the letters U+212A and U+017F need a byte of 0xE2 or 0xC5. */
function* hasWideLetters({ source }: OpenDocument): Task<boolean> {
  for (let from = 0; from < source.length; from += walkStep) {
    const to = Math.min(source.length, from + walkStep);
    if (source.indexOf(0xe2, from, to) >= 0 || source.indexOf(0xc5, from, to) >= 0) return true;
    yield;
  }
  return false;
}
