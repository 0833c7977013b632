import type { DocumentSummary } from "#shared/documents.ts";
import type { ExportFormat, ExportProgress, ExportResult } from "#shared/exporting.ts";
import { formatAmount, formatBytes, formatBytesOf, formatCount, formatRate } from "../response/format.ts";

/** What is missing from a response that is to be saved, in one sentence; null when nothing is missing. */
export function lacking(document: DocumentSummary, as: ExportFormat): string | null {
  const { complete, byteLength, table, notices } = document;
  const records = table?.recordCount ?? 0;
  if (!complete) {
    const arrived = as === "served" ? formatAmount(byteLength, "byte") : formatAmount(records, "whole record");
    return `Only ${arrived} arrived.`;
  }
  const breaks = as !== "served" && notices.some(({ code }) => code === "malformed");
  return breaks ? `Only the ${formatAmount(records, "record")} before the break can be read.` : null;
}

/** `248 of 248 records, 10 of 23 columns`; `matched` is null until it is known. */
export function coverage(matched: number | null, records: number, columns: number, allColumns: number): string {
  const rows = `${matched === null ? "…" : formatCount(matched)} of ${formatAmount(records, "record")}`;
  return `${rows}, ${formatCount(columns)} of ${formatAmount(allColumns, "column")}`;
}

/** `41,200 of 500,000 records, 12.3 MB`; as served `12.3 of 74.1 MB, 9.8 MB/s`. */
export function progressText({ records, recordCount, bytes, byteCount, elapsedMs }: ExportProgress): string {
  if (recordCount !== null) {
    return `${formatCount(records)} of ${formatAmount(recordCount, "record")}, ${formatBytes(bytes)}`;
  }
  const amount = byteCount === null ? formatBytes(bytes) : formatBytesOf(bytes, byteCount);
  const rate = formatRate(bytes, elapsedMs);
  return rate === "" ? amount : `${amount}, ${rate}`;
}

/** 0 to 1; null while there is nothing to divide by. */
export function progressShare({ records, recordCount, bytes, byteCount }: ExportProgress): number | null {
  const [done, all] = recordCount === null ? [bytes, byteCount] : [records, recordCount];
  return all === null || all === 0 ? null : Math.min(1, done / all);
}

type Saved = Extract<ExportResult, { state: "saved" }>;

/** `Saved contacts.csv, byte for byte (41.3 KB)` */
export function savedText(
  { name, bytes, records, guarded, replaced, renamed = 0, undated = 0 }: Saved,
  as: ExportFormat,
  lacks: string | null,
): string {
  const what = records === null ? ", byte for byte" : `, ${formatAmount(records, "record")}`;
  const told = [
    lacks,
    guarded === 0 ? null : `${formatAmount(guarded, "value")} guarded against running as a formula.`,
    replaced === 0 ? null : replacedText(replaced, as),
    renamed === 0
      ? null
      : `${formatAmount(renamed, "field")} renamed: XML cannot hold ${renamed === 1 ? "its name" : "their names"}.`,
    undated === 0 ? null : undatedText(undated),
  ].filter((each) => each !== null);
  return `Saved ${name}${what} (${formatBytes(bytes)})${told.length === 0 ? "" : `. ${told.join(" ")}`}`;
}

/** A date column contains nothing else: an empty value has no cell. */
function undatedText(undated: number): string {
  const [is, stays] = undated === 1 ? ["is not a date", "stays"] : ["are not dates", "stay"];
  return `${formatAmount(undated, "value")} ${is} that a spreadsheet knows and ${stays} text.`;
}

function replacedText(replaced: number, as: ExportFormat): string {
  const format = as === "xml" ? "XML" : "CSV";
  return `${formatAmount(replaced, "value")} ${replaced === 1 ? "has" : "have"} characters that ${format} cannot hold.`;
}
