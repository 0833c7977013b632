import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { headingOf, resources } from "#shared/rezora/catalog.ts";
import { designatorOfId, matchDesignator } from "#shared/rezora/uri.ts";
import { call } from "../../api.ts";
import type { Place } from "../../state/place.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { cellText } from "./fetched-records.ts";

/** Notes which record is looked at: the one in the inspector, or the one a place brought. No call to the API. */
export function useRememberRecords(place: Place | null): void {
  const exchange = place?.exchange ?? null;
  const document = exchange?.status === 200 ? exchange.document : null;
  const record = place?.record ?? null;
  const documentId = document?.table ? document.documentId : null;
  const connectionId = place?.connectionId ?? null;
  const designator = exchange?.request.designator ?? null;

  const { data } = useQuery({
    queryKey: ["record", documentId, record],
    queryFn: ({ signal }) => call("getRecord", { documentId: documentId ?? "", record: record ?? 0 }, signal),
    enabled: documentId !== null && record !== null,
    gcTime: 20_000,
  });
  useEffect(() => {
    if (!data || connectionId === null || designator === null) return;
    const valueOf = (field: string): string | undefined => cellText(data.row.cells[data.columns.indexOf(field)]);
    const recent = recordAt(designator, valueOf);
    if (recent) useWorkspace.getState().rememberRecord({ connectionId, ...recent });
  }, [data, connectionId, designator]);
}

/** Designator and name of a record of a collection; null for records without a name, as associations have none. */
export function recordAt(
  designator: string,
  valueOf: (field: string) => string | undefined,
): { readonly designator: string; readonly title: string } | null {
  const resource = matchDesignator(designator)?.resource;
  if (!resource) return null;
  const title = headingOf(resource.path, valueOf);
  if (title === null) return null;
  if (resource.kind === "record") return { designator, title };
  const own = resources.find(({ path }) => path === `${resource.path}/ID`);
  const leads = own ? designatorOfId(own.path, valueOf) : null;
  return leads === null ? null : { designator: leads, title };
}
