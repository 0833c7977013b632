import { queryOptions } from "@tanstack/react-query";
import type { DocumentSummary } from "#shared/documents.ts";
import { call } from "../../api.ts";

/** How long a record that is not looked at any more is kept, in milliseconds. */
const keptFor = 20_000;

/** Characters of one value that come with its record; the rest is requested where it is needed. */
const cellLimit = 2_000;

/**
 * The query of one record of an answer, off for none. It is one question to the documents engine whoever asks,
 * and no call to the API.
 */
export function wholeRecord(document: DocumentSummary | null, record: number | null) {
  const documentId = document?.documentId ?? "";
  return queryOptions({
    // A record that was looked at while the rest arrived may lack fields that only a later one brought up.
    queryKey: ["record", documentId, record, document?.table?.columns.length],
    queryFn: ({ signal }) => call("getRecord", { documentId, record: record ?? 0, cellLimit }, signal),
    enabled: document !== null && record !== null,
    gcTime: keptFor,
  });
}
