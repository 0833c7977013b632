import { useEffect, useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Exchange } from "#shared/http/exchange.ts";
import { resourceAt, type ResourcePath } from "#shared/rezora/catalog.ts";
import type { Place } from "../../state/place.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { needIndex, useRecordIndexes } from "./record-index.ts";
import { nameIn, type NameSource, type RecordName } from "./record-names.ts";

/** The responses that contain records of these collections: the collections, and single records. */
export function useNameSources(connectionId: string, wanted: readonly ResourcePath[]): readonly NameSource[] {
  const exchanges = useWorkspace(useShallow(({ places }) => fetchedFrom(places, connectionId, wanted)));
  const indexes = useRecordIndexes(
    useShallow((state) => exchanges.map(({ document }) => state.indexes.get(document?.documentId ?? ""))),
  );
  useEffect(() => {
    for (const { document, request } of exchanges) {
      if (document !== null) needIndex(resourceAt(collectionOf(request.designator) as ResourcePath), document);
    }
  }, [exchanges]);
  return useMemo(
    () =>
      exchanges.map(({ request, startedAt }, at): NameSource => ({
        collection: collectionOf(request.designator),
        isWhole: !request.designator.includes("/"),
        index: indexes[at],
        fetchedAt: startedAt,
      })),
    [exchanges, indexes],
  );
}

/**
 * The names of the records of these collections, wherever they were fetched. Sends nothing to the API; on first use it
 * reads the fetched responses, and the names appear once they are read.
 */
export function useRecordNames(
  connectionId: string,
  wanted: readonly ResourcePath[],
): (designator: string) => RecordName {
  const fetched = useNameSources(connectionId, wanted);
  // A table renders its cells again for a new lookup, so only responses that can name one of these records create one.
  const isWanted = wanted.length > 0;
  const records = useStoredValues((state) => (isWanted ? state.records : noStoredValues));
  const recent = useWorkspace(
    useShallow((state) =>
      state.recent.filter(({ designator }) => wanted.some((path) => path === collectionOf(designator))),
    ),
  );
  return useMemo(
    () => (designator: string) => nameIn({ connectionId, fetched, stored: { records }, recent }, designator),
    [connectionId, fetched, records, recent],
  );
}

const noStoredValues: ReturnType<typeof useStoredValues.getState>["records"] = new Map();

function collectionOf(designator: string): string {
  return designator.split("/", 1)[0] ?? "";
}

function fetchedFrom(
  places: ReadonlyMap<string, Place>,
  connectionId: string,
  wanted: readonly ResourcePath[],
): Exchange[] {
  const found: Exchange[] = [];
  if (wanted.length === 0) return found;
  for (const { connectionId: of, exchange } of places.values()) {
    if (of !== connectionId || exchange === null || exchange.status !== 200) continue;
    const { method, designator } = exchange.request;
    if (method !== "GET" || (exchange.document?.table ?? null) === null) continue;
    const segments = designator.split("/");
    if (segments.length <= 2 && wanted.some((path) => path === segments[0])) found.push(exchange);
  }
  return found;
}
