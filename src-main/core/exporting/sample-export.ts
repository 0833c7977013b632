import { everyRecord } from "#shared/every-record.ts";
import type { ExportRequest } from "#shared/exporting.ts";

/** An export for tests: what matters is given, the rest is as plain as it can be. */
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
