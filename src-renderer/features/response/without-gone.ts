import { useMemo } from "react";
import type { DocumentSummary, RecordQuery } from "#shared/documents.ts";
import type { Place } from "../../state/place.ts";
import { sinceFetched, withoutGone } from "../../state/since-fetched.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { fetchedAtOf } from "../cells/fetched-at.ts";
import { useSince } from "./use-since.ts";

/** The query of a table without the records that are gone since it was fetched. */
export function useWithoutGone(place: Place, document: DocumentSummary, query: RecordQuery): RecordQuery {
  const since = useSince(place.connectionId, designatorOf(place), fetchedAtOf(place, document.documentId));
  const columns = document.table?.columns;
  return useMemo(() => withoutGone(query, since, columns ?? []), [query, since, columns]);
}

/** The same for code outside of components. */
export function queryWithoutGone(place: Place, document: DocumentSummary, query: RecordQuery): RecordQuery {
  const fetchedAt = fetchedAtOf(place, document.documentId);
  const since = sinceFetched(useStoredValues.getState(), place.connectionId, designatorOf(place), fetchedAt);
  return withoutGone(query, since, document.table?.columns ?? []);
}

function designatorOf({ exchange, running, draft }: Place): string {
  return (exchange ?? running)?.request.designator ?? draft.designator;
}
