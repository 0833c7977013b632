import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { FindBytesResult } from "#shared/documents.ts";
import { maxFindLength } from "#shared/find-limits.ts";
import { call } from "../../api.ts";
import { base64OfBytes, bytesOfHex, type ByteRange } from "./hex-lines.ts";
import { useSettled } from "./use-find.ts";

/** The pause in typing after which the body is searched, in milliseconds. */
const pause = 120;

export interface FoundBytes {
  readonly result: FindBytesResult | undefined;
  readonly current: ByteRange | null;
  readonly problem: string | null;
}

/** Searches the whole body for a text, or for bytes written as hex digits. */
export function useFindBytes(documentId: string, text: string, asBytes: boolean, index: number): FoundBytes {
  const settled = useSettled(text, pause);
  const needle = settled === "" ? null : asBytes ? bytesOfHex(settled) : new TextEncoder().encode(settled);
  const isTooLong = needle !== null && needle.length > maxFindLength;
  const base64 = needle === null || needle.length === 0 || isTooLong ? "" : base64OfBytes(needle);
  const { data } = useQuery({
    queryKey: ["find-bytes", documentId, base64, index],
    queryFn: ({ signal }) => call("findBytes", { documentId, needle: base64, index }, signal),
    enabled: base64 !== "",
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const result = base64 === "" ? undefined : data;
  const offset = result?.offset ?? null;
  return {
    result,
    current: offset === null ? null : { start: offset, length: needle?.length ?? 1 },
    problem:
      asBytes && settled !== "" && needle === null
        ? "Write bytes as pairs of hex digits: 0d 0a."
        : isTooLong
          ? `A search takes up to ${maxFindLength.toLocaleString("en-US")} bytes.`
          : null,
  };
}
