import { everyRecord } from "#shared/every-record.ts";
import type { ExportFormat } from "#shared/exporting.ts";
import { call } from "../../api.ts";
import { lacking, savedText } from "../exporting/export-words.ts";
import { runExport } from "../exporting/running-exports.ts";
import { fileStem } from "../exporting/save.ts";
import { showToast } from "../../state/toast.ts";
import { idColumn } from "../../state/rows-with-changes.ts";
import type { CopySubject } from "./copy-subject.ts";

/** A copy that was saved before a deletion. */
export interface ExportedFirst {
  readonly name: string;
  readonly records: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export const exportFormats = [
  { id: "spreadsheet", text: "CSV for a spreadsheet", ending: "csv" },
  { id: "xlsx", text: "Excel workbook", ending: "xlsx" },
  { id: "json", text: "JSON", ending: "json" },
  { id: "xml", text: "XML", ending: "xml" },
] as const satisfies readonly { readonly id: ExportFormat; readonly text: string; readonly ending: string }[];

/**
 * Fetches a record or a collection once more and saves the requested part of it, in the order of the response. null:
 * nothing was saved, and either a toast said why or the user closed the dialog.
 */
export async function exportFirst(
  connectionId: string,
  { designator, ids }: CopySubject,
  id: string,
): Promise<ExportedFirst | null> {
  const format = exportFormats.find((each) => each.id === id);
  if (format === undefined) return null;
  const request = { connectionId, method: "GET", designator, suffix: "json", accept: "*/*" } as const;
  const { status, failure, document } = await call("sendRequest", {
    exchangeId: crypto.randomUUID(),
    request: { ...request, contentType: null, headers: [], body: null },
  });
  if (document === null || document.table === null || status !== 200) {
    showToast(`Nothing was exported. ${failure?.message ?? `The server responded with ${String(status)}.`}`, "problem");
    return null;
  }
  const { documentId } = document;
  try {
    const lacks = lacking(document, format.id);
    if (lacks !== null) {
      showToast(`Nothing was exported. ${lacks}`, "problem");
      return null;
    }
    const column = ids === null ? null : idColumn(designator, document.table.columns);
    if (ids !== null && column === null) {
      showToast("Nothing was exported. The response has no column of ids.", "problem");
      return null;
    }
    const only = ids === null || column === null ? {} : { only: { column, values: [...ids] } };
    const result = await runExport({
      documentId,
      as: format.id,
      query: { ...everyRecord, ...only },
      columns: document.table.columns.slice(0, 1_000),
      guardFormulas: true,
      suggestedName: `${fileStem(designator)}.${format.ending}`,
    });
    if (result.state !== "saved") return null;
    showToast(savedText(result, format.id, null), "saved");
    return { name: result.name, records: result.records ?? ids?.length ?? document.table.recordCount, at: Date.now() };
  } finally {
    await call("closeDocument", { documentId });
  }
}
