import { Buffer } from "node:buffer";
import type { FindBytesRequest, FindBytesResult } from "#shared/documents.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";

/** Bytes searched between two yields. */
const slice = 1_048_576;

/** Counts the non-overlapping occurrences of some bytes in the body and locates one of them. */
export function* findBytes(source: Source, { needle, index }: FindBytesRequest): Task<FindBytesResult> {
  const wanted = Buffer.from(needle, "base64");
  let count = 0;
  let offset: number | null = null;
  if (wanted.length === 0) return { count, offset };
  let behind = 0;
  for (let from = 0; from < source.length; from += slice) {
    // Each part extends past its slice by one byte less than the needle, so an occurrence on the edge is found once.
    const part = source.part(from, Math.min(source.length, from + slice + wanted.length - 1));
    for (let at = part.indexOf(wanted, Math.max(0, behind - from)); at >= 0;) {
      if (count++ === index) offset = from + at;
      behind = from + at + wanted.length;
      at = part.indexOf(wanted, at + wanted.length);
    }
    yield;
  }
  return { count, offset };
}
