import type { DocumentSummary, RecordQuery } from "#shared/documents.ts";
import type { ExportFormat } from "#shared/exporting.ts";
import { everyRecord } from "#shared/every-record.ts";
import { ApiError } from "../../api.ts";
import { useShell } from "../../state/shell.ts";
import { showToast } from "../../state/toast.ts";
import { servedEnding } from "../response/shown-exchange.ts";
import { lacking, savedText } from "./export-words.ts";
import { runExport } from "./running-exports.ts";

export interface SaveRequest {
  readonly document: DocumentSummary;
  readonly as: ExportFormat;
  /** Names the file: `lists/12/contacts` becomes `lists-12-contacts.csv`. */
  readonly designator: string;
  readonly columns: readonly string[];
  /** Absent: every record in the order of the body. */
  readonly query?: RecordQuery;
  readonly guardFormulas?: boolean;
  /** Columns whose dates become date cells of a workbook. */
  readonly dates?: readonly string[];
  /** The name of the connection, for the page header of a printed workbook. */
  readonly connectionName?: string;
}

/** Asks the host to save a response or its table, and reports where it went. Asks first where something is missing. */
export function save(request: SaveRequest): void {
  const lacks = lacking(request.document, request.as);
  const write = (): void => void writeFile(request, lacks);
  if (lacks === null) write();
  else useShell.getState().openDialog({ kind: "incomplete-export", lacks, onExport: write });
}

/** Byte for byte, independent of the views. */
export function saveServed(document: DocumentSummary, designator: string): void {
  save({ document, as: "served", designator, columns: [] });
}

async function writeFile(request: SaveRequest, lacks: string | null): Promise<void> {
  const { document, as, columns, query = everyRecord, guardFormulas = true, dates = [] } = request;
  try {
    const result = await runExport({
      documentId: document.documentId,
      as,
      query,
      columns: columns.slice(0, 1_000),
      guardFormulas,
      ...(as === "xlsx" ? { dates: dates.slice(0, 1_000), heading: headingOf(request) } : {}),
      suggestedName: fileName(request, lacks !== null),
    });
    if (result.state === "saved") showToast(savedText(result, as, lacks), "saved");
  } catch (error) {
    const cancelled = error instanceof ApiError && error.code === "cancelled";
    showToast(error instanceof Error ? error.message : "Nothing was saved.", cancelled ? "plain" : "problem");
  }
}

function headingOf({ designator, connectionName = "" }: SaveRequest): { resource: string; connection: string } {
  return { resource: designator.slice(0, 10_000), connection: connectionName.slice(0, 200) };
}

const endings: Readonly<Record<Exclude<ExportFormat, "served">, string>> = {
  json: "json",
  xml: "xml",
  csv: "csv",
  spreadsheet: "csv",
  xlsx: "xlsx",
};

function fileName({ document, as, designator }: SaveRequest, incomplete: boolean): string {
  const ending = as === "served" ? servedEnding(document) : endings[as];
  return `${fileStem(designator)}${incomplete ? "-incomplete" : ""}.${ending}`;
}

/** Letters, digits, dots and dashes of a designator, at most 100 characters. */
export function fileStem(designator: string): string {
  const [path = ""] = designator.split("?", 1);
  const plain = path
    .replace(/(?:[^\p{L}\p{N}._-]|\p{Default_Ignorable_Code_Point})+/gu, "-")
    .replace(/^[-.]+|[-.]+$/gu, "");
  // Splitting by code points keeps surrogate pairs whole.
  const stem = Array.from(plain).slice(0, 100).join("");
  return stem === "" ? "answer" : stem;
}
