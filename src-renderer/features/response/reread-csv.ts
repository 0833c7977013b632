import type { CsvChoice } from "#shared/csv-choice.ts";
import type { DocumentSummary } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { call } from "../../api.ts";
import { queryClient } from "../../query.ts";
import { reread } from "../../state/transitions.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { nothingFolded } from "./folding.ts";
import { useViewState } from "./view-state.ts";

/** Reads the CSV of a location in another way; null: as its content suggests. All its views follow. */
export async function rereadCsv(placeKey: string, document: DocumentSummary, choice: CsvChoice | null): Promise<void> {
  const { documentId } = document;
  const next = await call("readCsvAs", { documentId, choice });
  // Rows, lines and checks of the previous reading are wrong now.
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] === documentId });
  useViewState.getState().change(placeKey, documentId, {
    query: everyRecord,
    selection: null,
    before: null,
    matched: null,
    folding: nothingFolded,
    nodes: {},
    byte: null,
  });
  useWorkspace.getState().lookAt(placeKey, null);
  useWorkspace.setState((state) => reread(state, next));
}

/**
 * A different key for each way of reading a document, so a component that shows it is remounted when the reading
 * changes.
 */
export function readingKey({ documentId, csv }: DocumentSummary): string {
  return csv === undefined ? documentId : `${documentId} ${csv.delimiter} ${csv.header ? "header" : "record"}`;
}
