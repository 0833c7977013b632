import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { draftIdOf } from "#shared/edits.ts";
import { everyRecord } from "#shared/every-record.ts";
import type { DocumentSummary } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { requestKey } from "../../state/place.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { cellText } from "../resources/fetched-records.ts";
import { pathOf, type Membership } from "./membership.ts";

const windowSize = 500;
const nobody: readonly string[] = [];

/**
 * The ids of the members, as fetched and as changed by commits since; undefined while they are read. Does not call the
 * API.
 */
export function useMemberIds(membership: Membership): ReadonlySet<string> | undefined {
  const { connectionId, collection, idField } = membership;
  const exchange = useWorkspace(
    (state) => state.places.get(requestKey(connectionId, "GET", collection))?.exchange ?? null,
  );
  const presence = useStoredValues((state) => state.presence);
  const document = exchange?.status === 200 ? exchange.document : null;
  const { data } = useQuery({
    queryKey: ["members", document?.documentId],
    enabled: document !== null,
    gcTime: 0,
    queryFn: ({ signal }) => (document === null ? nobody : readIds(document, idField, signal)),
  });
  const fetched = exchange === null || document !== null ? data : nobody;
  const fetchedAt = exchange?.startedAt ?? 0;
  return useMemo(() => {
    if (fetched === undefined) return undefined;
    const ids = new Set(fetched);
    const prefix = draftIdOf(connectionId, `${collection}/`);
    for (const [draftId, { exists, at }] of presence) {
      if (at <= fetchedAt || !draftId.startsWith(prefix)) continue;
      const id = decodeURIComponent(draftId.slice(prefix.length));
      if (pathOf(membership, id) !== draftId.slice(connectionId.length + 1)) continue;
      if (exists) ids.add(id);
      else ids.delete(id);
    }
    return ids;
  }, [fetched, fetchedAt, presence, membership, connectionId, collection]);
}

/** Read in windows, because a list may have a hundred thousand contacts. */
export async function readIds({ documentId, table }: DocumentSummary, idField: string, signal: AbortSignal) {
  const ids: string[] = [];
  const column = table?.columns.indexOf(idField) ?? -1;
  for (let offset = 0; offset < (table?.recordCount ?? 0); offset += windowSize) {
    const { rows } = await call("getRows", { documentId, query: everyRecord, offset, limit: windowSize }, signal);
    ids.push(...rows.flatMap(({ cells }) => cellText(cells[column]) ?? []));
  }
  return ids;
}
