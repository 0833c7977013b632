import type { ExportProgress, ExportRequest } from "#shared/exporting.ts";
import type { Clock, Emit } from "../ports.ts";
import type { Altered, ExportPiece } from "../documents/worker-protocol.ts";

/** An export that ends within this many milliseconds has no progress events. */
const quietFor = 1_000;
/** Milliseconds between events: eight a second; the limit is ten. */
const gap = 125;

export interface ExportMeter {
  readonly records: number;
  readonly altered: Altered;
  /** Passes the table through and counts its records. */
  countRecords(pieces: AsyncIterable<ExportPiece>): AsyncIterable<Uint8Array>;
  /** Passes the file through and counts its bytes; the time starts with the first. */
  countBytes(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  end(): void;
}

/** Counts what an export has written and reports it after the first second. */
export function meterExport(
  clock: Clock,
  emit: Emit,
  { exportId }: Pick<ExportRequest, "exportId">,
  expected: Pick<ExportProgress, "byteCount" | "recordCount">,
): ExportMeter {
  let startedAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let bytes = 0;
  let records = 0;
  let altered: Altered = { guarded: 0, replaced: 0 };

  function tell(): void {
    const elapsedMs = startedAt === null ? 0 : clock.monotonic() - startedAt;
    if (elapsedMs >= quietFor) emit("exportProgress", { exportId, bytes, records, ...expected, elapsedMs });
  }

  return {
    get records() {
      return records;
    },
    get altered() {
      return altered;
    },
    async *countRecords(pieces) {
      for await (const piece of pieces) {
        yield piece.bytes;
        records += piece.records;
        const { guarded, replaced, renamed, undated } = piece.altered;
        altered = {
          ...altered,
          guarded: altered.guarded + guarded,
          replaced: altered.replaced + replaced,
          ...(renamed === undefined ? {} : { renamed }),
          ...(undated === undefined ? {} : { undated: (altered.undated ?? 0) + undated }),
        };
      }
    },
    async *countBytes(content) {
      startedAt = clock.monotonic();
      timer = setInterval(tell, gap).unref();
      for await (const piece of content) {
        yield piece;
        bytes += piece.length;
      }
    },
    end: () => clearInterval(timer),
  };
}
