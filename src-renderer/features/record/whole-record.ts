import { queryOptions } from "@tanstack/react-query";
import type { DocumentSummary } from "#shared/documents.ts";
import { call } from "../../api.ts";

/** How long a record that is no longer shown is kept, in milliseconds. */
const keptFor = 20_000;

/** Characters of one value that come with its record; the rest is requested where it is needed. */
const cellLimit = 2_000;

/**
 * The query for one record of a response, disabled for none. It is one shared read from the documents engine for all
 * callers, and does not call the API.
 */
export function wholeRecord(document: DocumentSummary | null, record: number | null) {
  const documentId = document?.documentId ?? "";
  return queryOptions({
    // A record that was read while the rest was arriving may lack fields that only a later record introduced.
    queryKey: ["record", documentId, record, document?.table?.columns.length],
    queryFn: ({ signal }) => call("getRecord", { documentId, record: record ?? 0, cellLimit }, signal),
    enabled: document !== null && record !== null,
    gcTime: keptFor,
  });
}
