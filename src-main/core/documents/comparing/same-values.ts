import { isIllWritten } from "./difference-kind.ts";
import type { Side } from "./side.ts";

/** Whether the sides have the same fields in the same order, so their regular records can be walked together. */
export function walkTogether(sides: readonly Side[]): boolean {
  const [first, ...others] = sides;
  if (first === undefined) return false;
  const { regularColumns } = first.records;
  return (
    first.names.length === regularColumns &&
    others.every(
      ({ names, records }) =>
        records.regularColumns === regularColumns &&
        names.length === regularColumns &&
        names.every((name, index) => name === first.names[index]),
    )
  );
}

/**
 * True when all values are certainly the same, determined from the bytes without creating strings. This settles almost
 * every record of a correct response; values that are not plain get a more careful comparison.
 */
export function sameValues(sides: readonly Side[], match: readonly number[]): boolean {
  for (const [index, side] of sides.entries()) {
    const record = match[index] ?? -1;
    if (record < 0 || !side.isRegular(record)) return false;
    side.records.cursor.open(record);
  }
  const [first, ...others] = sides;
  if (first === undefined) return false;
  const { bytes, records } = first;
  const { cursor } = records;
  while (cursor.next()) {
    if (cursor.kind !== "text") return false;
    for (const side of others) {
      const other = side.records.cursor;
      const otherBytes = side.bytes;
      if (!other.next() || other.kind !== "text") return false;
      if (cursor.plain && other.plain) {
        const length = cursor.end - cursor.start;
        if (other.end - other.start !== length) return false;
        for (let at = 0; at < length; at++) {
          if (bytes[cursor.start + at] !== otherBytes[other.start + at]) return false;
        }
      } else if (cursor.text() !== other.text()) return false;
      else if (side.format === "csv" && !other.plain && isIllWritten(`"${side.between(other.start, other.end)}"`)) {
        return false;
      }
    }
  }
  return true;
}
