import type { ExportRequest, RecordQuery } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { call } from "../../api.ts";
import { formatBytes } from "./format.ts";
import { say } from "./said.ts";

const endings: Readonly<Record<ExportRequest["as"], string>> = {
  served: "",
  json: "json",
  xml: "xml",
  csv: "csv",
  spreadsheet: "csv",
};

export interface SaveRequest {
  readonly documentId: string;
  readonly as: ExportRequest["as"];
  /** Names the file: `lists/12/contacts` becomes `lists-12-contacts.csv`. */
  readonly designator: string;
  /** Ending of a file saved as served, without dot. */
  readonly servedEnding: string;
  readonly columns: readonly string[];
  /** Left out: every record in the order of the body. */
  readonly query?: RecordQuery;
}

/** Lets the host save an answer or its table, and says where it went. */
export async function save({ documentId, as, designator, servedEnding, columns, query }: SaveRequest): Promise<void> {
  const ending = as === "served" ? servedEnding : endings[as];
  const suggestedName = `${fileStem(designator)}.${ending}`;
  try {
    const result = await call("exportDocument", {
      documentId,
      as,
      query: query ?? everyRecord,
      columns: columns.slice(0, 1_000),
      suggestedName,
    });
    if (result.state === "saved") {
      say(`Saved ${result.name}${as === "served" ? ", byte for byte" : ""} (${formatBytes(result.bytes)}).`);
    } else if (result.state === "download") {
      download(result.url, suggestedName);
    }
  } catch (error) {
    say(error instanceof Error ? error.message : "Nothing was saved.", "problem");
  }
}

/** The host has no save dialog: the browser saves what lies at the address, once. */
function download(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/** Letters, digits, dots and dashes of a designator, at most 100. */
export function fileStem(designator: string): string {
  const stem = designator
    .split("?", 1)[0]
    ?.replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/gu, "")
    .slice(0, 100);
  return stem === undefined || stem === "" ? "answer" : stem;
}
