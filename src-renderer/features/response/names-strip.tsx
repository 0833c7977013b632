import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useMemo } from "react";
import type { DocumentSummary } from "#shared/documents.ts";
import type { ResourcePath } from "#shared/rezora/catalog.ts";
import { callsWithLogin, costWords } from "../../state/call-cost.ts";
import { requestKey } from "../../state/place.ts";
import { fetchBeside } from "../../state/sending.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { membershipAt, type Membership } from "../members/membership.ts";
import { readIds } from "../members/use-member-ids.ts";
import { useNameSources } from "../resources/use-record-names.ts";
import { countKnown, namesOffer } from "./known-names.ts";

interface NamesStripProps {
  readonly connectionId: string;
  readonly designator: string;
  readonly document: DocumentSummary;
}

/** Says which names of the members of a list or a group were not fetched, and offers the one fetch that gets them. */
export function NamesStrip({ connectionId, designator, document }: NamesStripProps) {
  const membership = useMemo(() => membershipAt(connectionId, designator), [connectionId, designator]);
  return membership && <Strip membership={membership} document={document} />;
}

function Strip({ membership, document }: { readonly membership: Membership; readonly document: DocumentSummary }) {
  const { connectionId, candidates, idField } = membership;
  const wanted = useMemo((): readonly ResourcePath[] => [candidates.path], [candidates]);
  const sources = useNameSources(connectionId, wanted);
  const places = useWorkspace((state) => state.places);
  const { data: ids } = useQuery({
    queryKey: ["members", document.documentId],
    gcTime: 0,
    queryFn: ({ signal }) => readIds(document, idField, signal),
  });
  const counted = useMemo(() => {
    if (ids === undefined || sources.some(({ index }) => index?.state !== "whole")) return null;
    return countKnown(new Set(ids), (id) => sources.some(({ index }) => index?.records.has(id) === true));
  }, [ids, sources]);
  if (counted === null) return null;
  const collection = places.get(requestKey(connectionId, "GET", candidates.path));
  const fetched = collection?.exchange?.status === 200 ? collection.exchange : null;
  const fetchedAt = fetched === null ? null : timeOfDay(fetched.startedAt);
  const offer = namesOffer(candidates, { ...counted, fetchedAt });
  if (offer === null) return null;
  const wantedPlace = places.get(requestKey(connectionId, "GET", offer.designator));
  const failed = wantedPlace?.problem?.message ?? wantedPlace?.exchange?.failure?.message;
  const status = wantedPlace?.exchange?.status ?? null;
  const refused = failed ?? (status === null || status === 200 ? "" : `The last response was ${String(status)}.`);
  return (
    <Notice
      strip
      icon={UsersRound}
      title={offer.title}
      action={
        <Button
          size="small"
          notNow={wantedPlace?.running ? "This is being fetched." : undefined}
          onPress={() => fetchBeside(connectionId, offer.designator)}
        >
          {offer.button} <span className="ink-3">{costWords(callsWithLogin(1))}</span>
        </Button>
      }
    >
      {`${offer.message} ${refused}`.trim()}
    </Notice>
  );
}

function timeOfDay(at: number): string {
  return new Date(at).toTimeString().slice(0, 5);
}
