import type { ExportRequest, ExportResult } from "#shared/exporting.ts";
import { CallError } from "../call-error.ts";
import type { DocumentStore } from "../documents/store.ts";
import type { Ports } from "../ports.ts";
import { cleanFileName } from "../storage/file-name.ts";
import { exportCancelled } from "./export-cancelled.ts";
import { meterExport, type ExportMeter } from "./export-progress.ts";
import { workbookFile } from "./workbook-file.ts";

export interface Exporting {
  /** Resolves when the file is complete and on disk. If it rejects, no file was written and an older one is intact. */
  run(request: ExportRequest, signal: AbortSignal): Promise<ExportResult>;
  /** Cancels running exports and waits until their half-written files are removed. */
  close(): Promise<void>;
}

export interface ExportingParts {
  readonly ports: Pick<Ports, "clock" | "emit" | "files">;
  readonly documents: Pick<DocumentStore, "planExport" | "exportTable" | "byteLengthOf" | "readServed">;
  /** Keeps a document even if its view closes it; the returned function releases it. */
  readonly hold: (documentId: string) => () => void;
}

export function createExporting({ ports, documents, hold }: ExportingParts): Exporting {
  const running = new Set<Promise<unknown>>();
  const closing = new AbortController();

  async function save(request: ExportRequest, signal: AbortSignal): Promise<ExportResult> {
    const { clock, emit, files } = ports;
    const { exportId, documentId, as } = request;
    const byteCount = as === "served" ? documents.byteLengthOf(documentId) : null;
    const recordCount = as === "served" ? null : (await documents.planExport(request, signal)).recordCount;
    const name = cleanFileName(request.suggestedName);
    const meter = meterExport(clock, emit, request, { byteCount, recordCount });
    try {
      const content = meter.countBytes(contentOf(request, name, meter, signal));
      const onDownload = (url: string): void => emit("exportDownload", { exportId, url });
      const saved = await files.save({ name, content, byteCount, onDownload }, signal);
      if (saved === null) return { state: "dismissed" };
      const records = recordCount === null ? null : meter.records;
      return { state: "saved", ...saved, records, ...meter.altered };
    } finally {
      meter.end();
    }
  }

  function contentOf(
    request: ExportRequest,
    name: string,
    meter: ExportMeter,
    signal: AbortSignal,
  ): AsyncIterable<Uint8Array> {
    if (request.as === "served") return documents.readServed(request.documentId, signal);
    const table = meter.countRecords(documents.exportTable(request, signal));
    return request.as === "xlsx" ? workbookFile(name.replace(/\.[^.]*$/u, ""), table) : table;
  }

  return {
    async run(request, signal) {
      if (closing.signal.aborted) throw new CallError("cancelled", "The application is closing.");
      const letGo = hold(request.documentId);
      const end = AbortSignal.any([signal, closing.signal]);
      const work = save(request, end);
      running.add(work);
      try {
        return await work;
      } catch (error) {
        // Whichever part of the work was stopped, the error is the same.
        throw end.aborted ? exportCancelled() : error;
      } finally {
        running.delete(work);
        letGo();
      }
    },
    async close() {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}
