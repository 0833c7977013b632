import { everyRecord } from "#shared/every-record.ts";
import type { ExportRequest } from "#shared/exporting.ts";

/** An export for tests: the relevant parts are given, the rest is as simple as possible. */
export function sampleExport(given: Partial<ExportRequest>): ExportRequest {
  return {
    exportId: "export",
    documentId: "document",
    as: "csv",
    query: everyRecord,
    columns: ["id"],
    guardFormulas: true,
    suggestedName: "contacts.csv",
    ...given,
  };
}
